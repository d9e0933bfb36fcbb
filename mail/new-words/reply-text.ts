import { isAttribution, opensAttribution } from './attribution.ts'
import { type LineKind, lineAt, type MailLine } from './mail-line.ts'
import { markLines } from './mark-lines.ts'

/** Which lines are new: a text to show, and whether anything was put behind the toggle. `own` is empty where all is shown for want of new words. */
export type Folded = { text: string; own: string; kept: boolean[]; folded: boolean }

const limits = { lines: 2000, length: 200 * 1024, byHand: 6 }
const quoteMark = /^\s{0,3}[>|]\s?/

/**
 * Folds the quotes and the signature of a mail away. Answers written between quoted lines are kept whole, what
 * was passed on is kept, and where nothing would be left, or the mail is too long to judge, all is shown.
 */
export function foldQuotes(lines: MailLine[], isForward: boolean): Folded {
  const length = lines.reduce((sum, { text }) => sum + text.length + 1, 0)
  if (lines.length > limits.lines || length > limits.length) return showAll(lines)

  const kinds = markLines(lines, isForward)
  const kept = keepNew(kinds, lines)
  const hasWords = kept.some((isKept, at) => isKept && kinds[at] !== 'blank')
  if (!hasWords) return isOnlyAnswered(lines, kinds) ? nothingNew(kept) : showAll(lines)
  const folded = kept.some((isKept, at) => !isKept && kinds[at] !== 'blank')
  const text = joinLines(lines, kinds, kept)
  return { text, own: text, kept, folded }
}

/** The same of a text part, which may be much longer than anybody reads: then it is not even split. */
export function foldText(text: string, isForward: boolean): Folded {
  if (text.length > limits.length) return { text: text.trim(), own: '', kept: [], folded: false }
  const lines = text.split('\n').map((line): MailLine => ({ text: line, mark: null }))
  return foldQuotes(lines, isForward)
}

/** Nothing but a quote that its program marked and introduced: somebody sent a file, or pressed the wrong button. */
function isOnlyAnswered(lines: MailLine[], kinds: LineKind[]) {
  const quoted = kinds.flatMap((kind, at) => (kind === 'quote' ? [lineAt(lines, at)] : []))
  if (quoted.length === 0 || quoted.some(({ text, mark }) => mark === null && !quoteMark.test(text))) return false
  if (kinds.includes('attribution')) return true
  const [first = '', second = ''] = quoted.map(({ text }) => text.replace(quoteMark, '').trim())
  return [first, `${first} ${second}`].some((line) => opensAttribution(line) && isAttribution(line))
}

function nothingNew(kept: boolean[]): Folded {
  return { text: '', own: '', kept: kept.map(() => false), folded: true }
}

function showAll(lines: MailLine[]): Folded {
  const kept = lines.map(() => true)
  return { text: joinLines(lines, [], kept), own: '', kept, folded: false }
}

function keepNew(kinds: LineKind[], lines: MailLine[]): boolean[] {
  const lastText = kinds.lastIndexOf('text')
  const keepsQuotes = answersBetweenLines(kinds, lastText) || isQuotedByHand(kinds, lines, lastText)
  let afterFold = false
  return kinds.map((kind, at) => {
    if (kind === 'blank') return !afterFold
    const isKept = kind === 'text' || (kind === 'quote' && keepsQuotes && at < lastText)
    afterFold = !isKept
    return isKept
  })
}

/** Two quotes with words below each, or one in the middle with more than a closing below it. */
function answersBetweenLines(kinds: LineKind[], lastText: number) {
  const runs: { kind: LineKind; lines: number }[] = []
  for (const kind of kinds.slice(0, lastText + 1)) {
    if (kind !== 'text' && kind !== 'quote') continue
    const last = runs.at(-1)
    if (last?.kind === kind) last.lines++
    else runs.push({ kind, lines: 1 })
  }
  const quotes = runs.filter(({ kind }) => kind === 'quote').length
  const closing = runs.at(-1)
  return quotes >= 2 || (quotes === 1 && runs[0]?.kind === 'text' && (closing?.lines ?? 0) > 3)
}

/** A few marked lines among somebody's own words, which no program introduced: a prompt, or what they speak of. */
function isQuotedByHand(kinds: LineKind[], lines: MailLine[], lastText: number) {
  const quoted = kinds.flatMap((kind, at) => (kind === 'quote' && at < lastText ? [at] : []))
  const [first = -1] = quoted
  if (first < kinds.indexOf('text') || quoted.length > limits.byHand) return false
  if (kinds.slice(0, lastText).includes('attribution')) return false
  return quoted.every((at) => lineAt(lines, at).mark === null)
}

function joinLines(lines: MailLine[], kinds: LineKind[], kept: boolean[]) {
  const shown = lines.flatMap(({ text, mark }, at) => {
    if (!kept[at]) return []
    return kinds[at] === 'quote' && mark !== null ? [`> ${text}`] : [text.trimEnd()]
  })
  const first = shown.findIndex((text) => text !== '')
  let last = shown.length - 1
  while (last > first && isOrnament(shown[last] ?? '')) last--
  return first < 0 ? '' : shown.slice(first, last + 1).join('\n')
}

/** Rules and empty lines left at the end once the signature is folded. */
function isOrnament(line: string) {
  return /^[-–—_*=~#+ᐧ\s\u200b-\u200d\u2060\ufeff]*$/.test(line)
}
