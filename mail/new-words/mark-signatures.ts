import { isDeviceLine, isOutsideBanner } from './device-line.ts'
import { type LineKind, lineAt, type MailLine } from './mail-line.ts'
import { markNotices } from './notice.ts'

/**
 * Marks signatures, device lines and the banner of a mail server among the new lines above `end`. Walks upwards,
 * so that the number of lines left in the stretch of new text is always known.
 */
export function markSignatures(kinds: LineKind[], lines: MailLine[], end: number) {
  markNotices(kinds, lines, end)
  let left = 0
  let stretchEnd = end
  for (let at = end - 1; at >= 0; at--) {
    const kind = kinds[at]
    if (kind === 'quote' || kind === 'attribution') {
      left = 0
      stretchEnd = at
    }
    if (kind !== 'text') continue
    const { text } = lineAt(lines, at)
    const below = () => lines.slice(at + 1, stretchEnd)
    if (opensSignature(text, left, below) || (left === 0 && kinds[at - 1] === 'blank' && isDashedName(text))) {
      for (let below = at; below < stretchEnd; below++) if (kinds[below] === 'text') kinds[below] = 'signature'
      stretchEnd = at
      left = 0
    } else left++
  }
  const first = kinds.indexOf('text')
  if (first >= 0 && first < 12 && isOutsideBanner(lineAt(lines, first).text)) kinds[first] = 'signature'
}

/** The longer what follows, the surer the line has to be: a rule may as well divide somebody's text. */
function opensSignature(text: string, linesBelow: number, below: () => MailLine[]) {
  if (/^\s?\*?(-- ?|—|––|- -)[\s*]*$/.test(text)) return linesBelow <= 15
  if (/^\s?_{5,}\s*$/.test(text)) return linesBelow <= 3 || (linesBelow <= 10 && below().some(namesPlace))
  if (/^\s?(-{3,}|\*{3,}|(\* ){2,}\*|~{2,}|[#=+]{3,})\s*$/.test(text)) return linesBelow > 0 && linesBelow <= 3
  return linesBelow <= 4 && isDeviceLine(text)
}

/** Whether an address, a link or a telephone stands in a line, as in every footer. */
function namesPlace({ text }: MailLine) {
  const start = text.slice(0, 500)
  return /[^\s@]@[^\s@]|https?:|www\.|\+\d\d/.test(start)
}

function isDashedName(text: string) {
  return /^\s?[-–—]\s?\p{Lu}\p{L}+( \p{Lu}[\p{L}.]*){0,2}\s*$/u.test(text)
}
