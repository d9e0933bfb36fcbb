import {
  announcesQuote,
  beginsWithAddress,
  endsWithAuthor,
  hasWrote,
  holdsAddress,
  holdsDate,
  isAttribution,
  isDateAndAddress,
  isName,
  namesAddress,
  namesTime,
  namesWriter,
  opensAttribution,
  saysWhen,
  tellsOfWriting,
} from './attribution.ts'
import { columnBlockStart, opensHeaderBlock } from './header-block.ts'
import { headerLabel } from './header-label.ts'
import { type LineKind, lineAt, type MailLine } from './mail-line.ts'
import { markSignatures } from './mark-signatures.ts'
import { isDashedHeading, isGroupWise, namesOriginal, separatorKind } from './separator.ts'

type Marking = { lines: MailLine[]; kinds: LineKind[]; isForward: boolean }

/**
 * Tells of every line whether it is new, an earlier mail, the line that introduces one, or a signature.
 * Looks at most a dozen lines around each, so the cost grows with the length of the mail alone.
 */
export function markLines(lines: MailLine[], isForward: boolean): LineKind[] {
  const marking: Marking = { lines, kinds: lines.map(kindAlone), isForward }
  const end = markEarlierMails(marking)
  marking.kinds.fill('quote', end)
  markSignatures(marking.kinds, lines, end)
  return marking.kinds
}

function kindAlone({ text, mark }: MailLine): LineKind {
  if (/^[\s\u200b-\u200d\u2060\ufeff]*$/.test(text)) return 'blank'
  if (mark === 'attribution' || mark === 'signature' || mark === 'quote') return mark
  if (isGroupWise(text)) return 'text'
  return /^(\s{0,3}>(?!=\s?\d)|\s?\|(?!\|))/.test(text) && !/^\s?\|[^>]*\|\s*$/.test(text) ? 'quote' : 'text'
}

/** Marks attributions, and gives the line from which all the rest is an earlier mail without marks of its own. */
function markEarlierMails(marking: Marking): number {
  const { lines, kinds, isForward } = marking
  for (let at = 0; at < lines.length; at++) {
    const { text, mark } = lineAt(marking.lines, at)
    if (mark === 'rest') return isForward ? lines.length : at
    if (kinds[at] === 'blank' || kinds[at] === 'signature') continue
    if (kinds[at] === 'quote' && opensMarkedHeader(marking, at)) return at
    if (kinds[at] === 'quote' && !isTorn(text)) continue

    const separator = kinds[at] === 'text' || kinds[at] === 'attribution' ? separatorKind(text) : null
    // Gmail puts what it passes on into the container in which an attribution stands elsewhere.
    if (separator === 'forwarded') return keepRest(marking, at)
    if (separator === 'original' && kinds[at] === 'text') return at
    if (isTornOff(marking, at, text)) {
      kinds[at] = 'quote'
      continue
    }
    const block = kinds[at] === 'text' ? columnBlockStart(lines, at) : -1
    if (block >= 0) return isForward ? keepRest(marking, block) : block
    if (kinds[at] === 'text' && opensHeaderBlock(lines, at))
      return isForward ? keepRest(marking, at) : withAttributionAbove(marking, at)

    const found = kinds[at] === 'attribution' ? at : attributionStart(marking, at)
    if (found < 0) continue
    const isAlone = kinds[at] === 'text' && nextKind(kinds, at + 1) !== 'quote'
    if (isAlone && !introducesUnmarked(marking, found, at)) continue
    const first = withName(marking, found)
    kinds.fill('attribution', first, at + 1)
    markInitials(marking, at + 1)
    if (nextKind(kinds, at + 1) === 'text') return first
  }
  return lines.length
}

