import { hasWrote, holdsAddress, holdsDate } from './attribution.ts'
import { headerLabel } from './header-label.ts'
import { lineAt, type MailLine } from './mail-line.ts'

const limits = { lines: 24, others: 3, runOn: 4, columns: 12 }

/** Whether the header block of another mail, as programs copy it above that mail's words, begins in this line. */
export function opensHeaderBlock(lines: MailLine[], at: number): boolean {
  const { text } = lineAt(lines, at)
  const first = headerLabel(text)
  if (first === null || first === 'copy' || first === 'reply') return false
  const values = new Map([[first, afterLabel(text)]])
  let others = 0
  let fields = 1
  for (let next = at + 1; next < at + limits.lines && next < lines.length && others < limits.others; next++) {
    const line = lineAt(lines, next).text
    const label = headerLabel(line)
    if (label !== null) {
      values.set(label, afterLabel(line))
      fields++
    }
    if (line.trim() === '') continue
    // A list of recipients may go on over many lines.
    if (label === null && !isMoreRecipients(line)) others++
    if (label !== null) others = 0
    if (fields > 14) break
  }
  if (!values.has('from')) return isRunOn(lines, at)
  // A stretch of time goes from somewhen to somewhen.
  if (/^[^\p{L}]*\d[^\p{L}]*$/u.test(values.get('from') ?? '')) return false
  // Settings are written in small letters; a mail in them has a date as well.
  if (/^[^\p{L}]*\p{Ll}/u.test(text) && !(values.size >= 4 && values.has('date'))) return false
  const above = previousText(lines, at)
  if (isOfForm(lineAt(lines, at - 1).text) && ![...values.values()].some(holdsAddress)) return false
  if (values.size >= 2 && isRule(above)) return true
  if ((values.size >= 3 && (isOfMail(values) || hasWrote(above))) || isWriterAndDate(values)) return true
  return isWriterAndSent(lines, at) || isWriterAlone(lines, at) || isRunOn(lines, at)
}

/** "From: Marta Reis" and "Sent:" with year and time, and nothing else: a journey has a date, but is not sent. */
function isWriterAndSent(lines: MailLine[], at: number) {
  if (!isBlank(lines, at - 1) || !isBlank(lines, at + 2)) return false
  const pair = [at, at + 1].map((line) => lineAt(lines, line).text)
  const text = pair.find((line) => headerLabel(line) === 'date')
  if (text === undefined || !pair.some((line) => headerLabel(line) === 'from')) return false
  return !/^[\s*]*\p{L}*(da?t[aeuo]|дата|fecha|tarih|日期|日時)/iu.test(text) && isMoment(afterLabel(text))
}

const writerOnly = /^[\s*]*([^<>@]{1,60}<[^<>\s@]+@[^<>\s]+>|<?[^<>\s@]+@[^<>\s]+>?)[\s*]*$/

/** "From: Marta Reis <…>" between blank lines, below somebody's words: no form, which has more such lines. */
function isWriterAlone(lines: MailLine[], at: number) {
  if (!isBlank(lines, at - 1) || !isBlank(lines, at + 1)) return false
  if (!writerOnly.test(afterLabel(lineAt(lines, at).text))) return false
  const [above, below] = [previousText(lines, at), nextText(lines, at)]
  return above !== '' && below !== '' && ![above, below].some((line) => /^[^:：]{1,30}[:：](?!\/\/)/.test(line.trim()))
}

function isBlank(lines: MailLine[], at: number) {
  return lineAt(lines, at).text.trim() === ''
}

/** "Name: Joana" right above it: the fields of a form, of which a mail has no such. */
function isOfForm(above: string) {
  return headerLabel(above) === null && /^\p{L}[^:：.!?]{0,20}[:：] ?\S[^:：.!?]{0,60}$/u.test(above.trim())
}

/** A journey goes from somewhere to somewhere on a date too: a mail has an address, a dated subject, or a moment. */
function isOfMail(values: Map<string, string>) {
  if ([...values.values()].some(holdsAddress)) return true
  if (values.has('date') && (values.has('subject') || values.has('copy') || values.has('reply'))) return true
  return isMoment(values.get('date') ?? '')
}

