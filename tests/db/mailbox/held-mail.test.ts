import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { type Release, readAgain, releaseMail } from '../../../db/mailbox/held-mail.ts'
import { readMail } from '../../../db/mailbox/mail-page.ts'
import { membership } from '../../../db/schema/membership.ts'
import { personEmail } from '../../../db/schema/person.ts'
import { isRefusal } from '../../../domain/refusal.ts'
import { readMails } from '../../../mail/arriving/read-stored.ts'
import { aMail, handIn, lineOf, peopleOf, reading, threadOf, ticketsIn } from '../../support/post.ts'
import { aHouse, aTicket, aWorld, monday } from '../../support/world.ts'

const house = await aHouse()
const world = await aWorld(house)
const network = { origin: 'imap', trusted: 'no' } as const

/** Holds a mail of a stranger, releases it, and does the job that the release promised. */
async function release(from: string, said: Omit<Release, 'mailId' | 'by' | 'now'>, body = 'Please help.\n') {
  const { id } = await handIn(house, aMail({ from, body }), network)
  const released = await releaseMail(house, { mailId: id, by: world.tess, now: monday, ...said })
  if (isRefusal(released)) return released
  await readMails(house, reading, [id])
  return lineOf(house, id)
}

test('opening a ticket for somebody makes it theirs', async () => {
  const line = await release('joana.private@mail.example', { as: 'open', personId: world.joana.id })
  expect(line).toMatchObject({ fate: 'ticket', companyId: world.vale, release: { as: 'open', by: world.tess.id } })
  const ticketId = 'ticketId' in line ? line.ticketId : null
  expect(await ticketsIn(house, [ticketId ?? ''])).toMatchObject([{ requesterId: world.joana.id }])
})

test('opening a ticket for a known address that was not proven needs no name', async () => {
  expect(await release('joana@vale.example', { as: 'open' })).toMatchObject({ fate: 'ticket', companyId: world.vale })
})

test('attached to a ticket of their company, a contact’s words are a message, and they take part from then on', async () => {
  const { ticketId, number } = await aTicket(house, world)
  const line = await release('pedro@vale.example', { as: 'attach', ticketNumber: number })
  expect(line).toMatchObject({ fate: 'reply', ticketId })
  expect((await threadOf(house, ticketId)).at(-1)).toMatchObject({ author: 'Pedro Vale', visibility: 'public' })
  expect(await peopleOf(house, ticketId)).toEqual([world.pedro.id])
})

test('attached to a ticket, the words of a stranger, of another company or of staff are a note', async () => {
  const { ticketId, number } = await aTicket(house, world)
  for (const from of ['mallory@evil.example', 'ines@atlas.example', 'marta@agency.example']) {
    expect(await release(from, { as: 'attach', ticketNumber: number })).toMatchObject({ fate: 'reply', ticketId })
    expect((await threadOf(house, ticketId)).at(-1)).toMatchObject({
      ...{ author: 'Tess Moreau', visibility: 'internal', text: `${from}:\n\nPlease help.` },
    })
  }
})

test('somebody’s other address is theirs from then on, and the mail is read as theirs', async () => {
  const line = await release('j.matos@home.example', { as: 'alias', personId: world.joana.id })
  expect(line).toMatchObject({ fate: 'ticket', level: 'P2', companyId: world.vale })
  const [row] = await house.db.select().from(personEmail).where(eq(personEmail.address, 'j.matos@home.example'))
  expect(row).toMatchObject({ personId: world.joana.id, main: false })
})

test('spam is put aside, stays readable, and is not released again', async () => {
  const line = await release('spammer@evil.example', { as: 'spam' })
  expect(line).toMatchObject({ fate: 'held', reason: 'spam', release: { as: 'spam' } })
})

test('what was taken for spam is taken back, and is held again for what kept it back', async () => {
  const { id } = await handIn(house, aMail({ from: 'no.spam@freemail.example' }), network)
  await releaseMail(house, { mailId: id, as: 'spam', by: world.tess, now: monday })
  expect(await readAgain(house, { mailId: id, by: world.marta, now: monday })).toEqual({ mailId: id })
  await readMails(house, reading, [id])
  expect(await lineOf(house, id)).toMatchObject({ fate: 'held', reason: 'unknown_sender', release: null })
})

test('what helps nothing waits for a person again, with the earlier decision kept', async () => {
  const line = await release('mallory@evil.example', { as: 'open' })
  expect(line).toMatchObject({
    fate: 'held',
    reason: 'unknown_sender',
    release: null,
    evidence: { released: { as: 'open' } },
  })
})

test('nothing is released that is not held, to a ticket or a person that nobody knows', async () => {
  const { id } = await handIn(house, aMail({ from: 'joana@vale.example' }))
  const said = { mailId: id, by: world.tess, now: monday }
  expect(await releaseMail(house, { ...said, as: 'open' })).toMatchObject({ refused: 'not_possible_now' })
  expect(await release('a@evil.example', { as: 'attach', ticketNumber: 999_999 })).toMatchObject({
    refused: 'no_such_ticket',
  })
  expect(await release('a@evil.example', { as: 'alias' })).toMatchObject({ refused: 'no_such_person' })
})

test('a stranger becomes a contact of the company that is named, once, and may approve nothing', async () => {
  const first = await release('new.person@freemail.example', { as: 'open', companyId: world.vale })
  expect(first).toMatchObject({ fate: 'ticket', companyId: world.vale })
  const again = await release('new.person@freemail.example', { as: 'open', companyId: world.vale })
  expect(again).toMatchObject({ fate: 'ticket', companyId: world.vale })
  const people = await house.db.select().from(personEmail).where(eq(personEmail.address, 'new.person@freemail.example'))
  expect(people).toHaveLength(1)
  const rights = await house.db
    .select()
    .from(membership)
    .where(eq(membership.personId, people[0]?.personId ?? ''))
  expect(rights).toMatchObject([{ companyId: world.vale, seesCompany: false, approvesEstimates: false }])
})

test('a held mail keeps its words for a person to read, until they stand in a thread', async () => {
  const { id } = await handIn(house, aMail({ from: 'words@freemail.example', body: 'Read me.\n' }), network)
  expect((await readMail(house, world.marta, id))?.text).toContain('Read me.')
  await releaseMail(house, { mailId: id, as: 'open', companyId: world.vale, by: world.tess, now: monday })
  await readMails(house, reading, [id])
  expect(await lineOf(house, id)).toMatchObject({ text: null, html: null })
  expect((await readMail(house, world.marta, id))?.text).toContain('Read me.')
})

test('a held mail is read again when what kept it back was mended, and not once it was released', async () => {
  const { id } = await handIn(house, aMail({ from: 'later@freemail.example' }), network)
  expect(await readAgain(house, { mailId: id, by: world.tess, now: monday })).toEqual({ mailId: id })
  expect(await lineOf(house, id)).toMatchObject({ fate: null, reason: null })
  await readMails(house, reading, [id])
  expect(await lineOf(house, id)).toMatchObject({ fate: 'held' })
  await releaseMail(house, { mailId: id, as: 'open', companyId: world.vale, by: world.tess, now: monday })
  expect(await readAgain(house, { mailId: id, by: world.tess, now: monday })).toMatchObject({
    refused: 'not_possible_now',
  })
})