/** Below a rule, a header that is marked above words that are not: so a Czech web mailer puts them. */
function opensMarkedHeader({ lines, kinds }: Marking, at: number) {
  if (kinds[at - 1] !== 'text' || !/^\s?[_-]{20,}\s*$/.test(lineAt(lines, at - 1).text)) return false
  const length = kinds.slice(at, at + 9).findIndex((kind) => kind !== 'quote')
  const end = at + length
  if (length < 0 || nextKind(kinds, end) !== 'text') return false
  const header = lines.slice(at, end).map(({ text }) => text.replace(/^\s{0,3}>\s?/, ''))
  const labels = header.flatMap((text) => (text.trim() === '' ? [] : headerLabel(text)))
  return labels.length >= 3 && !labels.includes(null) && labels.includes('from')
}

/** `> wrote:` and `>:` are ends of an attribution that the mail program wrapped badly. */
function isTorn(text: string) {
  return /^\s?>\s*[^>]{0,40}[:：]\s*$/.test(text)
}

function keepRest({ lines, kinds }: Marking, from: number) {
  for (let at = from; at < lines.length; at++) if (kinds[at] !== 'blank') kinds[at] = 'text'
  return lines.length
}

/** Where the attribution that ends in this line begins (mail programs wrap it over up to four lines), or -1. */
function attributionStart(marking: Marking, at: number) {
  const { text } = lineAt(marking.lines, at)
  if (
    !/([:：]|wrote -*|napisał\(a\)|news:\S{3,200})[\s*_]*$/.test(text.trimEnd()) &&
    !hasWroteAtEnd(text) &&
    !isCutShort(marking, at)
  )
    return -1
  let joined = text.replace(/^\s?>\s*/, '')
  let complete = isAttribution(joined) ? at : -1
  let writer = -1
  if (complete >= 0 && opensAttribution(joined)) return withWriter(marking, at)
  // Where every line became a paragraph, a blank line stands before the last word of it too.
  const gap = text.trim().length < 30 && marking.kinds[at - 1] === 'blank' && complete < 0 ? 1 : 0
  let reach = at - 3 - gap
  for (let first = at - 1 - gap; first >= 0 && first >= reach; first--) {
    const above = lineAt(marking.lines, first).text
    // Some programs give each bracket around the address a line, and one a blank line before it.
    if (/^\s*[<>]?\s*$/.test(above) && opensBracket(marking, first)) {
      reach = Math.max(first - 4, at - 8)
      writer = -1
      continue
    }
    if (above.trim() === '' || marking.kinds[first] !== 'text') break
    joined = `${above} ${joined}`
    if (!isAttribution(joined)) continue
    if (complete < 0) complete = first
    if (
      writer < 0 || isFull(above, lineAt(marking.lines, first + 1).text)
        ? opensAttribution(above)
        : announcesQuote(above)
    )
      return first
    if (beginsWithAddress(above)) complete = first
    if (writer < 0 && ((namesAddress(above) && !beginsWithAddress(above)) || (complete === first && namesTime(above))))
      writer = first
  }
  if (writer >= 0) return writer
  // A name and "wrote:", or a moment, right above a quote introduces it, even without a date or an address.
  const isEnough = hasWroteAtEnd(text) || saysWhen(text) || (endsWithAuthor(text) && marking.kinds[at + 1] === 'quote')
  return complete < 0 && isEnough && nextKind(marking.kinds, at + 1) === 'quote' ? at : complete
}

/** Whether the line is a bracket around an address, or the blank line above one. */
function opensBracket({ lines }: Marking, at: number) {
  const isBracket = (line: number) => /^\s*[<>]\s*$/.test(lineAt(lines, line).text)
  return isBracket(at) || (isBracket(at + 1) && lineAt(lines, at + 1).text.trim() === '<')
}