function isMoment(sent: string) {
  return /(?<!\d)(19|20)\d\d(?!\d)/.test(sent) && /\d[:.h時点시]\d\d/.test(sent)
}

function afterLabel(line: string) {
  return line.slice(line.search(/[:：]/) + 1)
}

function isMoreRecipients(line: string) {
  return line.length < 200 && /[;,]\s*$/.test(line) && holdsAddress(line)
}

function isRule(line: string) {
  return /^[\s*]*([-_=–—]\s?){5,}[\s*]*$/.test(line)
}

/** Two fields are enough where one names an address and the other a moment: nobody writes so by hand. */
function isWriterAndDate(values: Map<string, string>) {
  return holdsAddress(values.get('from') ?? '') && holdsDate(values.get('date') ?? '')
}

function previousText(lines: MailLine[], at: number) {
  for (let before = at - 1; before >= 0 && before > at - 4; before--) {
    const { text } = lineAt(lines, before)
    if (text.trim() !== '') return text
  }
  return ''
}

function nextText(lines: MailLine[], at: number) {
  return lines.slice(at + 1, at + 4).find(({ text }) => text.trim() !== '')?.text ?? ''
}

/**
 * Where the block of Notes begins whose "To" stands in this line, or -1: each label has a line to itself, and who wrote
 * when stands above them.
 */
export function columnBlockStart(lines: MailLine[], at: number): number {
  if (loneLabel(lines, at) !== 'to') return -1
  const below = Array.from({ length: limits.columns }, (_, step) => loneLabel(lines, at + 1 + step))
  if (!below.includes('copy') || !below.includes('subject')) return -1
  if (isIndented(lines, at)) return indentedStart(lines, at)
  for (let above = at - 1; above >= 0 && above >= at - limits.columns; above--) {
    if (!holdsDate(lineAt(lines, above).text)) continue
    const writer = isBlank(lines, above - 1) ? above - 2 : above - 1
    return writer >= 0 && !isBlank(lines, writer) && isWriter(lineAt(lines, writer).text) ? writer : above
  }
  return -1
}

/** Older Notes draws two columns with blanks: who wrote to the left of the labels, and when. */
function indentedStart(lines: MailLine[], at: number) {
  let first = at
  while (isIndented(lines, first - 1) && first > at - limits.columns) first--
  return first
}

function isIndented(lines: MailLine[], at: number) {
  return /^ {8,}\S/.test(lines[at]?.text.slice(0, 200) ?? '')
}

function loneLabel(lines: MailLine[], at: number) {
  const line = lines[at] === undefined ? '' : lineAt(lines, at).text.trim()
  const text = isIndented(lines, at) ? (line.split(/ {8,}/).at(-1) ?? '') : line
  return text === '' || text.length > 20 || /[:：]/.test(text) ? null : headerLabel(`${text}:`)
}

function isWriter(line: string) {
  return holdsAddress(line) || /^[^.!?]{1,60}\/[^.!?]{1,60}$/.test(line)
}

/** "From: Marta Reis Sent: Tuesday To: Joana Subject: x": a block whose line breaks were lost on the way. */
function isRunOn(lines: MailLine[], at: number) {
  let joined = ''
  for (let next = at; next < at + limits.runOn; next++) {
    const { text } = lineAt(lines, next)
    if (text.trim() === '') break
    joined += ` ${text}`
  }
  const found = new Set(labelsIn(joined))
  return found.has('from') && found.size >= 4
}

function labelsIn(text: string): string[] {
  const pieces = text.slice(0, 800).split(/[:：]/).slice(0, -1)
  return pieces.flatMap((piece) => {
    const words = piece
      .replace(/[*_|]+/g, ' ')
      .trim()
      .split(/\s+/)
      .slice(-3)
    const label = words.map((_, from) => headerLabel(`${words.slice(from).join(' ')}:`)).find((one) => one !== null)
    return label ?? []
  })
}
