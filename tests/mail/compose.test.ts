import { and, eq } from 'drizzle-orm'
import { type AddressObject, simpleParser } from 'mailparser'
import { describe, expect, test } from 'vitest'
import { claimMail } from '../../db/letters/outgoing.ts'
import { promiseMail } from '../../db/letters/recipients.ts'
import { readReplyToken } from '../../db/people/reply-token.ts'
import { outgoingMail, replyAddress, threadId } from '../../db/schema/mail.ts'
import { person } from '../../db/schema/person.ts'
import { approval, event, ticket } from '../../db/schema/ticket.ts'
import { addMessage } from '../../db/thread.ts'
import { keepFile } from '../../db/tickets/files.ts'
import { type Letter, letters } from '../../domain/notify.ts'
import { isRefusal } from '../../domain/refusal.ts'
import { compose } from '../../mail/compose.ts'
import { readMessageId } from '../../mail/evidence/reply-address.ts'
import { letterTextOf } from '../../mail/preview.ts'
import { fc } from '../support/property.ts'
import { sender } from '../support/sender.ts'
import { aHouse, aKey, aTicket, aWorld, monday } from '../support/world.ts'

const house = await aHouse()
const world = await aWorld(house)
const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

async function composeBytes(mailId: string): Promise<Buffer> {
  const [row] = await house.db
    .update(outgoingMail)
    .set({ sendingUntil: null })
    .where(eq(outgoingMail.id, mailId))
    .returning()
  const claimed = row && (await claimMail(house.db, mailId))
  if (!claimed || typeof claimed === 'string') throw new Error('The letter cannot be taken for sending.')
  const bytes = await compose(house, sender, claimed)
  if ('unreadable' in bytes) throw new Error(bytes.unreadable)
  return Buffer.from(bytes)
}

async function letterOf(ticketId: string, letter: Letter, address: string) {
  const [row] = await house.db
    .select()
    .from(outgoingMail)
    .where(and(eq(outgoingMail.ticketId, ticketId), eq(outgoingMail.letter, letter), eq(outgoingMail.address, address)))
  if (!row) throw new Error(`There is no ${letter} to ${address}.`)
  return row
}

async function saidBy(
  actor: typeof world.marta | typeof world.joana,
  number: number,
  body: string,
  files: string[] = [],
) {
  const outcome = await addMessage(house, {
    ...{ number, actor, body, files, channel: 'web', proof: 'session', sourceKey: aKey() },
    now: monday.add({ hours: 1 }),
  })
  if (isRefusal(outcome)) throw new Error(outcome.refused)
  return outcome
}

const addressOf = (field: AddressObject | AddressObject[] | undefined) => [field].flat()[0]?.value[0]?.address ?? ''

test('an acknowledgement says by when somebody takes it, in the zone of its reader, and is marked as automatic', async () => {
  const { ticketId, number } = await aTicket(house, world)
  const mail = await letterOf(ticketId, 'acknowledgement', 'joana@vale.example')
  const bytes = await composeBytes(mail.id)
  const parsed = await simpleParser(bytes)
  // So it stands in the mail log.
  expect(letterTextOf(bytes)).toBe(parsed.text?.trim())
  expect(parsed.subject).toBe(`[#${number}] MB WAY payments fail at checkout`)
  expect(parsed.text).toContain('Somebody takes it by Tue 17 Nov, 10:00 (Europe/Lisbon).')
  expect(parsed.text).toContain(`https://desk.test/tickets/${number}`)
  expect(parsed.from?.value).toEqual([{ name: 'Northpier', address: 'support@desk.test' }])
  expect(parsed.headers.get('auto-submitted')).toBe('auto-generated')
  expect(parsed.headers.get('x-auto-response-suppress')).toBe('OOF, AutoReply')
  expect(readMessageId(sender.secretKey, 'desk.test', parsed.messageId ?? '')).toBe(mail.id)
})

test("a PM's words come in the PM's name, unmarked, in the thread, with the reader's own reply address", async () => {
  const { ticketId, number } = await aTicket(house, world)
  const first = await simpleParser(
    await composeBytes((await letterOf(ticketId, 'acknowledgement', 'joana@vale.example')).id),
  )
  await saidBy(world.marta, number, 'Please **try** again, <b>now</b>.')
  const mail = await letterOf(ticketId, 'reply', 'joana@vale.example')
  const parsed = await simpleParser(await composeBytes(mail.id))
  expect(parsed.from?.value).toEqual([{ name: 'Marta Lopes at Northpier', address: 'support@desk.test' }])
  expect(parsed.headers.has('auto-submitted')).toBe(false)
  expect(parsed.inReplyTo).toBe(first.messageId)
  expect(parsed.references).toBe(first.messageId)
  expect(parsed.html).toContain('Please <strong>try</strong> again, &lt;b&gt;now&lt;/b&gt;.')
  const [, token = ''] = /^reply\+([a-z2-7]{52})@desk\.test$/.exec(addressOf(parsed.replyTo)) ?? []
  const [grant] = await house.db
    .select()
    .from(replyAddress)
    .where(eq(replyAddress.tokenHash, readReplyToken(sender.secretKey, 'reply', token) ?? ''))
  expect(grant).toMatchObject({ personId: world.joana.id, ticketId, purpose: 'reply' })
})

