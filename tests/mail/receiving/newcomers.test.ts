import { inArray, sql } from 'drizzle-orm'
import { simpleParser } from 'mailparser'
import { describe, expect, test } from 'vitest'
import { showCrowds } from '../../../app/routes/desk/mail-log/crowds.server.ts'
import { listHeldCrowds, releaseCrowd } from '../../../db/mailbox/held-flood.ts'
import { companyDomain } from '../../../db/schema/company.ts'
import { inboundMail, outgoingMail, raw } from '../../../db/schema/mail.ts'
import { ticket } from '../../../db/schema/ticket.ts'
import { readMails } from '../../../mail/arriving/read-stored.ts'
import { aMail, handIn, lineOf, proven, reading, store } from '../../support/post.ts'
import { fc } from '../../support/property.ts'
import { leaveFor } from '../../support/robot.ts'
import { did } from '../../support/work.ts'
import { aHouse, aWorld, monday } from '../../support/world.ts'

const house = await aHouse()
const world = await aWorld(house)
const network = { origin: 'imap', trusted: 'no' } as const

let domains = 0
/** A further domain of Vale Cycles, from which nobody has written. */
async function aDomain(): Promise<string> {
  domains += 1
  const domain = `branch${domains}.example`
  await house.db.insert(companyDomain).values({ companyId: world.vale, domain })
  return domain
}

let people = 0
const somebodyAt = (domain: string) => {
  people += 1
  return `person${people}@${domain}`
}

const words = () => ({ subject: `Concern ${crypto.randomUUID()}`, body: `${crypto.randomUUID()}\n` })
const writes = (from: string, now: Temporal.Instant) => handIn(house, aMail({ from, ...words() }), {}, now)

type Past = { count: number; now: Temporal.Instant; arrivedAt?: Temporal.Instant; acknowledged?: boolean }

/** What new people of a domain wrote before, as the mail log has it: so many that few more are too many. */
async function earlier(domain: string, { count, now, arrivedAt = now, acknowledged = true }: Past) {
  await house.db
    .insert(raw)
    .values({ sha256: 'earlier', bytes: new Uint8Array([1]) })
    .onConflictDoNothing()
  const mail = {
    ...({ origin: 'smtp', sha256: 'earlier', size: 1, receivedAt: now, arrivedAt, newcomerOf: domain } as const),
    ...({ fate: 'ticket', readAt: now, reason: acknowledged ? null : 'too_many_newcomers' } as const),
  }
  await house.db.insert(inboundMail).values(Array.from({ length: count }, () => mail))
}

/** Within the hour, and no flood. */
const quarterBefore = (now: Temporal.Instant) => now.subtract({ minutes: 15 })

/** How many acknowledgements went to people of this domain. */
const answersTo = (domain: string) =>
  house.db.$count(outgoingMail, sql`letter = 'acknowledgement' and address like ${`%@${domain}`}`)

/** So many people write for the first time, a second apart; answers their lines in the mail log. */
async function crowd(
  domain: string,
  { count, now, said = {} }: { count: number; now: Temporal.Instant; said?: object },
) {
  const ids: string[] = []
  for (let at = 0; at < count; at += 1) {
    ids.push(await store(house, aMail({ from: somebodyAt(domain), ...words() }), said, now.add({ seconds: at })))
  }
  for (let at = 0; at < count; at += 25) await readMails(house, reading, ids.slice(at, at + 25))
  return Promise.all(ids.map((id) => lineOf(house, id)))
}

describe('L05 a machine that writes from a new address each time, outside any thread', () => {
  test('is answered a thousand times and then waits for a person, however long it pauses and however often each address writes (B13)', async () => {
    const pauses = fc.constantFrom<Temporal.DurationLike>({ seconds: 20 }, { minutes: 5 }, { hours: 2 }, { hours: 26 })
    await fc.assert(
      fc.asyncProperty(fc.array(pauses, { minLength: 1, maxLength: 3 }), fc.constantFrom(1, 2), async (pause, each) => {
        const domain = await aDomain()
        await earlier(domain, { count: 990, now: quarterBefore(monday) })
        let now = monday
        for (let round = 0; round < 13; round += 1) {
          const from = somebodyAt(domain)
          for (let mail = 0; mail < each; mail += 1) {
            expect((await writes(from, now)).fate).toBe('ticket')
            await leaveFor(house, [{ address: from, answer: () => null }])
            now = now.add({ seconds: 5 })
          }
          now = now.add(pause[round % pause.length] ?? {})
        }
        expect(await answersTo(domain)).toBe(10)
      }),
      {
        numRuns: 4,
        examples: [
          [[{ seconds: 20 }], 2],
          [[{ hours: 2 }], 1],
        ],
      },
    )
  })

  test('is answered again once one of us has acted, but never more than a thousand times in an hour', async () => {
    const domain = await aDomain()
    const lines: Awaited<ReturnType<typeof writes>>[] = []
    const several = async (now: Temporal.Instant) => {
      for (let count = 0; count < 12; count += 1) lines.push(await writes(somebodyAt(domain), now))
      return answersTo(domain)
    }
    await earlier(domain, { count: 990, now: quarterBefore(monday) })
    expect(await several(monday)).toBe(10)
    expect(lines.map(({ reason }) => reason).slice(9)).toEqual([null, 'too_many_newcomers', 'too_many_newcomers'])
    const [first] = await house.db
      .select()
      .from(ticket)
      .where(inArray(ticket.id, [lines[0]?.ticketId ?? '']))
    const acted = monday.add({ minutes: 20 })
    await did(house, {
      number: first?.number ?? 0,
      actor: world.marta,
      command: { action: 'take', body: {} },
      now: acted,
    })
    expect(await several(monday.add({ minutes: 40 }))).toBe(10)
    await earlier(domain, { count: 990, now: quarterBefore(monday.add({ hours: 2 })) })
    expect(await several(monday.add({ hours: 2 }))).toBe(20)
    expect(await several(monday.add({ hours: 28 }))).toBe(20)
  })

  test('takes nothing from who is known: they are answered as ever', async () => {
    const domain = await aDomain()
    await earlier(domain, { count: 990, now: quarterBefore(monday) })
    await crowd(domain, { count: 12, now: monday })
    expect(await writes('joana@vale.example', monday)).toMatchObject({ fate: 'ticket', reason: null })
    expect(await writes(somebodyAt(await aDomain()), monday)).toMatchObject({ fate: 'ticket', reason: null })
  })
})

