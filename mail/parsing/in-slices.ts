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

function betweenLetters(text: string, at: number) {
  let to = at
  while (to < text.length && holdsTogether(text.charCodeAt(to - 1))) to++
  return to
}

function holdsTogether(unit: number) {
  return unit === 0x0d || (unit & 0xfc00) === 0xd800
}

/** Before a character reference of HTML that would be cut in two. */
export function beforeReference(text: string, at: number): number {
  const longest = 12
  const begun = text.slice(at - longest, at).lastIndexOf('&')
  return begun < 0 ? at : at - longest + begun
}