test('a notice tells the PM in bold who reads the answer, and offers the note address beside it', async () => {
  const { ticketId, number } = await aTicket(house, world)
  await house.db.update(ticket).set({ pmId: world.marta.id }).where(eq(ticket.id, ticketId))
  await saidBy(world.joana, number, 'It fails on phones only.')
  const parsed = await simpleParser(await composeBytes((await letterOf(ticketId, 'notice', 'marta@agency.example')).id))
  expect(parsed.from?.value[0]?.name).toBe('Joana Matos via Northpier')
  expect(parsed.html).toContain(
    '<strong>Your answer to this mail goes to the customer: Joana Matos at Vale Cycles will read it.</strong>',
  )
  expect(parsed.text).toMatch(/mailto:note\+[a-z2-7]{52}@desk\.test/)
  expect(parsed.text).toContain(`https://desk.test/desk/t/${number}`)
})

test('the second reading gives the same bytes, whatever changed since', async () => {
  const { ticketId } = await aTicket(house, world)
  const { id } = await letterOf(ticketId, 'acknowledgement', 'joana@vale.example')
  const first = await composeBytes(id)
  await house.db.update(ticket).set({ title: 'Changed' }).where(eq(ticket.id, ticketId))
  expect((await composeBytes(id)).equals(first)).toBe(true)
  expect(await house.db.select().from(threadId).where(eq(threadId.ticketId, ticketId))).toHaveLength(1)
})

test('pictures are shown in the letter, other files attached, and what is too large stays on the ticket', async () => {
  const { ticketId, number } = await aTicket(house, world)
  const given = {
    companyId: world.vale,
    ticketId,
    uploadedBy: world.marta.id,
    visibility: 'public' as const,
    now: monday,
  }
  const files = [
    await keepFile(house.db, house, { ...given, name: 'after.png', bytes: pixel }),
    await keepFile(house.db, house, { ...given, name: 'log.txt', bytes: Buffer.from('a log') }),
    await keepFile(house.db, house, { ...given, name: 'film.mp4', bytes: Buffer.alloc(10 * 1024 * 1024) }),
  ]
  await saidBy(world.marta, number, 'See below.', files)
  const parsed = await simpleParser(await composeBytes((await letterOf(ticketId, 'reply', 'joana@vale.example')).id))
  expect(parsed.attachments.map(({ filename, related }) => [filename, related === true])).toEqual([
    ['after.png', true],
    ['log.txt', false],
  ])
  expect(parsed.text).toContain('Too large for this mail, to be found on the ticket: film.mp4.')
})

