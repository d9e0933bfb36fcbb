const limits = { pictures: 200, source: 4000, name: 400, text: 200 * 1024 }
const picture = new RegExp(`<img(?=[\\s/])[^>]{0,${limits.source}}`, 'gi')
const named = /\s(?:src|alt)\s{0,9}=\s{0,9}(?:"([^"]{1,400})"|'([^']{1,400})'|([^\s"'>]{1,400}))/gi
const bracket = `[ \\t]{0,20}\\[(?:image: ?)?([^[\\]]{1,${limits.name}})\\]`
/** A line of nothing else goes whole. */
const bracketed = new RegExp(`(?<=^|\\n)${bracket}[ \\t]{0,20}(?:\\n|$)|${bracket}`, 'gi')

/**
 * The plain form of a mail without what its program wrote where the other form shows a picture, by its id or by what is
 * said of it: `[cid:…]`, `[image: …]`, `[…]`. Nobody typed these. All that no picture of the HTML is called stays.
 */
export function withoutPictureMarks(text: string, html: string | null): string {
  if (html === null || text.length > limits.text || !text.includes('[')) return text
  const names = new Set<string>()
  for (const [source] of html.matchAll(picture).take(limits.pictures)) {
    for (const [, ...quoted] of source.matchAll(named))
      names.add(plain(quoted.find((name) => name !== undefined) ?? ''))
  }
  // Much that decorates says nothing of itself, and `[ ]` is a box that somebody drew.
  names.delete('')
  return names.size === 0
    ? text
    : text.replace(bracketed, (mark, alone?: string, among = '') => (names.has(plain(alone ?? among)) ? '' : mark))
}

function plain(name: string): string {
  return name.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replace(/\s+/g, ' ').trim().toLowerCase()
}
