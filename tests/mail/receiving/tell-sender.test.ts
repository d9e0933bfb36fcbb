import { and, eq } from 'drizzle-orm'
import { simpleParser } from 'mailparser'
import { beforeEach, describe, expect, test } from 'vitest'
import { claimMail } from '../../../db/letters/outgoing.ts'
import { outgoingMail, threadId } from '../../../db/schema/mail.ts'
import { ticket } from '../../../db/schema/ticket.ts'
import { compose } from '../../../mail/compose.ts'
import { anEstimate } from '../../support/decisions.ts'
import { aMail, aReplyAddress, handIn, proven, reading, threadOf } from '../../support/post.ts'
import { did, rowOf } from '../../support/work.ts'
import { aHouse, aTicket, aWorld, lettersOf, monday } from '../../support/world.ts'

const house = await aHouse()
const world = await aWorld(house)
const joana = 'Joana Matos <joana@vale.example>'
const ines = 'Inês Rocha <ines@atlas.example>'

/** Why somebody was told that their mail is held. */
async function toldTo(address: string) {
  const rows = await house.db
    .select({ facts: outgoingMail.facts })
    .from(outgoingMail)
    .where(and(eq(outgoingMail.letter, 'mail_held'), eq(outgoingMail.address, address)))
  return rows.map(({ facts }) => facts.held)
}

beforeEach(() => house.db.delete(outgoingMail).where(eq(outgoingMail.letter, 'mail_held')))

describe('a held mail', () => {
  test('is told to its writer, once a day, at their registered address and without a word of it', async () => {
    const { ticketId } = await aTicket(house, world)
    const to = await aReplyAddress(house, { personId: world.joana.id, ticketId })
    for (const body of ['CANARY one\n', 'CANARY two\n']) {
      const line = await handIn(house, aMail({ from: ines, to, body }), {}, monday)
      expect(line).toMatchObject({ fate: 'held', reason: 'through_anothers_address' })
    }
    expect(await toldTo('ines@atlas.example')).toEqual(['through_anothers_address'])
    const [letter] = await house.db.select().from(outgoingMail).where(eq(outgoingMail.letter, 'mail_held'))
    // The ticket of somebody else's address is none of theirs.
    expect(letter).toMatchObject({ ticketId: null, companyId: null })
    const claimed = await claimMail(house.db, letter?.id ?? '')
    if (typeof claimed === 'string') throw new Error('The letter was claimed before.')
    const bytes = await compose(house, { ...reading, baseUrl: 'https://desk.test' }, claimed)
    expect(Buffer.from(bytes as Uint8Array).toString()).not.toContain('CANARY')
    const nextDay = monday.add({ hours: 25 })
    await handIn(house, aMail({ from: ines, to, body: 'CANARY three\n' }), {}, nextDay)
    expect(await toldTo('ines@atlas.example')).toHaveLength(2)
  })

  test('of one of us without a ticket says how to name one', async () => {
    await handIn(house, aMail({ from: 'Marta Lopes <marta@agency.example>', subject: 'Hello' }))
    expect(await toldTo('marta@agency.example')).toEqual(['staff_without_ticket'])
  })

  test('too large to be fetched is told to its writer (Z12)', async () => {
    await handIn(house, aMail({ from: joana, subject: 'Photos' }), { size: 30_000_000 })
    expect(await toldTo('joana@vale.example')).toEqual(['too_large'])
  })

  test('through the address of one of us is told to whose it is (T06)', async () => {
    const { ticketId } = await aTicket(house, world)
    const to = await aReplyAddress(house, { personId: world.marta.id, ticketId })
    expect(await handIn(house, aMail({ from: 'mallory@evil.example', to }))).toMatchObject({
      fate: 'held',
      level: 'P1',
    })
    expect(await toldTo('marta@agency.example')).toEqual(['through_your_address'])
    expect(await toldTo('mallory@evil.example')).toEqual([])
    expect(await heldTextTo('marta@agency.example')).toMatch(/^Somebody whom we do not know wrote through/m)
  })

  test('of somebody we know through the address of one of us is told to both, and says whose it is (T06)', async () => {
    const { ticketId } = await aTicket(house, world)
    const to = await aReplyAddress(house, { personId: world.marta.id, ticketId })
    const line = await handIn(house, aMail({ from: ines, to, body: 'CANARY\n' }))
    expect(line).toMatchObject({ fate: 'held', level: 'P2', reason: 'through_anothers_address' })
    expect(await toldTo('marta@agency.example')).toEqual(['through_your_address'])
    expect(await toldTo('ines@atlas.example')).toEqual(['through_anothers_address'])
    const text = await heldTextTo('marta@agency.example')
    expect(text).toContain('Inês Rocha <ines@atlas.example> wrote through the reply address that is yours alone.')
    expect(text).toContain('because a reply address of yours was used')
    expect(text).not.toMatch(/CANARY|a mail you wrote/)
  })

  test('that leads to a ticket about security tells nobody of it who may not see it (R126)', async () => {
    const secret = await aTicket(house, world)
    await house.db.update(ticket).set({ issueType: 'security' }).where(eq(ticket.id, secret.ticketId))
    await house.db.insert(threadId).values({
      ...{ messageId: 'secret@vale.example', ticketId: secret.ticketId, companyId: world.vale, at: monday },
    })
    // Who it says it is from takes part in the one, and the address is good for a ticket of another company.
    const elsewhere = await aTicket(house, world, {
      companyId: world.atlas,
      requesterId: world.ines.id,
      actor: world.ines,
    })
    const to = await aReplyAddress(house, { personId: world.marta.id, ticketId: elsewhere.ticketId })
    const forged = aMail({ from: joana, to, answers: 'secret@vale.example' })
    const line = await handIn(house, forged, { origin: 'imap', trusted: 'no' })
    expect(line).toMatchObject({ fate: 'held', level: 'P1', ticketId: secret.ticketId })
    const [letter] = await house.db.select().from(outgoingMail).where(eq(outgoingMail.letter, 'mail_held'))
    expect(letter).toMatchObject({ address: 'marta@agency.example', ticketId: null, companyId: null })
  })

  test('of a stranger, of nobody proven, or of a machine is answered to nobody (L12)', async () => {
    const { ticketId } = await aTicket(house, world)
    const to = await aReplyAddress(house, { personId: world.joana.id, ticketId })
    const network = { origin: 'imap', trusted: 'no' } as const
    const mails = [
      handIn(house, aMail({ from: 'mallory@evil.example' })),
      handIn(house, aMail({ from: ines }), network),
      handIn(house, aMail({ from: `${joana}, mallory@evil.example` })),
      handIn(house, aMail({ from: ines, to, headers: ['Precedence: bulk'] })),
    ]
    const lines = await Promise.all(mails)
    expect(lines.map(({ fate }) => fate)).toEqual(['held', 'held', 'held', 'held'])
    expect(await house.db.$count(outgoingMail, eq(outgoingMail.letter, 'mail_held'))).toBe(0)
    await handIn(house, aMail({ from: ines, to, headers: [proven('atlas.example')] }), network)
    expect(await toldTo('ines@atlas.example')).toEqual(['through_anothers_address'])
  })
})

