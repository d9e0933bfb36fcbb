import { eq, inArray } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { listHeldCrowds, releaseCrowd } from '../../../db/mailbox/held-flood.ts'
import { listMail } from '../../../db/mailbox/mail-log.ts'
import { inboundMail, outgoingMail } from '../../../db/schema/mail.ts'
import { ticket } from '../../../db/schema/ticket.ts'
import { isRefusal } from '../../../domain/refusal.ts'
import { readMails } from '../../../mail/arriving/read-stored.ts'
import { previewMail } from '../../../mail/preview.ts'
import { aMail, aReplyAddress, handIn, lineOf, proven, reading, store, type Written } from '../../support/post.ts'
import { aHouse, aTicket, aWorld, lettersOf, monday } from '../../support/world.ts'

const house = await aHouse()
const world = await aWorld(house)
const untrusted = { origin: 'imap', trusted: 'no' } as const

/** So many mails, read as the worker reads them, some together; answers their lines in the mail log. */
async function read(
  count: number,
  write: (at: number) => Written,
  {
    now = monday,
    said = {},
    manner = 'in order',
  }: { now?: Temporal.Instant; said?: Parameters<typeof store>[2]; manner?: 'in order' | 'at once' } = {},
) {
  const ids: string[] = []
  for (let at = 0; at < count; at += 1) ids.push(await store(house, aMail(write(at)), said, now))
  const batches = ids.flatMap((_, at) => (at % 25 === 0 ? [ids.slice(at, at + 25)] : []))
  if (manner === 'at once') await Promise.all(batches.map((batch) => readMails(house, reading, batch)))
  else for (const batch of batches) await readMails(house, reading, batch)
  const rows = await house.db.select().from(inboundMail).where(inArray(inboundMail.id, ids))
  return ids.flatMap((id) => rows.filter((row) => row.id === id))
}

const fatesOf = (lines: { fate: string | null }[]) =>
  Object.fromEntries([...Map.groupBy(lines, ({ fate }) => fate)].map(([fate, own]) => [fate, own.length]))
const alarms = () => house.db.select().from(outgoingMail).where(eq(outgoingMail.letter, 'alarm'))
const mine = (key: string) => listHeldCrowds(house, world.tess).then((all) => all.find((one) => one.key === key))

describe('L14 a flood of somebody we know', () => {
  const from = 'ines@atlas.example'
  let held: string[] = []

  test('opens thirty tickets, answers ten, and the rest is held as one line of which staff are told once', async () => {
    const lines = await read(80, (at) => ({ from, subject: `Concern ${at}`, body: `Words of number ${at} alone.\n` }), {
      manner: 'at once',
    })
    const tickets = lines.filter(({ fate }) => fate === 'ticket')
    held = lines.filter(({ fate }) => fate === 'held').map(({ id }) => id)
    expect([tickets.length, held.length]).toEqual([30, 50])
    expect(new Set(lines.flatMap((line) => (line.fate === 'held' ? [`${line.reason} ${line.flood}`] : [])))).toEqual(
      new Set([`flood ${from}`]),
    )
    const letters = await Promise.all(tickets.map(({ ticketId }) => lettersOf(house, ticketId ?? '')))
    expect(letters.flat()).toHaveLength(10)
    expect(tickets.filter(({ reason }) => reason === 'too_many_at_once')).toHaveLength(20)
    expect((await alarms()).map(({ address, facts }) => [address, facts])).toEqual([
      ['tess@agency.example', { because: 'mail_flood', flood: from }],
    ])
    expect(await mine(from)).toMatchObject({ mails: held.length, mayPass: true })
  })

  test('is one line in the held view, and each mail of it can be looked at', async () => {
    const view = { fate: 'held', limit: 100 } as const
    const [among, each] = await Promise.all([
      listMail(house, world.tess, { ...view, withoutCrowds: [from] }),
      listMail(house, world.tess, { ...view, crowd: from }),
    ])
    expect([isRefusal(among) ? among : among.items, isRefusal(each) ? each : each.items.length]).toEqual([
      [],
      held.length,
    ])
  })

  test('goes in at once when somebody lets it in, and nobody is answered for that either', async () => {
    const before = await house.db.$count(outgoingMail)
    const asked = { key: from, as: 'anyway', by: world.tess, now: monday } as const
    expect(await releaseCrowd(house, asked)).toEqual({ mails: held.length })
    expect(await releaseCrowd(house, asked)).toMatchObject({ refused: 'not_possible_now' })
    for (let at = 0; at < held.length; at += 25) await readMails(house, reading, held.slice(at, at + 25))
    const lines = await Promise.all(held.map((id) => lineOf(house, id)))
    expect(fatesOf(lines)).toEqual({ ticket: held.length })
    expect(await house.db.$count(outgoingMail)).toBe(before)
  })
})

