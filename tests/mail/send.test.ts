import { desc, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { addAddress, dropAddress, makeMain } from '../../db/customers/change-contact.ts'
import { outgoingMail } from '../../db/schema/mail.ts'
import { personEmail, staffRole } from '../../db/schema/person.ts'
import { message } from '../../db/schema/thread.ts'
import { ticket } from '../../db/schema/ticket.ts'
import { addMessage } from '../../db/thread.ts'
import type { Staff } from '../../domain/ticket.ts'
import { readBounceToken } from '../../mail/evidence/reply-address.ts'
import { NotSentYet, sendMail } from '../../mail/send.ts'
import { openPost, type Post } from '../../mail/sending/post.ts'
import type { Move } from '../support/open-smtp-sink.ts'
import { sender } from '../support/sender.ts'
import { anSmtpSink } from '../support/smtp-sink.ts'
import { did } from '../support/work.ts'
import { aHouse, aKey, aTicket, aWorld } from '../support/world.ts'

const house = await aHouse()
const world = await aWorld(house)

async function aLetter() {
  const { ticketId } = await aTicket(house, world)
  const [row] = await house.db.select().from(outgoingMail).where(eq(outgoingMail.ticketId, ticketId))
  if (!row) throw new Error('No acknowledgement was promised.')
  return row
}

async function rowOf(id: string) {
  const [row] = await house.db.select().from(outgoingMail).where(eq(outgoingMail.id, id))
  if (!row) throw new Error('The letter is gone.')
  return row
}

async function withSink(
  moves: Move[],
  use: (sink: Awaited<ReturnType<typeof anSmtpSink>>, post: Post) => Promise<void>,
) {
  const sink = await anSmtpSink(moves)
  const post = openPost(sink.url, { connections: 2 })
  await use(sink, post)
  post.close()
}

test('a letter goes out once, to one recipient, with its own envelope sender', async () => {
  await withSink([], async (sink, post) => {
    const letter = await aLetter()
    expect(await sendMail(house, { ...sender, post }, letter.id)).toBe('sent')
    expect(await sendMail(house, { ...sender, post }, letter.id)).toBe('done')
    expect(sink.taken).toHaveLength(1)
    const [copy] = sink.taken
    expect(copy?.to).toEqual(['joana@vale.example'])
    expect(readBounceToken(sender.secretKey, copy?.from.replace(/^bounce\+|@.*$/g, '') ?? '')).toBe(letter.id)
    const row = await rowOf(letter.id)
    expect(row).toMatchObject({
      delivery: 'sent',
      tries: 1,
      sendingUntil: null,
      serverSaid: expect.stringContaining('250'),
    })
    expect(row.deliveredAt).not.toBeNull()
    expect(Buffer.from(row.mime ?? []).equals(copy?.bytes ?? Buffer.alloc(0))).toBe(true)
  })
})

test('two workers at once send one copy', async () => {
  await withSink([], async (sink, post) => {
    const letter = await aLetter()
    const both = await Promise.all([1, 2].map(() => sendMail(house, { ...sender, post }, letter.id)))
    expect(both.toSorted()).toEqual(['done', 'sent'])
    expect(sink.taken).toHaveLength(1)
  })
})

test('a server that says "later" is asked again, and gets the same bytes although ticket and words changed since', async () => {
  await withSink(
    [
      { refuse: 451, at: 'recipient' },
      { refuse: 421, at: 'data' },
    ],
    async (sink, post) => {
      const letter = await aLetter()
      await expect(sendMail(house, { ...sender, post }, letter.id)).rejects.toThrow(NotSentYet)
      const first = await rowOf(letter.id)
      expect(first).toMatchObject({ delivery: 'deferred', copies: 0, serverSaid: expect.stringContaining('451') })
      await house.db
        .update(ticket)
        .set({ title: 'Quite another title' })
        .where(eq(ticket.id, letter.ticketId ?? ''))
      await expect(sendMail(house, { ...sender, post }, letter.id)).rejects.toThrow(NotSentYet)
      expect(await rowOf(letter.id)).toMatchObject({ delivery: 'deferred', copies: 0 })
      expect(await sendMail(house, { ...sender, post }, letter.id)).toBe('sent')
      expect(sink.taken.map(({ bytes }) => bytes.equals(Buffer.from(first.mime ?? [])))).toEqual([true])
      expect((await rowOf(letter.id)).messageId).toBe(first.messageId)
    },
  )
})

test('a server that says "never" is not asked again, and the PM is told its words', async () => {
  await withSink([{ refuse: 550, at: 'recipient' }], async (sink, post) => {
    const letter = await aLetter()
    await house.db
      .update(ticket)
      .set({ pmId: world.marta.id })
      .where(eq(ticket.id, letter.ticketId ?? ''))
    await house.db.insert(personEmail).values({ address: 'a@marta.example', personId: world.marta.id, main: false })
    expect(await sendMail(house, { ...sender, post }, letter.id)).toBe('failed')
    expect(await sendMail(house, { ...sender, post }, letter.id)).toBe('done')
    expect(sink.taken).toHaveLength(0)
    expect((await rowOf(letter.id)).deliveredAt).toBeNull()
    const [alarm] = await house.db.select().from(outgoingMail).orderBy(desc(outgoingMail.id)).limit(1)
    expect(alarm).toMatchObject({
      letter: 'alarm',
      address: 'marta@agency.example',
      facts: { address: 'joana@vale.example' },
    })
    expect(alarm?.facts.said).toContain('550')
  })
})

test('a line cut after the final dot is sent once more with the same bytes, and then left alone', async () => {
  await withSink(['take and hang up', 'take and hang up'], async (sink, post) => {
    const letter = await aLetter()
    await expect(sendMail(house, { ...sender, post }, letter.id)).rejects.toThrow(NotSentYet)
    expect(await rowOf(letter.id)).toMatchObject({ delivery: 'maybe_sent', copies: 1, deliveredAt: null })
    expect(await sendMail(house, { ...sender, post }, letter.id)).toBe('maybe_sent')
    expect(await sendMail(house, { ...sender, post }, letter.id)).toBe('done')
    expect(sink.taken).toHaveLength(2)
    expect(sink.taken[0]?.bytes.equals(sink.taken[1]?.bytes ?? Buffer.alloc(0))).toBe(true)
  })
})

test('a line cut before the bytes left is no doubt: the letter is only late', async () => {
  await withSink(['hang up before data'], async (sink, post) => {
    const letter = await aLetter()
    await expect(sendMail(house, { ...sender, post }, letter.id)).rejects.toThrow(NotSentYet)
    expect(await rowOf(letter.id)).toMatchObject({ delivery: 'deferred', copies: 0 })
    expect(await sendMail(house, { ...sender, post }, letter.id)).toBe('sent')
    expect(sink.taken).toHaveLength(1)
  })
})

test('without a server letters are kept, which counts as delivered', async () => {
  const letter = await aLetter()
  expect(await sendMail(house, { ...sender, post: null }, letter.id)).toBe('kept')
  const row = await rowOf(letter.id)
  expect(row.deliveredAt).not.toBeNull()
  expect(row.mime?.byteLength).toBeGreaterThan(500)
})

test('while a server keeps us waiting no transaction is open', async () => {
  const letter = await aLetter()
  const reached = Promise.withResolvers<void>()
  const goOn = Promise.withResolvers<void>()
  const post: Post = {
    deliver: async ({ beforeLeaving }) => {
      await beforeLeaving()
      reached.resolve()
      await goOn.promise
      return { answer: 'accepted', said: '250 OK', left: true }
    },
    close: () => {},
  }
  const sending = sendMail(house, { ...sender, post }, letter.id)
  await reached.promise
  const open = await house.sql`select state from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and state like 'idle in transaction%'`
  expect(open).toHaveLength(0)
  goOn.resolve()
  expect(await sending).toBe('sent')
})

test('a letter that waits for its server goes to nobody who may not see its ticket by then (R126)', async () => {
  const later = { refuse: 451, at: 'recipient' } as const
  await withSink([later, later], async (sink, post) => {
    const { ticketId, number } = await aTicket(house, world, { participantIds: [world.pedro.id] })
    await addMessage(house, {
      ...{ number, actor: world.marta, body: 'It is mended.', files: [], channel: 'web', proof: 'session' },
      ...{ sourceKey: aKey(), now: Temporal.Instant.from('2026-11-16T11:00:00Z') },
    })
    const rows = await house.db.select().from(outgoingMail).where(eq(outgoingMail.ticketId, ticketId))
    const replyTo = (person: { id: string }) =>
      rows.find(({ letter, personId }) => letter === 'reply' && personId === person.id)?.id ?? ''
    const [his, hers] = [replyTo(world.pedro), replyTo(world.joana)] as const
    // What goes before them is out (O13).
    const before = rows.filter(({ id }) => id !== his && id !== hers)
    for (const { id } of before) await sendMail(house, { ...sender, post: null }, id)
    for (const id of [his, hers]) await expect(sendMail(house, { ...sender, post }, id)).rejects.toThrow(NotSentYet)
    await house.sql`delete from participant where ticket_id = ${ticketId}`
    await house.sql`update membership set sees_company = false where person_id = ${world.pedro.id}`
    expect(await sendMail(house, { ...sender, post }, his)).toBe('dropped')
    expect(await sendMail(house, { ...sender, post }, his)).toBe('done')
    expect(await sendMail(house, { ...sender, post }, hers)).toBe('sent')
    expect(sink.taken.map(({ to }) => to)).toEqual([['joana@vale.example']])
    await house.sql`update membership set sees_company = true where person_id = ${world.pedro.id}`
  })
})

test('a letter to one of us that waits goes to nobody who is not named for what became security (R126)', async () => {
  await withSink([], async (sink, post) => {
    const lettersToUs = async () => {
      const { number, ticketId } = await aTicket(house, world)
      const to = (pm: Staff, actor: Staff) =>
        did(house, { number, actor, command: { action: 'assign', body: { pm: pm.email } } })
      await to(world.marta, world.tess)
      const rows = await house.db.select().from(outgoingMail).where(eq(outgoingMail.ticketId, ticketId))
      const hers = rows.find(({ personId }) => personId === world.marta.id)?.id ?? ''
      await house.db.update(ticket).set({ issueType: 'security' }).where(eq(ticket.id, ticketId))
      return { ticketId, hers }
    }
    const kept = await lettersToUs()
    expect(await sendMail(house, { ...sender, post }, kept.hers)).toBe('sent')
    const handedOn = await lettersToUs()
    await house.db.update(ticket).set({ pmId: world.lena.id }).where(eq(ticket.id, handedOn.ticketId))
    expect(await sendMail(house, { ...sender, post }, handedOn.hers)).toBe('dropped')
    const named = await lettersToUs()
    await house.db.update(ticket).set({ pmId: world.lena.id }).where(eq(ticket.id, named.ticketId))
    await house.db.insert(staffRole).values({ personId: world.marta.id, role: 'security' })
    expect(await sendMail(house, { ...sender, post }, named.hers)).toBe('sent')
    await house.sql`delete from staff_role where person_id = ${world.marta.id} and role = 'security'`
    expect(sink.taken).toHaveLength(2)
  })
})

test('a letter that waits for its server follows its reader, and goes to nobody who has their address by then (F17)', async () => {
  await withSink([{ refuse: 451, at: 'recipient' }], async (sink, post) => {
    const letter = await aLetter()
    await expect(sendMail(house, { ...sender, post }, letter.id)).rejects.toThrow(NotSentYet)
    const { mime } = await rowOf(letter.id)
    const asked = { companyId: world.vale, personId: world.joana.id, by: world.ada, now: letter.createdAt }
    const [before, after] = ['joana@vale.example', 'joana@bikes.example'] as const
    expect(await addAddress(house, { ...asked, address: after })).toBe('now')
    expect(await makeMain(house, { ...asked, address: after })).toBe('now')
    expect(await dropAddress(house, { ...asked, address: before })).toBe('now')
    await house.db.insert(personEmail).values({ address: before, personId: world.ines.id, main: false })
    expect(await sendMail(house, { ...sender, post }, letter.id)).toBe('sent')
    expect(sink.taken.map(({ to }) => to)).toEqual([[after]])
    expect(sink.taken[0]?.bytes.equals(Buffer.from(mime ?? []))).toBe(true)
    expect(await rowOf(letter.id)).toMatchObject({ address: after })
    // Where it cannot follow, it stays: the same cause has told its reader there already.
    await house.db
      .update(outgoingMail)
      .set({ address: before, delivery: 'queued' })
      .where(eq(outgoingMail.id, letter.id))
    const { id, ...twin } = await rowOf(letter.id)
    await house.db.insert(outgoingMail).values({ ...twin, address: after, messageId: null, delivery: 'sent' })
    expect(await sendMail(house, { ...sender, post }, id)).toBe('dropped')
    await house.sql`delete from person_email where address = ${before}`
    expect(await addAddress(house, { ...asked, address: before })).toBe('now')
    expect(await makeMain(house, { ...asked, address: before })).toBe('now')
  })
})

test('words that turned internal are never made into a letter', async () => {
  const { ticketId, number } = await aTicket(house, world)
  await addMessage(house, {
    ...{ number, actor: world.marta, body: 'canary-of-a-note', files: [], channel: 'web', proof: 'session' },
    ...{ sourceKey: aKey(), now: Temporal.Instant.from('2026-11-16T11:00:00Z') },
  })
  await house.db.update(message).set({ visibility: 'internal' }).where(eq(message.text, 'canary-of-a-note'))
  const rows = await house.db
    .select()
    .from(outgoingMail)
    .where(eq(outgoingMail.ticketId, ticketId))
    .orderBy(outgoingMail.createdAt, outgoingMail.id)
  const outcomes: [string, string][] = []
  for (const { id, letter } of rows) outcomes.push([letter, await sendMail(house, { ...sender, post: null }, id)])
  expect(Object.fromEntries(outcomes)).toEqual({ acknowledgement: 'kept', reply: 'dropped' })
})
