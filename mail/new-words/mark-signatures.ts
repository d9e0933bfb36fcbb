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
  let frame = -1
  for (let at = end - 1; at >= 0; at--) {
    const kind = kinds[at]
    if (kind === 'quote' || kind === 'attribution') {
      left = 0
      stretchEnd = at
    }
    if (kind !== 'text') continue
    const { text } = lineAt(lines, at)
    const below = () => lines.slice(at + 1, stretchEnd)
    const framed = left > 0 ? frameTop(lines, at) : -1
    if (framed >= 0) frame = framed
    const divides =
      framed >= 0 ||
      at === frame ||
      dividesList(lines, at) ||
      drawsSum(lines, at) ||
      (kinds[at - 1] === 'text' && underlines(text, lineAt(lines, at - 1).text))
    const opens = !divides && opensSignature(text, left, below)
    if (
      opens ||
      (kinds[at - 1] === 'blank' &&
        isDashedName(text, left, below) &&
        !/^\s{0,8}[-–—*•]/.test(textAbove(kinds, lines, at)))
    ) {
      const first = kinds[at - 1] === 'text' && scannerLink.test(lineAt(lines, at - 1).text) ? at - 1 : at
      const isAlone = goesOnBelow(text, below)
      const last = isAlone ? at + 1 : stretchEnd
      for (let below = first; below < last; below++) if (kinds[below] === 'text') kinds[below] = 'signature'
      if (isAlone) continue
      stretchEnd = first
      left = 0
    } else left++
  }
  const first = kinds.indexOf('text')
  if (first >= 0 && first < 12 && isOutsideBanner(lineAt(lines, first).text)) kinds[first] = 'signature'
}

/** Right below words these make a heading of them, and dashes where they are as long as the words. */
function underlines(text: string, above: string) {
  return /^\s?[#=+]{3,}\s*$/.test(text) || (/^-{4,}\s*$/.test(text) && text.trim().length === above.trim().length)
}
/** A scanner of viruses puts its logo, which is a link, above its words. */
const scannerLink = /^\s?<https?:\/\/[^\s<>]{0,40}(avast|avg)\.[^\s<>]{1,300}>\s*$/i
/** Rules that people draw too, to divide what they write. */
const rule = /^\s?(-{3,}|\*{3,}|(\* ){2,}\*|~{2,}|_{2,4}|[#=+]{3,})\s*$/

/** The longer what follows, the surer the line has to be: a rule may as well divide somebody's text. */
function opensSignature(text: string, linesBelow: number, below: () => MailLine[]) {
  if (/^\s?\*?(-- ?|—|––|- -)[\s*]*$/.test(text)) return linesBelow <= 15
  if (/^\s?_{5,}\s*$/.test(text))
    return (linesBelow <= 3 && !isSentences(below())) || (linesBelow <= 10 && below().some(namesPlace))
  if (rule.test(text)) return linesBelow > 0 && linesBelow <= 3 && below().every(isShort) && !isSentences(below())
  return linesBelow <= 4 && (isDeviceLine(text) || isDeviceAndLink(text, below))
}

/** Whose link stands in the line below it. */
function isDeviceAndLink(text: string, below: () => MailLine[]) {
  if (!/^(sent|securely|get) /i.test(text)) return false
  const [link = ''] = below()
    .slice(0, 1)
    .map((line) => line.text.slice(0, 300))
  return isLinkAlone(link) && isDeviceLine(`${text} ${link.trim()}`)
}

function isLinkAlone(text: string) {
  return /^\s?[<[(]?https?:\/\/[^\s<>]{1,300}[>\])]?\s*$/.test(text)
}

/** No sentence that goes on and on, but for one that names where it comes from. */
function isShort(line: MailLine) {
  return line.text.length <= 90 || namesPlace(line)
}

/** Whether points of one list stand right above and below the line: a sum is drawn so. */
function dividesList(lines: MailLine[], at: number) {
  return [at - 1, at + 1].every((beside) => /^\s{0,8}([-*•+|]|\d{1,3}[.)])\s/.test(lineAt(lines, beside).text))
}

/** A rule between two numbers: what stands below it is what they come to. */
function drawsSum(lines: MailLine[], at: number) {
  if (!/^\s*[-–—_=]{2,}\s*$/.test(lineAt(lines, at).text)) return false
  return [at - 1, at + 1].every((beside) => /\d[^\p{L}\d@]{0,4}\p{Lu}{0,3}\s*$/u.test(lineAt(lines, beside).text))
}

/** The last words above a line, over one blank. */
function textAbove(kinds: LineKind[], lines: MailLine[], at: number) {
  const above = kinds[at - 1] === 'blank' ? at - 2 : at - 1
  return kinds[above] === 'text' ? lineAt(lines, above).text : ''
}

/** Where the rule stands that frames some lines together with this one, or -1. */
function frameTop(lines: MailLine[], at: number) {
  const text = lineAt(lines, at).text.trim()
  if (!rule.test(text) || text === '') return -1
  for (let above = at - 1; above >= 0 && above >= at - 8; above--) {
    if (lineAt(lines, above).text.trim() === text) return above < at - 1 ? above : -1
  }
  return -1
}

/** Whether an address, a link or a telephone stands in a line, as in every footer. */
function namesPlace({ text }: MailLine) {
  const start = text.slice(0, 500)
  return /[^\s@]@[^\s@]|https?:|www\.|\+\d\d/.test(start)
}

/** "- Marta" as the last line, or "-- Marta Reis, Agency" above an address or a telephone. */
function isDashedName(text: string, linesBelow: number, below: () => MailLine[]) {
  if (linesBelow === 0) return /^\s?[-–—]{1,3}\s?\p{Lu}\p{L}+( \p{Lu}[\p{L}.]*){0,2}\s*$/u.test(text)
  if (linesBelow > 3 || !/^\s?(--|–|—)\s?\p{Lu}\p{L}+( \p{Lu}[\p{L}.]*){0,2}\s*([,|].{1,60})?$/u.test(text))
    return false
  return below().every((line) => isShort(line) && !/^\s?[-–—]/.test(line.text)) && below().some(namesPlace)
}

/** Below a line of their phone somebody wrote more: then that line goes alone. One with a link ends what is new. */
function goesOnBelow(text: string, below: () => MailLine[]) {
  return /\p{L}/u.test(text) && !/https?:/.test(text) && isSentences(below())
}

/** Somebody goes on writing below the rule that they drew. */
function isSentences(below: MailLine[]) {
  const isSentence = ({ text }: MailLine) =>
    text.length > 22 && /^\p{Lu}/u.test(text) && /\p{Ll}[.!?]\s*$/u.test(text.slice(-20))
  return below.some(isSentence) && !below.some(namesPlace)
}
