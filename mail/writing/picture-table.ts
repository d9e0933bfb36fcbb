import { createElement as h, type ReactElement, type ReactNode } from 'react'

/** A picture in a letter: where its bytes are, its name, and which side of a change it shows, in words. */
export type LetterPicture = { src: string; name: string; caption: string | null }

const muted = { color: '#565d65' }
const line = '1px solid #e3e0d9'

/** Rules that no element can carry: on a narrow screen what stood beside each other stands below. */
export const narrowRules =
  '@media (max-width:480px){.half{display:block!important;width:100%!important;padding-left:0!important;padding-right:0!important}}'

/** The pictures of a letter, two beside each other where there are two or more; each leads to `href`. */
export function pictureTable(pictures: LetterPicture[], href: string | null): ReactElement | null {
  if (pictures.length === 0) return null
  const rows = pictures.length === 1 ? [pictures] : inPairs(pictures)
  return h(
    'table',
    {
      key: 'pictures',
      role: 'presentation',
      width: '100%',
      cellPadding: 0,
      cellSpacing: 0,
      style: { margin: '0 0 4px' },
    },
    h(
      'tbody',
      null,
      rows.map((row) => h('tr', { key: row[0]?.src }, rowOf(row, href))),
    ),
  )
}

function rowOf(row: LetterPicture[], href: string | null): ReactNode[] {
  const isHalf = row.length > 1
  return row.map((picture, place) =>
    h(
      'td',
      {
        key: picture.src,
        className: 'half',
        width: isHalf ? '50%' : '100%',
        style: { verticalAlign: 'top', padding: !isHalf ? '0 0 12px' : place === 0 ? '0 6px 12px 0' : '0 0 12px 6px' },
      },
      picture.caption && h('p', { className: 'muted', style: captionStyle }, picture.caption),
      linked(picture, isHalf ? 252 : 512, href),
    ),
  )
}

const captionStyle = { margin: '0 0 4px', fontSize: 13, lineHeight: '19px', ...muted }

/** The width is said twice: some mail programs read only the attribute, others only the style. */
function linked({ src, name, caption }: LetterPicture, width: number, href: string | null): ReactElement {
  const style = { display: 'block', width: '100%', maxWidth: 512, height: 'auto', border: line, borderRadius: 6 }
  const picture = h('img', { src, alt: caption ? `${caption}: ${name}` : name, width, className: 'line', style })
  return href ? h('a', { href }, picture) : picture
}

function inPairs(pictures: LetterPicture[]): LetterPicture[][] {
  return pictures.flatMap((_, place) => (place % 2 === 0 ? [pictures.slice(place, place + 2)] : []))
}