test('L14 a person who sends twelve pictures one by one has a ticket of each, and the mail log says which were not answered', async () => {
  const lines = await read(12, (at) => ({
    from: 'pedro@vale.example',
    subject: `Picture ${at}`,
    body: `Picture ${at}\n`,
  }))
  expect(fatesOf(lines)).toEqual({ ticket: 12 })
  expect(lines.filter(({ reason }) => reason === 'too_many_at_once')).toHaveLength(2)
})

test('L14 what waited in a mailbox for a while is no flood, however fast it is read', async () => {
  const now = monday.add({ hours: 24 })
  const ids: string[] = []
  for (let at = 0; at < 40; at += 1) {
    const said = { ...untrusted, trusted: 'loopback' as const, arrivedAt: now.subtract({ minutes: 60 * (41 - at) }) }
    ids.push(await store(house, aMail({ from: 'joana@vale.example', body: `Old words of number ${at}.\n` }), said, now))
  }
  await readMails(house, reading, ids)
  expect(fatesOf(await Promise.all(ids.map((id) => lineOf(house, id))))).toEqual({ ticket: 40 })
})

test('L14 whoever forges a customer in numbers is one line, and keeps the customer’s own mail from nobody', async () => {
  const now = monday.add({ hours: 48 })
  const from = 'joana@vale.example'
  const forged = await read(60, () => ({ from }), { now, said: untrusted })
  expect(fatesOf(forged)).toEqual({ held: 60 })
  expect(await mine(from)).toMatchObject({ mails: 60, mayPass: false })
  const own = await handIn(
    house,
    aMail({ from, headers: [proven('vale.example')], body: 'This is me.\n' }),
    untrusted,
    now,
  )
  expect(own).toMatchObject({ fate: 'ticket', reason: null })
  expect(await lettersOf(house, own.ticketId ?? '')).toHaveLength(1)
  // Let in, they are what they were: by nobody proven.
  expect(await releaseCrowd(house, { key: from, as: 'anyway', by: world.tess, now })).toMatchObject({
    refused: 'not_possible_now',
  })
  expect(await releaseCrowd(house, { key: from, as: 'spam', by: world.tess, now })).toEqual({ mails: 60 })
})

test('L14 strangers who come in numbers are one line together, whomever they name', async () => {
  const now = monday.add({ hours: 72 })
  const before = { tickets: await house.db.$count(ticket), alarms: (await alarms()).length }
  const lines = await read(90, (at) => ({ from: `nobody${at}@elsewhere.example`, cc: 'joana@vale.example' }), {
    now,
    said: untrusted,
  })
  expect(fatesOf(lines)).toEqual({ held: 90 })
  expect(await mine('strangers')).toMatchObject({ mails: 90, mayPass: false })
  expect(await house.db.$count(ticket)).toBe(before.tickets)
  const told = (await alarms()).slice(before.alarms)
  expect(told.map(({ address, facts }) => [address, facts.flood])).toEqual([['tess@agency.example', 'strangers']])
  // The letter offers what the line does, and no more.
  const said = await previewMail(house, told[0]?.id ?? '', { language: 'en', baseUrl: 'https://desk.test' })
  expect(said?.text).toContain('put all of them aside as spam with one click')
  expect(said?.text).not.toMatch(/lets? (them )?in/i)
})

test('L14 a hundred answers in ten minutes stand on their ticket, and the rest is held beside it', async () => {
  const now = monday.add({ hours: 96 })
  const { ticketId } = await aTicket(house, world)
  const to = await aReplyAddress(house, { personId: world.joana.id, ticketId })
  const lines = await read(105, (at) => ({ from: 'joana@vale.example', to, body: `Further words, number ${at}.\n` }), {
    now,
  })
  expect(fatesOf(lines)).toEqual({ reply: 100, held: 5 })
  expect(new Set(lines.map((line) => line.ticketId))).toEqual(new Set([ticketId]))
})
