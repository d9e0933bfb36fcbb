import { eq } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Mailbox } from '../../../db/mailbox/mail-settings.ts'
import { fetchOlder, readOlderMail } from '../../../db/mailbox/older-mail.ts'
import { inboundMail, mailbox as table } from '../../../db/schema/mail.ts'
import type { Staff } from '../../../domain/ticket.ts'
import { watchMailbox } from '../../../mail/watch.ts'
import { aDovecot, hasDovecot, until } from '../../support/dovecot.ts'
import { aMail, reading } from '../../support/post.ts'
import { aHouse, aWorld, monday } from '../../support/world.ts'

const there = await hasDovecot()
const house = await aHouse()
const world = await aWorld(house)
const admin: Staff = { ...world.ada, roles: ['admin'] }
const dovecot = await aDovecot()
const old = 250

beforeAll(async () => {
  if (!there) return
  await dovecot.start()
  const years = Array.from({ length: old }, (_, at) =>
    aMail({ from: 'joana@vale.example', id: `old-${at}@vale.example` }),
  )
  await dovecot.appendAt(years, new Date('2024-03-01T12:00:00Z'))
  await dovecot.appendAt([letter('first-of-november')], new Date('2026-11-01T00:30:00Z'))
  await dovecot.appendAt([letter('second-of-november')], new Date('2026-11-02T09:00:00Z'))
})
afterAll(() => (there ? dovecot.remove() : undefined))

const watchers: { stop: () => Promise<void> }[] = []
const stopAll = () => Promise.all(watchers.splice(0).map(({ stop }) => stop()))
afterEach(stopAll)

function letter(id: string) {
  return aMail({ from: 'Joana <joana@vale.example>', id: `${id}@vale.example` })
}

/** Watches the one INBOX under another name: as a mailbox of its own that nobody has seen yet. */
async function watch(name: string, from: Mailbox['from'], pollSeconds = 3600) {
  const pauses = { first: 50, longest: 200, healthy: 60_000, refused: 60_000, taken: 100 }
  const mailbox = { ...dovecot.mailbox, name, from }
  watchers.push(watchMailbox({ house, mailbox, secretKey: reading.secretKey, pollSeconds, pauses }))
  await until(async () => (await rowOf(name))?.polledAt != null, `${name} counts as read`)
}

const rowOf = async (name: string) => (await house.db.select().from(table).where(eq(table.name, name)))[0]

async function idsIn(name: string) {
  const rows = await house.db.select({ uid: inboundMail.uid }).from(inboundMail).where(eq(inboundMail.mailbox, name))
  return rows.map(({ uid }) => Number(uid)).toSorted((one, other) => one - other)
}

const uids = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at)

describe.runIf(there)('I15 a mailbox with a past', () => {
  test('is read from now on where the settings say so, and what it leaves is counted', async () => {
    const name = 'from now'
    await watch(name, 'now')
    expect(await idsIn(name)).toEqual([])
    expect((await readOlderMail(house.db)).get(name)).toMatchObject({ left: old + 2, since: expect.anything() })
    await dovecot.append([letter('new')])
    await until(async () => (await idsIn(name)).length === 1, 'the new mail is stored')
    // A mail before that moment is nobody's again, also after a start with other settings.
    await stopAll()
    await house.db.update(table).set({ polledAt: null }).where(eq(table.name, name))
    await watch(name, 'first')
    expect(await idsIn(name)).toEqual([old + 3])
  })

  test('is read from a day on, by the date on which mails reached its server', async () => {
    const name = 'from a day'
    await watch(name, Temporal.PlainDate.from('2026-11-01'))
    expect(await idsIn(name)).toEqual([old + 1, old + 2, old + 3])
    expect((await readOlderMail(house.db)).get(name)?.left).toBe(old)
    const arrived = await house.db
      .select({ at: inboundMail.arrivedAt })
      .from(inboundMail)
      .where(eq(inboundMail.mailbox, name))
      .orderBy(inboundMail.uid)
    expect(arrived[0]?.at?.toString()).toBe('2026-11-01T00:30:00Z')
  })

  test('is read whole without a word in the settings', async () => {
    await watch('from the first', 'first')
    expect(await idsIn('from the first')).toEqual(uids(1, old + 3))
    expect((await readOlderMail(house.db)).has('from the first')).toBe(false)
  })

  test('is read below its beginning once an admin asks for that, each mail once and beside new ones', async () => {
    const name = 'from a day'
    const asked = { name, now: monday }
    expect(await fetchOlder(house, { ...asked, by: world.marta })).toMatchObject({ refused: 'admins_only' })
    expect(await fetchOlder(house, { ...asked, by: admin })).toBe('now')
    expect(await fetchOlder(house, { ...asked, by: admin })).toMatchObject({ refused: 'not_possible_now' })
    expect((await readOlderMail(house.db)).get(name)).toEqual({ since: null, left: old })
    await watch(name, Temporal.PlainDate.from('2026-11-01'), 1)
    await until(async () => !(await readOlderMail(house.db)).has(name), 'nothing is left')
    expect(await idsIn(name)).toEqual(uids(1, old + 3))
  })

  test('keeps its beginning when its mails get new UIDs (I05)', async () => {
    const name = 'from now'
    const before = await rowOf(name)
    await house.db.update(table).set({ uidValidity: 1, lastUid: 9_000, polledAt: null }).where(eq(table.name, name))
    await watch(name, 'first')
    expect(await rowOf(name)).toMatchObject({
      readSince: before?.readSince,
      left: old + 2,
      uidValidity: before?.uidValidity,
    })
    expect(await idsIn(name)).toEqual([old + 3])
  })
})