async function heldTextTo(address: string) {
  return (await simpleParser(await textTo(address, 'mail_held'))).text
}

/** The newest letter of a kind to somebody, as it goes out. */
async function textTo(address: string, letter: 'notice' | 'mail_held') {
  const rows = await house.db
    .select()
    .from(outgoingMail)
    .where(and(eq(outgoingMail.letter, letter), eq(outgoingMail.address, address)))
    .orderBy(outgoingMail.id)
  const claimed = await claimMail(house.db, rows.at(-1)?.id ?? '')
  if (typeof claimed === 'string') throw new Error('The letter was claimed before.')
  const bytes = await compose(house, { ...reading, baseUrl: 'https://desk.test' }, claimed)
  return Buffer.from(bytes as Uint8Array)
    .toString()
    .replaceAll(/=\r\n/g, '')
}

describe('words after the end', () => {
  test('“Thanks!” reopens nothing: the manager is asked whether to reopen', async () => {
    const { number, ticketId } = await aTicket(house, world)
    await did(house, { number, actor: world.marta, command: { action: 'take', body: {} } })
    await did(house, { number, actor: world.marta, command: { action: 'resolve', body: { body: 'Clear the cache.' } } })
    const to = await aReplyAddress(house, { personId: world.joana.id, ticketId })
    await handIn(house, aMail({ from: joana, to, body: 'Thanks!\n' }), {}, monday.add({ hours: 2 }))
    expect(await rowOf(house, number)).toMatchObject({ stage: 'closed', resolution: 'answered' })
    expect((await threadOf(house, ticketId)).at(-1)).toMatchObject({ text: 'Thanks!', visibility: 'public' })
    expect(await lettersOf(house, ticketId)).toContain('notice to marta@agency.example')
    expect(await textTo('marta@agency.example', 'notice')).toContain('Reopen it, or leave it as it is?')
  })

  test('words on an open question tell the manager that they decided nothing', async () => {
    const { ticketId } = await anEstimate(house, world)
    const to = await aReplyAddress(house, { personId: world.joana.id, ticketId })
    await handIn(house, aMail({ from: joana, to, body: 'Who would do it?\n' }), {}, monday.add({ hours: 3 }))
    expect(await textTo('marta@agency.example', 'notice')).toContain('the ticket still waits for a decision')
  })
})
