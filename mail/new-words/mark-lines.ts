import { announcesQuote, hasWrote, isAttribution, namesAddress, namesTime, opensAttribution } from './attribution.ts'
import { headerLabel } from './header-label.ts'
import { type LineKind, lineAt, type MailLine } from './mail-line.ts'
import { markSignatures } from './mark-signatures.ts'
import { separatorKind } from './separator.ts'

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
  return /^(\s{0,3}>|\s?\|)/.test(text) && !/^\s?\|[^>]*\|\s*$/.test(text) ? 'quote' : 'text'
}

/** Marks attributions, and gives the line from which all the rest is an earlier mail without marks of its own. */
function markEarlierMails(marking: Marking): number {
  const { lines, kinds, isForward } = marking
  for (let at = 0; at < lines.length; at++) {
    const { text, mark } = lineAt(marking.lines, at)
    if (mark === 'rest') return isForward ? lines.length : at
    if (kinds[at] === 'blank' || kinds[at] === 'signature') continue
    if (kinds[at] === 'quote' && !isTorn(text)) continue

    const separator = kinds[at] === 'text' ? separatorKind(text) : null
    if (separator === 'forwarded') return keepRest(marking, at)
    if (separator === 'original') return at
    if (isTornOff(marking, at, text)) {
      kinds[at] = 'quote'
      continue
    }
    if (kinds[at] === 'text' && opensHeaderBlock(marking, at))
      return isForward ? keepRest(marking, at) : withAttributionAbove(marking, at)

    const first = kinds[at] === 'attribution' ? at : attributionStart(marking, at)
    if (first < 0) continue
    kinds.fill('attribution', first, at + 1)
    if (nextKind(kinds, at + 1) === 'text') return first
  }
  return lines.length
}

/** `> wrote:` and `>:` are ends of an attribution that the mail program wrapped badly. */
function isTorn(text: string) {
  return /^\s?>\s*[^>]{0,40}[:：]\s*$/.test(text)
}

function keepRest({ lines, kinds }: Marking, from: number) {
  for (let at = from; at < lines.length; at++) if (kinds[at] !== 'blank') kinds[at] = 'text'
  return lines.length
}

function opensHeaderBlock(marking: Marking, at: number) {
  const first = headerLabel(lineAt(marking.lines, at).text)
  if (first === null || first === 'copy' || first === 'reply') return false
  const seen = new Set([first])
  let others = 0
  for (let next = at + 1; next < at + 14 && next < marking.lines.length && others < 3; next++) {
    const { text } = lineAt(marking.lines, next)
    const label = headerLabel(text)
    if (label !== null) seen.add(label)
    if (text.trim() !== '') others = label === null ? others + 1 : 0
  }
  const above = previousText(marking, at)
  const afterRule = /^[\s*]*([-_=–—]\s?){5,}[\s*]*$/.test(above)
  return seen.has('from') && seen.size >= (afterRule ? 2 : 3)
}

function previousText(marking: Marking, at: number) {
  for (let before = at - 1; before >= 0 && before > at - 4; before--) {
    const { text } = lineAt(marking.lines, before)
    if (text.trim() !== '') return text
  }
  return ''
}

/** Where the attribution that ends in this line begins (mail programs wrap it over up to four lines), or -1. */
function attributionStart(marking: Marking, at: number) {
  const { text } = lineAt(marking.lines, at)
  if (!/([:：]|wrote -*|napisał\(a\))[\s*_]*$/.test(text.trimEnd()) && !hasWroteAtEnd(text) && !isCutShort(marking, at))
    return -1
  let joined = text.replace(/^\s?>\s*/, '')
  let complete = isAttribution(joined) ? at : -1
  let writer = -1
  if (complete >= 0 && opensAttribution(joined)) return withWriter(marking, at)
  for (let first = at - 1; first >= 0 && first >= at - 3; first--) {
    const above = lineAt(marking.lines, first).text
    if (above.trim() === '' || marking.kinds[first] !== 'text') break
    joined = `${above} ${joined}`
    if (!isAttribution(joined)) continue
    if (complete < 0) complete = first
    if (writer < 0 ? opensAttribution(above) : announcesQuote(above)) return first
    if (writer < 0 && (namesAddress(above) || (complete === first && namesTime(above)))) writer = first
  }
  if (writer >= 0) return writer
  // A name and "wrote:" right above a quote introduces it, even without a date or an address.
  return complete < 0 && hasWroteAtEnd(text) && nextKind(marking.kinds, at + 1) === 'quote' ? at : complete
}

/** The line above, where a wrapped attribution begins with the name and address of who wrote. */
function withWriter(marking: Marking, at: number) {
  const above = lineAt(marking.lines, at - 1).text
  return marking.kinds[at - 1] === 'text' && namesAddress(above) && !opensAttribution(above) ? at - 1 : at
}

/** "Marta wrote" without its colon, right above the quote. */
function isCutShort({ lines, kinds }: Marking, at: number) {
  return kinds[at + 1] === 'quote' && hasWrote(lineAt(lines, at).text.trimEnd().slice(-12))
}

function hasWroteAtEnd(text: string) {
  const tail = text.trimEnd().slice(-30)
  return /[-:：]$/.test(tail) && hasWrote(tail)
}

function nextKind(kinds: LineKind[], from: number) {
  return kinds.slice(from, from + 8).find((kind) => kind !== 'blank')
}

/** An attribution that lost its colon, right above the header block that says the same again. */
function withAttributionAbove({ lines, kinds }: Marking, at: number) {
  const { text } = lineAt(lines, at - 1)
  return kinds[at - 1] === 'text' && opensAttribution(text) && hasWrote(text) ? at - 1 : at
}

const linkOnly = /^\s*[(<]?https?:\/\/[^\s>)]+[)>]?[\s>]*$/

/** What the mail program broke out of the quote around it: a long link, or the end of a long line. */
function isTornOff({ kinds, lines }: Marking, at: number, text: string) {
  if (kinds[at] !== 'text' || kinds[at - 1] !== 'quote' || kinds[at + 1] !== 'quote') return false
  if (linkOnly.test(text)) return true
  const above = lineAt(lines, at - 1).text
  return above.length >= 60 && /[^.!?:;…]\s*$/.test(above) && /^\p{Ll}/u.test(text) && text.length < above.length
}
