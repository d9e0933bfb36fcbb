const slice = 64 * 1024

/**
 * Changes a text one slice after the other: what the platform notes down of a million matches at once is many times the
 * text. Never cuts between CR and LF, nor a letter in two.
 */
export function inSlices(text: string, change: (slice: string) => string): string {
  if (text.length <= slice) return change(text)
  const changed: string[] = []
  for (let from = 0, to = 0; from < text.length; from = to) {
    to = Math.min(text.length, from + slice)
    while (to < text.length && holdsTogether(text.charCodeAt(to - 1))) to++
    changed.push(change(text.slice(from, to)))
  }
  return changed.join('')
}

function holdsTogether(unit: number) {
  return unit === 0x0d || (unit & 0xfc00) === 0xd800
}
