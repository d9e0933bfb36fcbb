import { holdsAddress, holdsDate } from './attribution.ts'
import { headerLabel } from './header-label.ts'
import { lineAt, type MailLine } from './mail-line.ts'

const limits = { lines: 24, others: 3, runOn: 4 }

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
  return values.size >= (isRule(previousText(lines, at)) ? 2 : 3) || isWriterAndDate(values) || isRunOn(lines, at)
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
