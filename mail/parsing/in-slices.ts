const slice = 64 * 1024

/** Where a text may be cut that was to be cut here: beside this place. */
type Cut = (text: string, at: number) => number

/**
 * Changes a text one slice after the other: what the platform notes down of a million matches at once is many times the
 * text. Never cuts between CR and LF, nor a letter in two.
 */
export function inSlices(text: string, change: (slice: string) => string, cut: Cut = betweenLetters): string {
  if (text.length <= slice) return inOnePiece(change(text))
  const changed: string[] = []
  for (let from = 0, to = 0; from < text.length; from = to) {
    to = from + slice < text.length ? cut(text, from + slice) : text.length
    changed.push(inOnePiece(change(text.slice(from, to))))
  }
  return changed.join('')
}

/** What comes of many changes is a chain that takes thirty times its letters, until somebody looks at one of them. */
function inOnePiece(text: string) {
  return text.charCodeAt(0) >= 0 ? text : ''
}

/** One place further at most: a text of nothing but CR would never be cut if each of them waited for an LF. */
function betweenLetters(text: string, at: number) {
  return holdTogether(text.charCodeAt(at - 1), text.charCodeAt(at)) ? at + 1 : at
}

function holdTogether(before: number, after: number) {
  const isLineEnd = before === 0x0d && after === 0x0a
  return isLineEnd || ((before & 0xfc00) === 0xd800 && (after & 0xfc00) === 0xdc00)
}

/** Before a character reference of HTML that would be cut in two. */
export function beforeReference(text: string, at: number): number {
  const longest = 12
  const begun = text.slice(at - longest, at).lastIndexOf('&')
  return begun < 0 ? at : at - longest + begun
}
