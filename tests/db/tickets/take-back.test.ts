import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { claimMail } from '../../../db/letters/outgoing.ts'
import { outgoingMail } from '../../../db/schema/mail.ts'
import { addMessage } from '../../../db/thread.ts'
import { takeBack, takeBackSeconds } from '../../../db/tickets/take-back.ts'
import { isRefusal, refuse } from '../../../domain/refusal.ts'
import type { Staff } from '../../../domain/ticket.ts'
import { threadOf } from '../../support/post.ts'
import { aHouse, aKey, aTicket, aWorld, lettersOf, monday } from '../../support/world.ts'

const house = await aHouse()
const world = await aWorld(house)

async function sent(actor: Staff = world.marta) {
  const { number, ticketId } = await aTicket(house, world)
  const spoken = await addMessage(house, {
    ...{ number, actor, body: 'Wrong ticket, sorry.', files: [], channel: 'web', proof: 'session', sourceKey: aKey() },
    ...{ now: monday, notBefore: monday.add({ seconds: takeBackSeconds }) },
  })
  const messageId = isRefusal(spoken) ? '' : (spoken.messageId ?? '')
  return { number, ticketId, messageId, asked: { number, messageId, actor: world.marta, now: monday } }
}

const letterOf = async (messageId: string) => {
  const rows = await house.db.select().from(outgoingMail).where(eq(outgoingMail.threadMessageId, messageId))
  return rows[0]?.id ?? ''
}

test('a reply is taken back with its letter while that has not left', async () => {
  const { ticketId, asked } = await sent()
  expect(await takeBack(house, asked)).toEqual({ body: 'Wrong ticket, sorry.', files: [] })
  expect(await threadOf(house, ticketId)).toHaveLength(1)
  expect(await lettersOf(house, ticketId)).toEqual(['acknowledgement to joana@vale.example'])
  expect(await takeBack(house, asked)).toEqual(refuse('already_sent'))
})

test('nobody takes back the words of others, or what was said a while ago', async () => {
  const { asked } = await sent(world.tess)
  expect(await takeBack(house, asked)).toEqual(refuse('already_sent'))
  const own = await sent()
  expect(await takeBack(house, { ...own.asked, now: monday.add({ minutes: 2 }) })).toEqual(refuse('already_sent'))
  expect(await threadOf(house, own.ticketId)).toHaveLength(2)
})

test('a letter that a worker has in hand goes out, or its words are taken back: never both', async () => {
  for (let round = 0; round < 5; round += 1) {
    const { ticketId, messageId, asked } = await sent()
    const mailId = await letterOf(messageId)
    const [claimed, taken] = await Promise.all([claimMail(house.db, mailId), takeBack(house, asked)])
    const goesOut = claimed !== 'done' && claimed !== 'busy'
    expect(goesOut).toBe(isRefusal(taken))
    expect(await threadOf(house, ticketId)).toHaveLength(goesOut ? 2 : 1)
  }
})
