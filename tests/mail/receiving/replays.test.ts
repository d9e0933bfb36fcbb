import { and, eq, sum } from 'drizzle-orm'
import { afterAll, expect, test } from 'vitest'
import { event } from '../../../db/schema/ticket.ts'
import { timeEntry } from '../../../db/schema/time-entry.ts'
import { readMails } from '../../../mail/arriving/read-stored.ts'
import { closeParser } from '../../../mail/parse.ts'
import { aDecidingAddress, aProceed } from '../../support/decisions.ts'
import { aMail, aReplyAddress, reading, store } from '../../support/post.ts'
import { fc } from '../../support/property.ts'
import { aHouse, aTicket, aWorld, monday } from '../../support/world.ts'

const house = await aHouse()
const world = await aWorld(house)
afterAll(closeParser)

/** Under which id a copy comes, and what was put on top of it on its way. */
const copy = fc.record({
  id: fc.constantFrom('the same', 'another', 'none'),
  passed: fc.constantFrom([], ['Received: from relay.example by mx.desk.example'], ['X-Spam-Score: 0.1']),
})
const copies = fc.array(copy, { minLength: 2, maxLength: 6 })
const manner = fc.constantFrom('at once', 'one by one')
type Copies = typeof copies extends fc.Arbitrary<infer Value> ? Value : never

let round = 0

/** The same mail of one person, as often as it is copied; all of it read. */
async function replay(mail: { from: string; to: string; body: string }, given: Copies, how: 'at once' | 'one by one') {
  round += 1
  // Each round in its own hour: all of them at once would be a flood (L14).
  const now = monday.add({ hours: round })
  const first = aMail({ ...mail, id: `first-${round}@clients.example` })
  const raws = given.map(({ id, passed }, at) => {
    const name = id === 'none' ? null : `${id === 'another' ? `copy-${at}` : 'first'}-${round}@clients.example`
    return aMail({ ...mail, id: name, headers: [...passed] })
  })
  const ids: string[] = []
  for (const raw of [first, ...raws]) {
    const id = await store(house, raw, {}, now)
    ids.push(id)
    if (how === 'one by one') await readMails(house, reading, [id])
  }
  if (how === 'at once')
    await Promise.all([readMails(house, reading, ids), readMails(house, reading, ids.toReversed())])
}

test('an OK that comes again, under any id and in any number, decides once (B14)', async () => {
  await fc.assert(
    fc.asyncProperty(copies, manner, async (given, how) => {
      const asked = await aProceed(house, world)
      const to = await aDecidingAddress(house, asked, world.joana)
      await replay({ from: 'joana@vale.example', to, body: 'OK\n' }, given, how)
      const approvals = and(eq(event.ticketId, asked.ticketId), eq(event.action, 'approve'))
      expect(await house.db.$count(event, approvals)).toBe(1)
    }),
    { numRuns: 8 },
  )
})

test('commands that come again, under any id and in any number, act once (B14)', async () => {
  await fc.assert(
    fc.asyncProperty(copies, manner, async (given, how) => {
      const { ticketId } = await aTicket(house, world)
      const to = await aReplyAddress(house, { personId: world.marta.id, ticketId })
      await replay({ from: 'marta@agency.example', to, body: '#take\n#log 1h30 Meetings\n' }, given, how)
      const took = and(eq(event.ticketId, ticketId), eq(event.action, 'take'))
      expect(await house.db.$count(event, took)).toBe(1)
      const [kept] = await house.db
        .select({ minutes: sum(timeEntry.minutes).mapWith(Number) })
        .from(timeEntry)
        .where(eq(timeEntry.ticketId, ticketId))
      expect(kept?.minutes).toBe(90)
    }),
    { numRuns: 8 },
  )
})
