import { expect, test } from 'vitest'
import { mailWithoutTokens } from '../../../db/letters/redact-mail.ts'
import { withoutTokens } from '../../../db/letters/redact-tokens.ts'
import { readRawMail } from '../../../db/mailbox/mail-log.ts'
import { readMail } from '../../../db/mailbox/mail-page.ts'
import { outgoingMail } from '../../../db/schema/mail.ts'
import { readTicketPage } from '../../../db/tickets/ticket-page.ts'
import { isRefusal } from '../../../domain/refusal.ts'
import { repeated } from '../../support/hostile-mails.ts'
import { watchLoop } from '../../support/loop-watch.ts'
import { aMail, aReplyAddress, handIn, proven } from '../../support/post.ts'
import { fc } from '../../support/property.ts'
import { aHouse, aTicket, aWorld, monday } from '../../support/world.ts'

const token = 'abcdefgh234567abcdefgh234567abcdefgh234567abcdefgh23'
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')
const shown = async (mail: string) => text(await mailWithoutTokens(Buffer.from(mail, 'latin1')))

test('tokens of answers, of the pages of letters and of sign-in links are taken out of words', () => {
  for (const [given, left] of [
    [`Reply-To: Marta <reply+${token}@desk.test>`, 'Reply-To: Marta <reply+...@desk.test>'],
    [`mailto:note%2B${token}@desk.test`, 'mailto:note%2B...@desk.test'],
    [`https://desk.test/a/${token}?x`, 'https://desk.test/a/...?x'],
    ['https://desk.test/signin/go/Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6.', 'https://desk.test/signin/go/....'],
    [`Message-ID: <${token}@desk.test>`, `Message-ID: <${token}@desk.test>`],
  ] as const) {
    expect(withoutTokens(given)).toBe(left)
  }
})

test('they are found where quoted-printable breaks its lines, and in base64, and nothing else is touched', async () => {
  const broken = `see https://desk.test=\r\n/a/${token.slice(0, 20)}=\r\n${token.slice(20)} now`
  expect(await shown(`Subject: x\r\n\r\n${broken}`)).toBe('Subject: x\r\n\r\nsee https://desk.test=\r\n/a/... now')
  const based = (words: string) => `${Buffer.from(words).toString('base64').replace(/.{76}/g, '$&\r\n')}\r\n`
  const mail = (words: string, type: string) =>
    `Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: ${type}\r\nContent-Transfer-Encoding: base64\r\n\r\n${based(words)}--b--\r\n`
  const secret = `Olá, https://desk.test/a/${token} e mais palavras depois disso, para que sejam várias linhas`
  const [, body = ''] = (await shown(mail(secret, 'text/html; charset=utf-8'))).split('base64\r\n\r\n')
  expect(Buffer.from(body.replace('--b--', ''), 'base64').toString()).toBe(secret.replace(token, '...'))
  const within = `Content-Type: message/rfc822\r\n\r\nContent-Transfer-Encoding: base64\r\n\r\n${based(secret)}`
  expect(await shown(within)).not.toContain(based(secret).slice(0, 60))
  expect(await shown(mail(secret, 'image/png'))).toBe(mail(secret, 'image/png'))
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
      expect(Buffer.from(await mailWithoutTokens(bytes)).equals(Buffer.from(bytes))).toBe(true)
    }),
    { seed: 7 },
  )
})

test('tokens are found wherever a large mail is cut to go through it, in base64 too', async () => {
  const cut = 64 * 1024
  for (const before of [-300, -40, -8, -1, 0]) {
    const words = (hidden: string) => `${'x'.repeat(cut + before)}/a/${hidden}${'y'.repeat(cut)}`
    expect((await shown(`\n\n${words(token)}`)) === `\n\n${words('...')}`).toBe(true)
    const based = (text: string) =>
      Buffer.from(text)
        .toString('base64')
        .replace(/.{1,76}/g, '$&\r\n')
    const head = 'Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n'
    const inBase64 = words(token).slice(cut / 4)
    expect((await shown(head + based(inBase64))) === head + based(inBase64.replace(token, '...'))).toBe(true)
  }
})

test('others are served while tokens are taken out of the largest mail, whatever it is made of', async () => {
  const bases = `Content-Transfer-Encoding: base64\r\n\r\n${'QUJD'.repeat(19)}\r\n--\r\n`
  for (const unit of [`x /a/${token}\r\n`, 'A: b\r\n', '--\n\n', 'Content-Type: message/rfc822\r\n\r\n', bases]) {
    const mail = repeated(unit, 4 * 1024 * 1024)
    const watch = watchLoop()
    await mailWithoutTokens(mail)
    expect((await watch.stop()).busyMs).toBeLessThan(100)
  }
})

test('one of us reads the mail of others without what they answer with, and their own whole', async () => {
  const house = await aHouse()
  const world = await aWorld(house)
  const { ticketId, number } = await aTicket(house, world)
  const to = await aReplyAddress(house, { personId: world.joana.id, ticketId })
  const quoted = `Thanks.\n\nOn Mon, Marta wrote:\n> https://desk.test/a/${token}\n> ${to}\n`
  const headers = [proven('vale.example')]
  const raw = aMail({ from: 'Joana Matos <joana@vale.example>', to, body: quoted, headers })
  const { id } = await handIn(house, raw, { envelopeTo: [to] })
  const secrets = [token, to]
  const hides = (said: unknown) => secrets.some((secret) => JSON.stringify(said).includes(secret)) === false
  expect(hides(await readMail(house, world.marta, id))).toBe(true)
  for (const actor of [world.pedro, world.marta]) {
    const page = await readTicketPage(house, { actor, number, now: monday })
    expect(isRefusal(page) || hides(page.messages)).toBe(true)
  }
  const read = async (mailId: string, actor = world.rui, demo = false) =>
    text((await readRawMail(house, { id: mailId, actor, demo })) ?? new Uint8Array())
  expect(hides(await read(id))).toBe(true)
  expect(await read(id)).toContain('Thanks.')
  expect(await read(id, world.rui, true)).toContain(to)

  const row = { letter: 'your_turn', language: 'en', address: 'marta@agency.example', createdAt: monday } as const
  const mime = Buffer.from(`Reply-To: <${to}>\r\n\r\nYour turn.`)
  const [went] = await house.db
    .insert(outgoingMail)
    .values({ ...row, personId: world.marta.id, mime })
    .returning()
  expect(await read(went?.id ?? '', world.ada)).toBe('Reply-To: <reply+...@desk.example>\r\n\r\nYour turn.')
  expect(await read(went?.id ?? '', world.marta)).toBe(mime.toString())
})
