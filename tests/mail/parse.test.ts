import { afterAll, describe, expect, test } from 'vitest'
import { closeParser, isUnreadable, parseMail } from '../../mail/parse.ts'
import { sampleMail } from '../support/emails.ts'
import { rawMail } from '../support/raw-mail.ts'

afterAll(closeParser)

async function parse(raw: Uint8Array) {
  const mail = await parseMail(raw)
  if (isUnreadable(mail)) throw new Error(`${mail.unreadable}: ${mail.detail}`)
  return mail
}

describe('an ordinary reply', () => {
  test('is read whole', async () => {
    const mail = await parse(sampleMail('gmail-reply-with-both-parts'))
    expect(mail).toMatchObject({
      messageIds: ['CAB12345@mail.vale.example'],
      inReplyTo: ['second@desk.example'],
      references: ['first@desk.example', 'second@desk.example'],
      subject: 'Re: [#2041] O carrinho não abre',
      from: { address: 'joana@vale.example', name: 'Joana Magalhães' },
      to: [{ address: 'reply+token@desk.example', name: 'Marta at Agency' }],
      cc: [{ address: 'pedro@vale.example', name: 'Pedro' }],
      deliveredTo: ['reply+token@desk.example'],
      attachments: [],
      bounce: null,
      truncated: false,
    })
    expect(mail.date?.toString()).toBe('2026-02-03T10:12:00Z')
    expect(mail.newWords.text).toBe('OK\n\nObrigada, já funciona no telemóvel.')
    expect(mail.newWords.html).not.toContain('Please test')
  })

  test('an answer below a quote is not joined with it', async () => {
    expect((await parse(sampleMail('thunderbird-answer-below'))).newWords.text).toBe('Yes, it prints.')
  })
})

describe('odd mails are kept', () => {
  test('Z18 only an image, no text', async () => {
    const mail = await parse(sampleMail('only-an-image'))
    expect(mail).toMatchObject({
      text: '',
      html: null,
      attachments: [{ name: 'screen.png', type: 'image/png', size: 70 }],
    })
    expect(
      Buffer.from(mail.attachments[0]?.content ?? [])
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG')
  })

  test('Z06 a mail inside a mail stays an attachment', async () => {
    const mail = await parse(sampleMail('mail-in-a-mail'))
    expect(mail.text).not.toContain('Inner words')
    expect(mail.attachments).toMatchObject([{ name: 'strange.eml', type: 'message/rfc822' }])
  })

  test('an old code page', async () => {
    expect(await parse(sampleMail('old-code-page'))).toMatchObject({ subject: 'Preço em €', text: 'O preço é 5 €.\n' })
  })

  test('Z11 a charset nobody knows', async () => {
    expect(await parse(sampleMail('unknown-charset'))).toMatchObject({ subject: 'café', text: 'café\n' })
  })

  test('F15 no From at all', async () => {
    expect(await parse(rawMail(['Subject: x']))).toMatchObject({ from: null, fromShown: [], text: 'Hello\n' })
  })

  test('nothing at all', async () => {
    expect(await parse(new Uint8Array())).toMatchObject({ from: null, subject: '', text: '' })
  })

  test('a multipart without a single part is a text', async () => {
    const mail = await parse(rawMail(['Content-Type: multipart/mixed; boundary=b'], 'words\n'))
    expect(mail.text.trim()).toBe('words')
  })

  test('Z16 NUL and broken UTF-8 are replaced', async () => {
    const raw = Buffer.concat([
      rawMail(['Subject: a\0b', 'Content-Type: text/plain; charset=utf-8'], ''),
      Buffer.from([0x78, 0, 0xff, 0xf0, 0x9f, 0x98, 0x80]),
    ])
    const mail = await parse(raw)
    expect(mail.subject).toBe('a\uFFFDb')
    expect(mail.text).toBe('x\uFFFD\uFFFD😀')
  })

  test('Z17 a date in 2050 or none is only shown', async () => {
    expect((await parse(rawMail(['Date: Fri, 1 Apr 2050 10:00:00 +0000']))).date?.toString()).toBe(
      '2050-04-01T10:00:00Z',
    )
    expect((await parse(rawMail(['Date: soon']))).date).toBeNull()
  })
})

describe('reports', () => {
  test('L09 a hard bounce names the recipient and our mail', async () => {
    const { bounce, screening } = await parse(sampleMail('undelivered-postfix'))
    expect(bounce).toMatchObject({
      failedRecipients: ['gone@vale.example'],
      severity: 'hard',
      delayed: false,
      originalIds: ['signed-token@desk.example'],
    })
    expect(screening.kind).toBe('bounce')
  })

  test('L10 a delay is soft', async () => {
    const { bounce } = await parse(sampleMail('delayed-sendmail'))
    expect(bounce).toMatchObject({ failedRecipients: ['joana@vale.example'], severity: 'soft', delayed: true })
  })

  test('L09 a bounce in prose is read too', async () => {
    const { bounce } = await parse(sampleMail('undelivered-qmail'))
    expect(bounce).toMatchObject({
      failedRecipients: ['full@atlas.example'],
      severity: 'soft',
      originalIds: ['qmail-original@desk.example'],
    })
  })

  test('L01 an absence note is no bounce', async () => {
    const mail = await parse(sampleMail('out-of-office'))
    expect(mail.bounce).toBeNull()
    expect(mail.screening.kind).toBe('auto_reply')
  })

  test('a person who writes about a failed delivery is a person', async () => {
    const mail = await parse(sampleMail('person-writing-about-failed-delivery'))
    expect(mail.bounce).toBeNull()
    expect(mail.screening.kind).toBe('human')
  })
})