describe('L14 people of one domain who write in numbers and are all new to us', async () => {
  const domain = await aDomain()
  const now = monday.add({ hours: 24 * 10 })
  const before = { tickets: 0 }
  let lines: Awaited<ReturnType<typeof crowd>> = []

  test('open a thousand tickets, a thousand in an hour are answered, and the rest is held as one line of which staff are told once', async () => {
    before.tickets = await house.db.$count(ticket)
    await earlier(domain, { count: 970, now, acknowledged: false })
    await earlier(domain, { count: 990, now: quarterBefore(now) })
    lines = await crowd(domain, { count: 60, now })
    expect(lines.map(({ fate }) => fate)).toEqual([...Array(30).fill('ticket'), ...Array(30).fill('held')])
    const held = lines.slice(30).map(({ reason, flood }) => `${reason} ${flood}`)
    expect(new Set(held)).toEqual(new Set([`flood @${domain}`]))
    expect(await house.db.$count(ticket)).toBe(before.tickets + 30)
    expect(await answersTo(domain)).toBe(10)
    const letters = await leaveFor(house, [{ address: 'tess@agency.example', answer: () => null }])
    const alarms = letters.filter(({ letter }) => letter === 'alarm')
    expect(alarms).toHaveLength(1)
    const { text } = await simpleParser(Buffer.from(alarms[0]?.mime ?? []))
    expect(text).toContain(`Very many people of ${domain} wrote at once who are all new to us.`)
    const crowds = await listHeldCrowds(house, world.tess)
    expect(crowds).toMatchObject([{ key: `@${domain}`, mails: 30, mayPass: true }])
    const manner = { language: 'pt', timeZone: 'Europe/Lisbon', now } as const
    expect(showCrowds(crowds, manner)[0]?.title).toBe(`30 emails de endereços novos de ${domain}`)
  })

  test('keep nobody else of the domain out, and nobody of another', async () => {
    const known = lines[0]?.fromAddress ?? ''
    const later = now.add({ minutes: 2 })
    // Who is new to us today is one of the crowd, and who was new before is not.
    expect((await writes(known, later)).fate).toBe('held')
    expect((await writes(known, now.add({ hours: 25 }))).fate).toBe('ticket')
    expect((await writes('pedro@vale.example', later)).fate).toBe('ticket')
    expect((await writes(somebodyAt(await aDomain()), later)).fate).toBe('ticket')
  })

  test('go in with one click, as what they are, and nobody is answered for it', async () => {
    const asked = { key: `@${domain}`, as: 'anyway', by: world.tess, now } as const
    const letters = await answersTo(domain)
    expect(await releaseCrowd(house, asked)).toEqual({ mails: 31 })
    const held = lines.slice(30).map(({ id }) => id)
    await readMails(house, reading, held)
    const read = await Promise.all(held.map((id) => lineOf(house, id)))
    expect(new Set(read.map(({ fate, reason }) => `${fate} ${reason}`))).toEqual(new Set(['ticket too_many_at_once']))
    expect(await answersTo(domain)).toBe(letters)
  })

  test('whom somebody else forges count for nothing: the first real one is heard and answered', async () => {
    const own = await aDomain()
    const forged = await crowd(own, { count: 40, now, said: network })
    expect(new Set(forged.map(({ fate, level }) => `${fate} ${level}`))).toEqual(new Set(['held P0']))
    const raw = aMail({ from: somebodyAt(own), headers: [proven(own)], ...words() })
    expect(await handIn(house, raw, network, now.add({ minutes: 1 }))).toMatchObject({ fate: 'ticket', reason: null })
    expect(await answersTo(own)).toBe(1)
  })

  test('are no flood where a mailbox with a past is read at once', async () => {
    const own = await aDomain()
    await earlier(own, { count: 990, now, arrivedAt: now.subtract({ hours: 100 }) })
    const ids: string[] = []
    for (let at = 0; at < 40; at += 1) {
      const arrivedAt = now.subtract({ hours: 2 * (41 - at) })
      ids.push(await store(house, aMail({ from: somebodyAt(own), ...words() }), { arrivedAt }, now))
    }
    await readMails(house, reading, ids)
    const rows = await house.db.select().from(inboundMail).where(inArray(inboundMail.id, ids))
    expect(new Set(rows.map(({ fate }) => fate))).toEqual(new Set(['ticket']))
  })
})
