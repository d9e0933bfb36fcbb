import { eq, sql } from 'drizzle-orm'
import { simpleParser } from 'mailparser'
import { expect, test } from 'vitest'
import { claimMail } from '../../../db/letters/outgoing.ts'
import { fromTheFirst, noteMailboxFault, notePolled, openWatermark } from '../../../db/mailbox/mailboxes.ts'
import { outgoingMail } from '../../../db/schema/mail.ts'
import { readDeskFrame } from '../../../db/work/desk-frame.ts'
import { alertUnreadMailbox } from '../../../jobs/alert-unread-mailbox.ts'
import { compose } from '../../../mail/compose.ts'
import { aHouse, aWorld, monday } from '../../support/world.ts'

const house = await aHouse()
await aWorld(house)
const name = 'desk@mail.example/INBOX'
const after = (minutes: number) => monday.add({ minutes })

async function alarmsAt(minutes: number, upSince: Temporal.Instant | 'rehearsal' = monday) {
  const done = []
  const moment = { asOf: after(minutes), mailReadUpTo: after(minutes), upSince }
  for await (const { because } of alertUnreadMailbox(house, moment)) done.push(because)
  return done
}

const letters = () => house.db.select().from(outgoingMail).where(eq(outgoingMail.letter, 'alarm'))

test('a mailbox that was not read for ten minutes alarms the admins, once until it is read again', async () => {
  await openWatermark(house.db, { name, uidValidity: 1 }, async () => fromTheFirst)
  await notePolled(house.db, name, monday)
  await noteMailboxFault(house.db, name, { fault: 'closed', said: null, at: after(5) })
  expect(await alarmsAt(9)).toEqual([])
  await noteMailboxFault(house.db, name, { fault: 'login_refused', said: 'Authentication failed.', at: after(10) })
  expect(await alarmsAt(11, 'rehearsal')).toEqual([])
  const both = await Promise.all([alarmsAt(11), alarmsAt(11)])
  expect(both.flat()).toEqual([`mailbox ${name}`])
  await noteMailboxFault(house.db, name, { fault: 'login_refused', said: 'Authentication failed.', at: after(15) })
  expect(await alarmsAt(16)).toEqual([])
  expect((await letters()).map(({ address }) => address)).toEqual(['ada@agency.example'])

  await notePolled(house.db, name, after(20))
  await noteMailboxFault(house.db, name, { fault: 'closed', said: null, at: after(31) })
  expect(await alarmsAt(31)).toEqual([`mailbox ${name}`])
  expect(await letters()).toHaveLength(2)
})

test('the desk shows each mailbox of which an alarm went out until it is read, or nobody tries it any more', async () => {
  const shown = async (minutes: number) => (await readDeskFrame(house, after(minutes))).silent
  expect([await shown(32), await shown(46)]).toEqual([1, 0])
  await notePolled(house.db, name, after(33))
  expect(await shown(33)).toBe(0)
  await noteMailboxFault(house.db, name, { fault: 'closed', said: null, at: after(44) })
  expect(await shown(44)).toBe(0)
  await notePolled(house.db, name, after(45))
})

test('a mailbox that nobody tries to read any more alarms nobody', async () => {
  await openWatermark(house.db, { name: 'gone', uidValidity: 1 }, async () => fromTheFirst)
  await notePolled(house.db, 'gone', monday)
  await noteMailboxFault(house.db, 'gone', { fault: 'closed', said: null, at: after(1) })
  expect(await alarmsAt(17)).toEqual([])
})

test('a mailbox whose owner was named before it was ever read alarms nobody', async () => {
  await noteMailboxFault(house.db, 'begun just now', { fault: 'not_read_yet', said: null, at: after(50) })
  expect(await alarmsAt(51)).toEqual([])
  await noteMailboxFault(house.db, 'begun just now', {
    fault: 'unreachable',
    said: 'connect ECONNREFUSED',
    at: after(52),
  })
  expect(await alarmsAt(53)).toEqual(['mailbox begun just now'])
  await house.db.delete(outgoingMail).where(sql`facts ->> 'mailbox' = 'begun just now'`)
})

test('the letter says which mailbox it is and what its server said', async () => {
  const [{ id = '' } = {}] = await house.db
    .update(outgoingMail)
    .set({ sendingUntil: null })
    .where(eq(outgoingMail.letter, 'alarm'))
    .returning()
  const claimed = await claimMail(house.db, id)
  if (!claimed || typeof claimed === 'string') throw new Error('The letter cannot be taken for sending.')
  const sender = { baseUrl: 'https://desk.test', mailDomain: 'desk.test', mailboxes: [], secretKey: 'sixteen letters!' }
  const bytes = await compose(house, sender, claimed)
  if ('unreadable' in bytes) throw new Error(bytes.unreadable)
  const { subject, text } = await simpleParser(Buffer.from(bytes))
  expect(subject).toBe(`No mail can be fetched from ${name}.`)
  expect(text).toMatch(/The server (refused the user or the password|closed the connection)\. /)
  expect(text).toContain('https://desk.test/desk/settings/mailboxes')
})
