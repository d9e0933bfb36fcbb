import type { Attachment } from './attachment.ts'

/** An entry of a calendar that came by mail: asked to come, told of, or called off. */
export type Invitation = {
  kind: 'request' | 'cancel' | 'publish'
  title: string
  /** `2026-02-03T10:00:00` as clocks in `zone` show it, or the date alone; empty where the entry has none. */
  start: string
  end: string
  /** As the sender names it: a name of IANA or of Windows, `UTC`, or empty for the reader's own. */
  zone: string
  where: string
  organiser: string
  repeats: boolean
}

type Field = { name: string; parameters: string; value: string }

const limits = { bytes: 256 * 1024, lines: 5000, text: 500 }

/** Reads the first event of the calendar parts of a mail (RFC 5545, RFC 5546); null where there is none. */
export function readInvitation(attachments: Attachment[]): Invitation | null {
  const part = attachments.find(({ type, name }) => type === 'text/calendar' || /\.ics$/i.test(name ?? ''))
  if (!part) return null
  const fields = readFields(Buffer.from(part.content.subarray(0, limits.bytes)).toString('utf8'))
  const event = firstEvent(fields)
  return event.length === 0 ? null : describe(event, fields.find(({ name }) => name === 'METHOD')?.value ?? '')
}

function describe(event: Field[], method: string): Invitation {
  const one = (name: string) => event.find((field) => field.name === name)
  const start = one('DTSTART')
  const end = one('DTEND')
  const isCancelled = /^cancel/i.test(method) || /^cancelled$/i.test(one('STATUS')?.value ?? '')
  return {
    kind: isCancelled ? 'cancel' : /^request$/i.test(method) ? 'request' : 'publish',
    title: textOf(one('SUMMARY')),
    start: momentOf(start),
    end: momentOf(end),
    zone: zoneOf(start),
    where: textOf(one('LOCATION')),
    organiser: organiserOf(one('ORGANIZER')),
    repeats: one('RRULE') !== undefined,
  }
}

/** Long lines go on below, behind a blank (RFC 5545 §3.1). */
function readFields(text: string): Field[] {
  const lines = text
    .replace(/\r\n?/g, '\n')
    .replace(/\n[ \t]/g, '')
    .split('\n', limits.lines)
  return lines.flatMap((line) => {
    const found = /^([A-Za-z-]{1,40})((?:;(?:[^":]|"[^"]*")*)?):(.*)$/.exec(line.slice(0, 8000))
    return found ? [{ name: (found[1] ?? '').toUpperCase(), parameters: found[2] ?? '', value: found[3] ?? '' }] : []
  })
}

/** The fields of the event itself: an alarm within it has fields of the same names. */
function firstEvent(fields: Field[]): Field[] {
  const from = fields.findIndex(({ name, value }) => name === 'BEGIN' && /^vevent$/i.test(value.trim()))
  const own: Field[] = []
  let depth = 0
  for (const field of from < 0 ? [] : fields.slice(from + 1)) {
    if (field.name === 'BEGIN') depth++
    if (field.name === 'END' && depth === 0) break
    if (depth === 0) own.push(field)
    if (field.name === 'END') depth--
  }
  return own
}

function textOf(field: Field | undefined) {
  const text = (field?.value ?? '').replace(/\\([nN,;\\])/g, (_, char: string) => (/n/i.test(char) ? ' ' : char))
  return text.replace(/\s+/g, ' ').trim().slice(0, limits.text).toWellFormed()
}

/** A date, or a date and a time of day, in the writing of ISO 8601; empty for anything else. */
function momentOf(field: Field | undefined) {
  const found = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d))?/.exec(field?.value.trim() ?? '')
  if (!found) return ''
  const [, year, month, day, hour, minute, second] = found
  return `${year}-${month}-${day}${hour ? `T${hour}:${minute}:${second}` : ''}`
}

function zoneOf(field: Field | undefined) {
  if (/Z\s*$/.test(field?.value ?? '')) return 'UTC'
  return (/;TZID="?([^";:]+)/i.exec(field?.parameters ?? '')?.[1] ?? '').trim().slice(0, 100)
}

function organiserOf(field: Field | undefined) {
  if (!field) return ''
  const name = /;CN=("[^"]*"|[^;:]*)/i.exec(field.parameters)?.[1]?.replace(/^"|"$/g, '') ?? ''
  const address = field.value.replace(/^mailto:/i, '').trim()
  return (name && name !== address ? `${name} <${address}>` : address).slice(0, limits.text).toWellFormed()
}
