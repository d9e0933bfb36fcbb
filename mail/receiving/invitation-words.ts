import type { Language } from '../../domain/ticket.ts'
import type { Invitation } from '../parsing/invitation.ts'
import { sayDay, sayMoment, sayTime } from '../writing/moment-words.ts'

const words = {
  en: {
    kinds: { request: 'Invitation', cancel: 'Called off', publish: 'In the calendar' },
    ...{ when: 'When', where: 'Where', organiser: 'From', repeats: 'repeats', until: 'to' },
  },
  pt: {
    kinds: { request: 'Convite', cancel: 'Cancelado', publish: 'No calendário' },
    ...{ when: 'Quando', where: 'Onde', organiser: 'De', repeats: 'repete-se', until: 'a' },
  },
} as const satisfies Record<Language, unknown>

/** What an invitation says, in a few lines for the thread: what, when, where and from whom. */
export function sayInvitation(invitation: Invitation, language: Language): string {
  const { kinds, ...terms } = words[language]
  const when = sayWhen(invitation, language)
  const lines: [string, string][] = [
    [kinds[invitation.kind], invitation.title],
    [terms.when, [when, invitation.repeats ? terms.repeats : ''].filter(Boolean).join(', ')],
    [terms.where, invitation.where],
    [terms.organiser, invitation.organiser],
  ]
  return lines.flatMap(([term, text]) => (text ? [`${term}: ${text}`] : [])).join('\n')
}

function sayWhen({ start, end, zone }: Invitation, language: Language): string {
  const { until } = words[language]
  const from = sayOne(start, zone, language)
  if (from === null) return [start, end].filter(Boolean).join(` ${until} `)
  const to = lastOf(start, end)
  if (to === '' || to === start) return from.whole
  const last = sayOne(to, zone, language)
  if (last === null) return from.whole
  const isSameDay = start.slice(0, 10) === to.slice(0, 10)
  return isSameDay ? from.whole.replace(/(, \d\d:\d\d)/, `$1–${last.time}`) : `${from.bare} ${until} ${last.whole}`
}

/** The end of whole days is the first day that is free again (RFC 5545 §3.6.1). */
function lastOf(start: string, end: string) {
  if (end === '' || start.length > 10 || end.length > 10 || !isDate(end)) return end
  return Temporal.PlainDate.from(end).subtract({ days: 1 }).toString()
}

function sayOne(moment: string, zone: string, language: Language) {
  const time = /^T([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/
  if (!isDate(moment.slice(0, 10)) || (moment.length > 10 && !time.test(moment.slice(10)))) return null
  if (moment.length === 10) {
    const day = `${sayDay(moment, language)} ${moment.slice(0, 4)}`
    return { whole: day, bare: day, time: '' }
  }
  // Names of Windows, and clocks that name no zone, are shown as they were written.
  const instant = Temporal.PlainDateTime.from(moment).toZonedDateTime('UTC').toInstant()
  const reader = { language, zone: 'UTC' }
  const bare = sayMoment(instant, reader).replace(/ \([^)]*\)$/, '')
  return { whole: zone === '' ? bare : `${bare} (${zone})`, bare, time: sayTime(instant, reader) }
}

function isDate(text: string) {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number)
  return month >= 1 && month <= 12 && day >= 1 && day <= Temporal.PlainYearMonth.from({ year, month }).daysInMonth
}
