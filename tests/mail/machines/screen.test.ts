import { describe, expect, test } from 'vitest'
import { screenMail } from '../../../mail/machines/screen.ts'
import { scanMail } from '../../../mail/parsing/scan.ts'
import { rawMail } from '../../support/raw-mail.ts'

function screen(headers: string[], attachments: Parameters<typeof screenMail>[0]['attachments'] = []) {
  const subject = headers.find((line) => line.startsWith('Subject: '))?.slice(9) ?? ''
  return screenMail({ headers: scanMail(rawMail(headers)).headers, subject, attachments, isBounce: false })
}

describe('a machine wrote it', () => {
  test.each([
    ['L01 auto-replied', ['Auto-Submitted: auto-replied']],
    ['L01 auto-generated with a comment', ['Auto-Submitted: auto-generated (by cron)']],
    ['L02 one "no" and one other', ['Auto-Submitted: no', 'Auto-Submitted: auto-replied']],
    ['L03 X-Autoreply', ['X-Autoreply: yes']],
    ['L03 Precedence: auto_reply', ['Precedence: bulk', 'Precedence: auto_reply']],
    ['L03 a null sender', ['Return-Path: <>']],
    ['L13 a read receipt', ['Content-Type: multipart/report; report-type=disposition-notification; boundary=b']],
    ['L13 a calendar reply', ['Content-Type: text/calendar; method=REPLY']],
  ])('%s', (_, headers) => {
    expect(screen(headers).kind).toBe('auto_reply')
  })

  test('L13 a calendar reply inside a multipart', () => {
    const content = Buffer.from('BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR\r\n')
    const part = { name: null, type: 'text/calendar', size: content.length, content, contentId: null, inline: false }
    expect(screen(['Content-Type: multipart/mixed; boundary=b'], [part]).kind).toBe('auto_reply')
  })
})

describe('a person wrote it', () => {
  test('an ordinary mail bears no sign at all', () => {
    expect(screen(['From: a@b.test', 'Subject: Re: Automatic reply: away'])).toEqual({ kind: 'human', signs: [] })
  })

  test('"no" alone is no sign', () => {
    expect(screen(['Auto-Submitted: no']).signs).toEqual([])
  })

  test.each([
    ['L03 a list', ['List-Id: <users.lists.test>'], 'list'],
    ['L03 bulk', ['Precedence: bulk'], 'list'],
    ['L03 an Exchange server asks for silence', ['X-Auto-Response-Suppress: All'], 'human'],
    ['L03 a loop mark', ['X-Loop: support@desk.test'], 'human'],
  ])('%s keeps us from answering and hides nothing', (_, headers, kind) => {
    const screening = screen(headers)
    expect(screening.kind).toBe(kind)
    expect(screening.signs).toHaveLength(1)
  })

  test.each([
    'Automatisch antwoord: factuur',
    'Abwesenheitsnotiz: Urlaub',
    'Réponse automatique : vacances',
    'Resposta automática: férias',
    'Out of Office: on leave',
    'Risposta automatica: ferie',
    'Автоответ: отпуск',
  ])('L04 the subject "%s" is a hint to stay silent', (subject) => {
    expect(screen([`Subject: ${subject}`])).toEqual({ kind: 'human', signs: ['out_of_office_subject'] })
  })
})
