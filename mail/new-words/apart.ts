import { hasWrote, holdsAddress, holdsDate, isAttribution, opensAttribution } from './attribution.ts'
import { isDeviceLine } from './device-line.ts'
import { headerLabel } from './header-label.ts'

const limits = { text: 200 * 1024, line: 500, openers: 4 }

const dashed =
  /^([^\n>-][^\n]{0,300}?[^\s-])[ \t]*(---+ ?(?:on [^\n]{8,200}(?:wrote|said):|original message ?---*))[ \t]*$/gim
/** How the line above a quote begins in the middle of another: a capital "On", and soon a digit. */
const opener = /[.!?…)\p{L}\d]\s?((?:On|Am|Le|El|Em|Il|Op|Den|Dne|Dnia|W dniu) (?=\D{0,16}\d))/gu
const quoteMark = /^\s?>/

/** An answer and what a program adds below it may share a line, where the break between them was lost: parts the two. */
export function apart(text: string): string {
  if (text.length > limits.text) return text
  const parted = text.includes('---') ? text.replace(dashed, '$1\n$2') : text
  const lines = parted.split('\n')
  return lines.map((line, at) => partedLine(line, lines, at)).join('\n')
}

/** "On … Marta<…> wrote:   Hello", where the break between a quote and what introduces it was lost. */
const quoteBehind = /^\s{0,4}\p{L}[^\n]{5,300}<[^<>\s@]{1,200}@[^<>\s]{1,200}>[^<>:\n]{1,30}[:：](?=\s{2,}\S)/u

function partedLine(line: string, lines: string[], at: number): string {
  const above = line.includes('<') ? (quoteBehind.exec(line.slice(0, limits.line))?.[0] ?? '') : ''
  if (above !== '' && hasWrote(above) && holdsDate(above)) return `${above}\n${line.slice(above.length).trimStart()}`
  if (line.length > limits.line || quoteMark.test(line)) return line
  const cut = attributionIn(line, lines, at) ?? quoteIn(line) ?? ruleIn(line, lines, at) ?? deviceIn(line, lines, at)
  return cut === null || cut <= 0 ? line : `${line.slice(0, cut).trimEnd()}\n${line.slice(cut).trimStart()}`
}

/** Where in the line the words begin that introduce the quote below it; they may go on in the next line. */
function attributionIn(line: string, lines: string[], at: number): number | null {
  const next = lines[at + 1] ?? ''
  const ends = /[:：]\s*$/.test(line) ? at : /[:：]\s*$/.test(next) && next.length < 120 ? at + 1 : -1
  if (ends < 0 || !startsQuote(lines, ends + 1)) return null
  for (const match of line.matchAll(opener).take(limits.openers)) {
    const from = match.index + match[0].length - (match[1] ?? '').length
    // Some phones say their first word twice.
    if (line.slice(0, from).trim() === line.slice(from).split(' ', 1)[0]) return null
    const rest = `${line.slice(from)} ${ends === at ? '' : next}`
    if (hasWrote(rest) && holdsDate(rest) && holdsAddress(rest)) return from
  }
  return null
}

const introduced = /[:：](?=\s?>)|>[^<>:：]{2,20}[:：](?=\s?\S)/

/** "On … wrote:> the quote", where the introduction goes on in its own line. */
function quoteIn(line: string): number | null {
  const found = introduced.exec(line)
  const cut = found === null ? 0 : found.index + found[0].length
  const introduction = line.slice(0, cut)
  const isOne = cut > 20 && hasWrote(introduction.slice(-25)) && opensAttribution(introduction)
  return isOne && isAttribution(introduction) && holdsDate(introduction) ? cut : null
}

function startsQuote(lines: string[], from: number): boolean {
  const below = lines.slice(from, from + 3).find((line) => line.trim() !== '')
  return below !== undefined && quoteMark.test(below)
}

/** "Fine.________" right above the header of the earlier mail. */
function ruleIn(line: string, lines: string[], at: number): number | null {
  const rule = /[^\s_]\s?(_{20,})\s*$/.exec(line)
  const isAboveHeader = headerLabel(lines[at + 1] ?? '') === 'from' && headerLabel(lines[at + 2] ?? '') !== null
  return rule && isAboveHeader ? rule.index + 1 : null
}

/** "Fine. Sent from my phone" as the last words of an answer. */
function deviceIn(line: string, lines: string[], at: number): number | null {
  if ((lines[at + 1] ?? '').trim() !== '' && !quoteMark.test(lines[at + 1] ?? '')) return null
  const sentence = line.search(/[.!?…] (?=\p{Lu}[^.!?…]*[.!]?\s*$)/u)
  return sentence > 0 && isDeviceLine(line.slice(sentence + 2)) ? sentence + 1 : null
}
