import sanitize from 'sanitize-html'
import { longestLetter } from '../domain/letter-shape.ts'

/** A file that came with the same letter, which its HTML may show by its Content-ID. */
type Picture = { id: string; contentId: string | null }

/**
 * The HTML of a letter, made safe: no script, no form, nothing fetched from elsewhere, nothing laid over anything.
 * Pictures are those of the same letter, by their Content-ID or in its own bytes; others leave their text behind, unless
 * the reader asked for them (`remote`), which tells whoever keeps them that the letter was opened. null when it is too
 * long to read. On our pages it stands in a frame of its own, see `letter-document.server.ts`.
 */
export function sanitizeMail(
  html: string,
  pictures: Picture[],
  hrefOf: (fileId: string) => string,
  { remote = false }: { remote?: boolean } = {},
): string | null {
  if (html.length > longestLetter) return null
  const known = new Map(pictures.flatMap(({ id, contentId }) => (contentId ? [[contentId, id] as const] : [])))
  return sanitize(html, {
    ...allowed,
    ...(remote && { allowedSchemesByTag: { img: ['http', 'https', 'data'] } }),
    transformTags: {
      a: (_name, attribs) => ({ tagName: 'a', attribs: linkOf(attribs) }),
      img: (_name, { src = '', alt = '', ...size }) => {
        const id = known.get(contentIdIn(src))
        const isOwn = ownBytes.test(src)
        const shown = id ? hrefOf(id) : isOwn || (remote && /^https?:/i.test(src.trim())) ? src : null
        return shown !== null
          ? { tagName: 'img', attribs: { src: shown, alt, ...sizeOf(size), ...(id && { loading: 'lazy' }) } }
          : { tagName: 'span', attribs: { class: 'blocked-picture' }, text: alt.slice(0, 200) }
      },
      '*': (tagName, attribs) => ({ tagName, attribs: 'style' in attribs ? restyled(attribs) : attribs }),
    },
  })
}

/** The same four kinds that may be shown of a file. */
const ownBytes = /^data:image\/(?:png|jpeg|gif|webp);base64,[\w+/=\s]+$/i

const outlook = ['MsoNormal', 'MsoListParagraph', 'MsoPlainText']

const allowed: sanitize.IOptions = {
  allowedTags: [
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'p', 'div', 'span', 'br', 'hr', 'blockquote', 'pre', 'code'],
    ...['ul', 'ol', 'li', 'dl', 'dt', 'dd', 'a', 'img', 'b', 'strong', 'i', 'em', 'u', 's', 'del', 'ins', 'sub', 'sup'],
    ...['small', 'strike', 'mark', 'center', 'font'],
    ...['table', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td'],
  ],
  allowedAttributes: {
    '*': ['dir', 'lang', 'style', 'align', 'valign', 'bgcolor'],
    a: ['href', 'title', 'rel', 'target'],
    img: ['src', 'alt', 'loading', 'width', 'height'],
    table: ['border', 'cellpadding'],
    td: ['colspan', 'rowspan'],
    th: ['colspan', 'rowspan', 'scope'],
    ol: ['start', 'type'],
    font: ['color'],
    span: ['class'],
    p: ['class'],
    li: ['class'],
  },
  // Every style was written anew from what we know, see `restyled`.
  parseStyleAttributes: false,
  // Paragraphs of Outlook, whose style sheet leaves no room between them.
  allowedClasses: { span: ['blocked-picture'], p: outlook, li: outlook },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowedSchemesByTag: { img: ['data'] },
  allowProtocolRelative: false,
  disallowedTagsMode: 'discard',
  nestingLimit: 200,
}

/** A link says where it really leads, whatever its text says. */
function linkOf({ href = '', style }: Record<string, string>) {
  const title = URL.canParse(href) ? new URL(href).host : ''
  const leads = { href, rel: 'noopener noreferrer nofollow', target: '_blank' }
  return { ...leads, ...(title && { title }), ...(style !== undefined && { style }) }
}

/** What a letter may say of its looks: nothing that moves, covers, hides or fetches anything, or is wider than a phone. */
const looks = new RegExp(
  `^(?:${[
    ...['color', 'background', 'background-color', 'text-align', 'vertical-align', 'font-weight', 'font-style'],
    ...['text-decoration', 'text-decoration-line', 'text-transform', 'white-space', 'list-style-type'],
    ...['border-collapse', 'border(?:-(?:top|right|bottom|left))?(?:-(?:color|style|width))?'],
    'padding(?:-(?:top|right|bottom|left))?',
  ].join('|')})$`,
)
/** Words, colours and lengths of up to three digits; no quote, no bracket but that of a colour, nothing escaped. */
const plainLook =
  /^(?:(?:#[\da-f]{3,8}|rgba?\([\d.,%\s/]{5,40}\)|-?[a-z][a-z-]{0,30}|\d{0,3}(?:\.\d{1,4})?(?:px|pt|em|%)?)(?:\s+|$)){1,6}$/i

function restyled({ style = '', ...attribs }: Record<string, string>): Record<string, string> {
  const kept = style
    .slice(0, 2000)
    .split(';')
    .map((look) => [look.slice(0, look.indexOf(':')).trim().toLowerCase(), look.slice(look.indexOf(':') + 1).trim()])
    .filter(([name = '', value = '']) => looks.test(name) && value.length < 100 && plainLook.test(value))
  return { ...attribs, ...(kept.length > 0 && { style: kept.map((look) => look.join(':')).join(';') }) }
}

function sizeOf({ width = '', height = '' }: Record<string, string>) {
  const isSize = (size: string) => /^\d{1,4}$/.test(size)
  return { ...(isSize(width) && { width }), ...(isSize(height) && { height }) }
}

/** RFC 2392: a cid URL is a Content-ID without its angle brackets, percent-encoded. */
function contentIdIn(src: string): string {
  const id = /^cid:(.+)$/i.exec(src.trim())?.[1] ?? ''
  try {
    return decodeURIComponent(id)
  } catch {
    return id
  }
}
