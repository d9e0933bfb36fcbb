import sanitize from 'sanitize-html'

/** A file that came with the same letter, which its HTML may show by its Content-ID. */
type Picture = { id: string; contentId: string | null }

/** Longer than nearly every letter; what is longer is shown by its words alone, because reading it takes a second. */
const longestRead = 200_000

/**
 * The HTML of a letter, made safe to stand in our page: no script, no form, nothing fetched from elsewhere. Pictures
 * are those of the same letter, by their Content-ID; others leave their text behind, unless the reader asked for them
 * (`remote`), which tells whoever keeps them that the letter was opened. null when it is too long to read.
 */
export function sanitizeMail(
  html: string,
  pictures: Picture[],
  hrefOf: (fileId: string) => string,
  { remote = false }: { remote?: boolean } = {},
): string | null {
  if (html.length > longestRead) return null
  const known = new Map(pictures.flatMap(({ id, contentId }) => (contentId ? [[contentId, id] as const] : [])))
  return sanitize(html, {
    ...allowed,
    ...(remote && { allowedSchemesByTag: { img: ['http', 'https'] } }),
    transformTags: {
      a: (_name, attribs) => ({ tagName: 'a', attribs: linkOf(attribs) }),
      img: (_name, { src = '', alt = '' }) => {
        const id = known.get(contentIdIn(src))
        const shown = id ? hrefOf(id) : remote && /^https?:/i.test(src.trim()) ? src : null
        return shown !== null
          ? { tagName: 'img', attribs: { src: shown, alt, ...(id && { loading: 'lazy' }) } }
          : { tagName: 'span', attribs: { class: 'blocked-picture' }, text: alt.slice(0, 200) }
      },
    },
  })
}

/** Whether a letter would fetch a picture from elsewhere: what its reader may ask for. */
export function wantsRemote(html: string): boolean {
  const [, ...pictures] = html.slice(0, longestRead).split(/<img(?=\s)/i)
  return pictures.some((rest) => /\ssrc\s*=\s*["']?\s*https?:/i.test(rest.split('>', 1)[0] ?? ''))
}

const allowed: sanitize.IOptions = {
  allowedTags: [
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'p', 'div', 'span', 'br', 'hr', 'blockquote', 'pre', 'code'],
    ...['ul', 'ol', 'li', 'dl', 'dt', 'dd', 'a', 'img', 'b', 'strong', 'i', 'em', 'u', 's', 'del', 'ins', 'sub', 'sup'],
    ...['small', 'table', 'caption', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td'],
  ],
  allowedAttributes: {
    '*': ['dir', 'lang'],
    a: ['href', 'title', 'rel', 'target'],
    img: ['src', 'alt', 'loading'],
    td: ['colspan', 'rowspan'],
    th: ['colspan', 'rowspan', 'scope'],
    ol: ['start'],
    span: ['class'],
  },
  allowedClasses: { span: ['blocked-picture'] },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowedSchemesByTag: { img: [] },
  allowProtocolRelative: false,
  disallowedTagsMode: 'discard',
  nestingLimit: 200,
}

/** A link says where it really leads, whatever its text says. */
function linkOf({ href = '' }: Record<string, string>) {
  const title = URL.canParse(href) ? new URL(href).host : ''
  return { href, rel: 'noopener noreferrer nofollow', target: '_blank', ...(title && { title }) }
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
