import { eq, sql } from 'drizzle-orm'
import { afterAll, describe, expect, test } from 'vitest'
import { type House, openHouse } from '../../../db/house.ts'
import { companyDomain } from '../../../db/schema/company.ts'
import { inboundMail, outgoingMail, raw } from '../../../db/schema/mail.ts'
import { personEmail } from '../../../db/schema/person.ts'
import { readMails } from '../../../mail/arriving/read-stored.ts'
import { aMail, aReplyAddress, lineOf, reading, store, type Written } from '../../support/post.ts'
import { fc } from '../../support/property.ts'
import { aHouse, aTicket, aWorld, monday } from '../../support/world.ts'

const house = await aHouse()
const world = await aWorld(house)
/** Another worker, with connections of its own. */
const another: House = openHouse({
  ...{ databaseUrl: house.url, filesUrl: house.filesUrl, max: 10 },
  ours: { mailDomain: 'desk.example', mailboxes: [] },
})

afterAll(() => another.close())

let days = 0
/** Long after whatever was before. */
function aDay() {
  days += 1
  return monday.add({ hours: 48 * days })
}

/**
 * So many mails, a second apart, read by two workers as live ones and as a backlog, a few at a time, in any order. Answers
 * what became of them.
 */
async function readSideBySide(
  mails: Written[],
  { now, order, each }: { now: Temporal.Instant; order: number[]; each: number },
) {
  const ids: string[] = []
  for (const [at, mail] of mails.entries()) ids.push(await store(house, aMail(mail), {}, now.add({ seconds: at })))
  const shuffled = order.flatMap((at) => ids[at] ?? [])
  const jobs = shuffled.flatMap((_, at) => (at % each === 0 ? [shuffled.slice(at, at + each)] : []))
  await Promise.all(
    jobs.map((job, at) =>
      readMails(at % 2 === 0 ? house : another, { ...reading, haste: at % 4 < 2 ? 'live' : 'backlog' }, job),
    ),
  )
  const fates = (await Promise.all(ids.map((id) => lineOf(house, id)))).map(({ fate }) => fate)
  return Object.fromEntries([...Map.groupBy(fates, (fate) => fate)].map(([fate, own]) => [fate, own.length]))
}

/** An order of so many mails, and how many of them come at a time. */
const manners = (count: number) =>
  fc.record({
    order: fc.shuffledSubarray(
      Array.from({ length: count }, (_, at) => at),
      { minLength: count },
    ),
    each: fc.constantFrom(1, 3, 7),
  })

const words = () => ({ subject: `Concern ${crypto.randomUUID()}`, body: `${crypto.randomUUID()}\n` })
const acknowledgements = (to: string) =>
  house.db.$count(outgoingMail, sql`letter = 'acknowledgement' and address like ${`%${to}`}`)

describe('however mails are read side by side, and in whatever order', () => {
  test('L14 of one sender thirty open tickets within ten minutes, ten are answered, and not one more', async () => {
    await fc.assert(
      fc.asyncProperty(manners(45), async (manner) => {
        const from = 'ines@atlas.example'
        const before = await acknowledgements(from)
        const mails = Array.from({ length: 45 }, () => ({ from, ...words() }))
        expect(await readSideBySide(mails, { now: aDay(), ...manner })).toEqual({ ticket: 30, held: 15 })
        expect((await acknowledgements(from)) - before).toBe(10)
      }),
      { numRuns: 3 },
    )
  })

  test('L14 of one sender a hundred answers stand on their ticket, and not one more', async () => {
    const { ticketId } = await aTicket(house, world)
    const from = 'joana@vale.example'
    const to = await aReplyAddress(house, { personId: world.joana.id, ticketId })
    await fc.assert(
      fc.asyncProperty(manners(20), async (manner) => {
        const now = aDay()
        await earlier({ fromAddress: from, level: 'P2', fate: 'reply' }, { count: 88, now })
        const mails = Array.from({ length: 20 }, () => ({ from, to, ...words() }))
        expect(await readSideBySide(mails, { now, ...manner })).toEqual({ reply: 12, held: 8 })
      }),
      { numRuns: 3 },
    )
  })

  test('L05 L14 of the new people of one domain a thousand open tickets, a thousand are answered, and not one more', async () => {
    let domains = 0
    await fc.assert(
      fc.asyncProperty(manners(25), async (manner) => {
        domains += 1
        const [domain, now] = [`branch${domains}.example`, aDay()]
        await house.db.insert(companyDomain).values({ companyId: world.vale, domain })
        await earlier({ newcomerOf: domain, fate: 'ticket', reason: 'too_many_newcomers' }, { count: 985, now })
        await earlier({ newcomerOf: domain, fate: 'ticket' }, { count: 990, now: now.subtract({ minutes: 15 }) })
        const mails = Array.from({ length: 25 }, (_, at) => ({ from: `person${at}@${domain}`, ...words() }))
        expect(await readSideBySide(mails, { now, ...manner })).toEqual({ ticket: 15, held: 10 })
        expect(await acknowledgements(domain)).toBe(10)
      }),
      { numRuns: 3 },
    )
  })
})

test('B13 one of us is answered fifty times a day, from however many addresses they ask at once', async () => {
  const [personId, email] = [world.marta.id, world.marta.email]
  const another = 'marta@home.example'
  await house.db.insert(personEmail).values({ personId, address: another, main: false })
  const past = { letter: 'mail_commands', personId, address: email, language: 'en' } as const
  for (let day = 1; day <= 4; day += 1) {
    const now = aDay()
    await house.db.insert(outgoingMail).values(Array.from({ length: 49 }, () => ({ ...past, createdAt: now })))
    const mails: Written[] = []
    for (const from of [email, another, email, another]) {
      const { ticketId } = await aTicket(house, world)
      const to = await aReplyAddress(house, { personId, ticketId, purpose: 'note' })
      mails.push({ from, to, body: '#status\n' })
    }
    await readSideBySide(mails, { now, order: [...mails.keys()], each: 1 })
    expect(await house.db.$count(outgoingMail, eq(outgoingMail.letter, past.letter))).toBe(50 * day)
  }
})

/** So many mails that came before and were read, as the mail log has them. */
async function earlier(
  read: Partial<typeof inboundMail.$inferInsert>,
  { count, now }: { count: number; now: Temporal.Instant },
) {
  const bytes = { sha256: 'earlier', bytes: new Uint8Array([1]) }
  await house.db.insert(raw).values(bytes).onConflictDoNothing()
  const mail = { origin: 'smtp', sha256: 'earlier', size: 1, receivedAt: now, arrivedAt: now, readAt: now } as const
  await house.db.insert(inboundMail).values(Array.from({ length: count }, () => ({ ...mail, ...read })))
}