/** Above words without marks "what you said on 3/2/2026 did not help:" is a sentence: who, when or how must be told. */
function introducesUnmarked({ lines }: Marking, first: number, last: number) {
  const pieces = Array.from({ length: last + 1 - first }, (_, step) => lineAt(lines, first + step).text)
  const line = pieces.join(' ')
  if (tellsOfWriting(line) || (/said[\s*]*[:：][\s*]*$/.test(line) && !holdsDate(line))) return false
  if (!hasWrote(line) && !announcesQuote(line) && holdsAddress(line) && !namesWriter(line)) return false
  const endsRight = hasWroteAtEnd(line) || /\d[^\p{L}\d]*[:：][\s*]*$/u.test(line.slice(-12))
  return endsRight || holdsAddress(line) || opensAttribution(line) || pieces.some(namesTime)
}

/** The line above, where the line break fell between a name and its address. */
function withName({ lines, kinds }: Marking, at: number) {
  const isParted = kinds[at - 1] === 'text' && beginsWithAddress(lineAt(lines, at).text)
  return isParted && isName(lineAt(lines, at - 1).text) ? at - 1 : at
}

/** The line above, where a wrapped attribution begins with the name and address of who wrote. */
function withWriter(marking: Marking, at: number) {
  const above = lineAt(marking.lines, at - 1).text
  return marking.kinds[at - 1] === 'text' && namesAddress(above) ? at - 1 : at
}

/** Whether a line was broken because the next word did not fit: then the two are one. */
function isFull(text: string, next: string) {
  return !/[.!?][\s*]*$/.test(text) && text.trim().length + (/^\s*\S*/.exec(next)?.[0].length ?? 0) >= 58
}

/** "Marta wrote" or "2026/2/3 Marta <…>" without its colon, right above the quote. */
function isCutShort({ lines, kinds }: Marking, at: number) {
  const { text } = lineAt(lines, at)
  const isWhole = opensAttribution(text) && namesTime(text) && isAttribution(text)
  if ((isWhole ? nextKind(kinds, at + 1) : kinds[at + 1]) !== 'quote') return false
  return hasWrote(text.trimEnd().slice(-12)) || isDateAndAddress(text)
}

function hasWroteAtEnd(text: string) {
  const tail = text.trimEnd().slice(-30)
  return /[-:：]$/.test(tail) && hasWrote(tail)
}

/** Some programs mark what they quote with the initials of its writer ("MR> …"): believed only below an attribution. */
function markInitials({ lines, kinds }: Marking, from: number) {
  const first = lines.findIndex(({ text }, at) => at >= from && text.trim() !== '')
  const initials = first < 0 || first > from + 3 ? null : /^ ?\p{Lu}[\p{L}]{0,3}>/u.exec(lines[first]?.text ?? '')
  if (initials === null) return
  const mark = initials[0].trim()
  for (let at = first; at < lines.length; at++) {
    if (kinds[at] === 'text' && lines[at]?.text.trimStart().startsWith(mark)) kinds[at] = 'quote'
  }
}

function nextKind(kinds: LineKind[], from: number) {
  return kinds.slice(from, from + 8).find((kind) => kind !== 'blank')
}

/** An attribution that lost its colon, or a heading, right above the block that says the same again. */
function withAttributionAbove({ lines, kinds }: Marking, at: number) {
  const above = kinds[at - 1] === 'blank' ? at - 2 : at - 1
  const { text } = lineAt(lines, above)
  if (kinds[above] !== 'text') return at
  if (isDashedHeading(text)) return above
  return above === at - 1 && ((opensAttribution(text) && hasWrote(text)) || namesOriginal(text)) ? above : at
}

const linkOnly = /^\s*[(<]?https?:\/\/[^\s>)]+[)>]?[\s>]*$/

/** What the mail program broke out of the quote around it: a long link, or the end of a long line. */
function isTornOff({ kinds, lines }: Marking, at: number, text: string) {
  if (kinds[at] !== 'text' || kinds[at - 1] !== 'quote' || kinds[at + 1] !== 'quote') return false
  if (linkOnly.test(text)) return true
  const above = lineAt(lines, at - 1).text
  return above.length >= 60 && /[^.!?:;…]\s*$/.test(above) && /^\p{Ll}/u.test(text) && text.length < above.length
}
