import { expect, test } from 'vitest'
import { readInvitation } from '../../../mail/parsing/invitation.ts'
import { sayInvitation } from '../../../mail/receiving/invitation-words.ts'
import { fc } from '../../support/property.ts'

function invitation(lines: string[], method = 'REQUEST') {
  const text = ['BEGIN:VCALENDAR', `METHOD:${method}`, 'BEGIN:VEVENT', ...lines, 'END:VEVENT', 'END:VCALENDAR'].join(
    '\r\n',
  )
  const content = Buffer.from(text)
  const read = readInvitation([
    { name: null, type: 'text/calendar', size: content.length, content, contentId: null, inline: false },
  ])
  if (!read) throw new Error('no event was read')
  return read
}

test.each([
  [
    'a time in a zone',
    ['SUMMARY:Budget', 'DTSTART;TZID=Europe/Lisbon:20260203T100000', 'DTEND;TZID=Europe/Lisbon:20260203T113000'],
    'Invitation: Budget\nWhen: Tue 3 Feb, 10:00–11:30 (Europe/Lisbon)',
    'Convite: Budget\nQuando: ter 3 fev, 10:00–11:30 (Europe/Lisbon)',
  ],
  [
    'a zone as Windows calls it',
    ['SUMMARY:Budget', 'DTSTART;TZID="GMT Standard Time":20260203T100000'],
    'Invitation: Budget\nWhen: Tue 3 Feb, 10:00 (GMT Standard Time)',
    'Convite: Budget\nQuando: ter 3 fev, 10:00 (GMT Standard Time)',
  ],
  [
    'whole days, again and again',
    ['SUMMARY:Fair', 'DTSTART;VALUE=DATE:20260203', 'DTEND;VALUE=DATE:20260206', 'RRULE:FREQ=YEARLY'],
    'Invitation: Fair\nWhen: Tue 3 Feb 2026 to Thu 5 Feb 2026, repeats',
    'Convite: Fair\nQuando: ter 3 fev 2026 a qui 5 fev 2026, repete-se',
  ],
  [
    'one whole day, with place and organiser',
    [
      ...['SUMMARY:Fair', 'DTSTART;VALUE=DATE:20260203', 'DTEND;VALUE=DATE:20260204', 'LOCATION:Hall 1\\; Porto'],
      'ORGANIZER;CN="Ana Reis":mailto:ana@vale.example',
    ],
    'Invitation: Fair\nWhen: Tue 3 Feb 2026\nWhere: Hall 1; Porto\nFrom: Ana Reis <ana@vale.example>',
    'Convite: Fair\nQuando: ter 3 fev 2026\nOnde: Hall 1; Porto\nDe: Ana Reis <ana@vale.example>',
  ],
  [
    'over midnight in UTC',
    ['SUMMARY:Release', 'DTSTART:20260203T220000Z', 'DTEND:20260204T010000Z'],
    'Invitation: Release\nWhen: Tue 3 Feb, 22:00 to Wed 4 Feb, 01:00 (UTC)',
    'Convite: Release\nQuando: ter 3 fev, 22:00 a qua 4 fev, 01:00 (UTC)',
  ],
])('%s is said in both languages', (_, lines, english, portuguese) => {
  expect(sayInvitation(invitation(lines), 'en')).toBe(english)
  expect(sayInvitation(invitation(lines), 'pt')).toBe(portuguese)
})

test('what is called off says so', () => {
  expect(sayInvitation(invitation(['SUMMARY:Budget'], 'CANCEL'), 'en')).toBe('Called off: Budget')
  expect(sayInvitation(invitation(['SUMMARY:Budget', 'STATUS:CANCELLED']), 'pt')).toBe('Cancelado: Budget')
})

test('whatever stands for a date, something is said', () => {
  const number = fc.stringMatching(/^\d{0,9}(T\d{0,7})?Z?$/)
  fc.assert(
    fc.property(number, number, fc.string(), (start, end, zone) => {
      const lines = ['SUMMARY:Budget', `DTSTART;TZID=${zone}:${start}`, `DTEND:${end}`]
      expect(sayInvitation(invitation(lines), 'en')).toContain('Invitation: Budget')
    }),
  )
})