test('nothing of a letter is fetched from elsewhere', async () => {
  const { ticketId, number } = await aTicket(house, world)
  await saidBy(
    world.marta,
    number,
    '![spy](https://spy.example/p.gif) [bad](javascript:alert(1)) <img src=https://spy.example/2.gif>',
  )
  const parsed = await simpleParser(await composeBytes((await letterOf(ticketId, 'reply', 'joana@vale.example')).id))
  expect(String(parsed.html)).not.toMatch(/<img|<script|<link|url\(|href="javascript/i)
})

describe('every letter in both languages', () => {
  const causes: Partial<Record<Letter, { action: 'remind' | 'alarm' | 'reopen'; body: Record<string, unknown> }>> = {
    reminder: { action: 'remind', body: { until: monday.toString() } },
    alarm: { action: 'alarm', body: { because: 'no_manager' } },
    reopened: { action: 'reopen', body: {} },
  }
  const toStaff: readonly Letter[] = ['notice', 'assigned_to_you', 'your_turn', 'slot_free', 'mail_commands', 'alarm']

  // The digest is made of letters that were held back for it, and is shown whole where those are.
  const single = letters.filter((letter) => letter !== 'digest')
  test.each(single.flatMap((letter) => (['en', 'pt'] as const).map((language) => [letter, language] as const)))(
    '%s in %s is whole, as text and as HTML',
    async (letter, language) => {
      const { ticketId, number, messageId } = await aTicket(house, world)
      await house.db
        .update(ticket)
        .set({
          ...{ pmId: world.marta.id, stage: 'closed', resolution: 'no_feedback', closedAt: monday },
          dueDate: '2026-11-26',
        })
        .where(eq(ticket.id, ticketId))
      await house.db.insert(approval).values({
        ...{ ticketId, companyId: world.vale, kind: 'estimate', version: 1, hours: 6, price: 48_000 },
        ...{ askedFrom: 'estimating', askedAt: monday, validUntil: monday.add({ hours: 24 * 28 }) },
      })
      const reader = toStaff.includes(letter) ? world.marta : world.joana
      const cause = causes[letter]
      const [written] = cause
        ? await house.db
            .insert(event)
            .values({
              ...{ ticketId, companyId: world.vale, toStage: 'new', actorKind: 'system', channel: 'job', proof: 'job' },
              ...{ action: cause.action, body: cause.body, sourceKey: aKey(), at: monday },
            })
            .returning({ id: event.id })
        : []
      const ofTicket =
        letter === 'sign_in'
          ? {}
          : { companyId: world.vale, ticketId, threadMessageId: cause ? null : messageId, eventId: written?.id ?? null }
      await house.db.transaction((tx) =>
        promiseMail(tx, house, [
          {
            ...{ letter, personId: reader.id, address: reader.email, language, createdAt: monday, ...ofTicket },
            facts: letter === 'sign_in' ? { link_token: 'a-token', code: '042042' } : {},
          },
        ]),
      )
      const rows = await house.db
        .select()
        .from(outgoingMail)
        .where(and(eq(outgoingMail.letter, letter), eq(outgoingMail.language, language)))
      const row = rows.find((one) => letter === 'sign_in' || one.ticketId === ticketId)
      const parsed = await simpleParser(await composeBytes(row?.id ?? ''))
      const html = String(parsed.html)
      const title = /<h1[^>]*>(.*?)<\/h1>/.exec(html)?.[1]?.replace(/&#x27;/g, "'") ?? ''
      expect(title).not.toBe('')
      expect(parsed.text?.startsWith(title.replaceAll('&amp;', '&'))).toBe(true)
      for (const body of [parsed.text ?? '', html]) expect(body).not.toMatch(/undefined|null|\[object|NaN|function/)
      expect(html).toContain(`<html lang="${language === 'pt' ? 'pt-PT' : 'en'}">`)
      if (letter === 'sign_in') {
        expect(parsed.text).toContain('https://desk.test/signin/go/a-token')
        expect(parsed.text).toContain('042042')
        expect(parsed.text).not.toContain(`#${number}`)
      } else expect(parsed.subject).toBe(`[#${number}] MB WAY payments fail at checkout`)
    },
  )
})

test('whatever title and names hold, the header is exactly the intended one (B18)', async () => {
  const { ticketId } = await aTicket(house, world)
  const wild = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }),
    fc.string({
      unit: fc.constantFrom(
        'a',
        '\r',
        '\n',
        '\r\nBcc: spy@x.test\r\n',
        '\u2028',
        '"',
        '<',
        '>',
        ',',
        ':',
        ';',
        '\\',
        '=?utf-8?Q?',
        '@',
        ' ',
        'é',
        '😀',
      ),
      minLength: 1,
      maxLength: 40,
    }),
  )
  const allowed = new Set([
    ...['from', 'to', 'reply-to', 'subject', 'message-id', 'date', 'in-reply-to', 'references', 'mime-version'],
    ...['content-type', 'auto-submitted', 'x-auto-response-suppress'],
  ])
  await fc.assert(
    fc.asyncProperty(wild, wild, async (title, name) => {
      // A database keeps no NUL, and no half of a character.
      const kept = (text: string) => text.replaceAll('\0', '').toWellFormed().slice(0, 190) || 'x'
      await house.db
        .update(ticket)
        .set({ title: kept(title) })
        .where(eq(ticket.id, ticketId))
      await house.db
        .update(person)
        .set({ name: kept(name) })
        .where(eq(person.id, world.joana.id))
      const { id } = await letterOf(ticketId, 'acknowledgement', 'joana@vale.example')
      await house.db.update(outgoingMail).set({ mime: null, messageId: null }).where(eq(outgoingMail.id, id))
      const bytes = await composeBytes(id)
      const parsed = await simpleParser(bytes)
      const names = parsed.headerLines.map(({ key }) => key)
      expect(new Set(names).size).toBe(names.length)
      expect(names.filter((one) => !allowed.has(one))).toEqual([])
      expect(
        [parsed.to]
          .flat()
          .flatMap((one) => one?.value ?? [])
          .map(({ address }) => address),
      ).toEqual(['joana@vale.example'])
      expect(parsed.from?.value.map(({ address }) => address)).toEqual(['support@desk.test'])
      expect(parsed.subject).toMatch(/^\[#\d+\]/)
    }),
    { numRuns: 60 },
  )
  await house.db.update(person).set({ name: 'Joana Matos' }).where(eq(person.id, world.joana.id))
})
