import { expect, test } from 'vitest'
import { type Outcome, settle, type Unsettled } from '../../../db/mailbox/settle-mail.ts'
import { inboundMail } from '../../../db/schema/mail.ts'
import { aMail, lineOf, store } from '../../support/post.ts'
import { until } from '../../support/until.ts'
import { aHouse } from '../../support/world.ts'

const house = await aHouse()

const outcome: Outcome = { fate: 'held', reason: 'unknown_sender' }

/** A mail that waits, with kin of these names, who wait for each other, and of a crowd whose mails do not. */
async function aWaiting(id: string, { kin, crowd = [] }: { kin: string[]; crowd?: string[] }) {
  const mailId = await store(house, aMail({ from: 'Ana <ana@vale.example>', id: `${id}@vale.example` }))
  return { mailId, kin, locks: [...kin, ...crowd] }
}

const isRead = async ({ mailId }: Unsettled) => (await lineOf(house, mailId)).fate !== null

/** Reads a mail, and has it in hand until the test lets it go. */
async function takeInHand(mail: Unsettled) {
  const [begun, freed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const done = settle(house, [mail], async () => {
    begun.resolve()
    await freed.promise
    return outcome
  })
  await begun.promise
  return {
    letGo: async () => {
      freed.resolve()
      await done
    },
  }
}

test('a mail whose thread is being read elsewhere keeps no other of its handful waiting, and comes after', async () => {
  const inHand = await aWaiting('first', { kin: ['a'] })
  const its = await aWaiting('answer', { kin: ['b', 'a'] })
  const answer = await aWaiting('answer-to-that', { kin: ['c', 'b'] })
  const other = await aWaiting('other', { kin: ['d'] })
  const { letGo } = await takeInHand(inHand)
  const order: string[] = []
  const reading = settle(house, [its, answer, other], async (_tx, { mailId }) => {
    order.push(mailId)
    return outcome
  })
  await until('the other one to be read', () => isRead(other))
  expect([await isRead(its), await isRead(answer)]).toEqual([false, false])
  await letGo()
  await reading
  expect(order).toEqual([other.mailId, its.mailId, answer.mailId])
  expect(await Promise.all([inHand, its, answer, other].map(isRead))).not.toContain(false)
})

test('of one thread or sender each mail sees what came of the one before it', async () => {
  const mails = [
    await aWaiting('one', { kin: ['x', 'ana'] }),
    await aWaiting('two', { kin: ['y', 'rui'] }),
    await aWaiting('three', { kin: ['z', 'x', 'rui'] }),
    await aWaiting('four', { kin: ['v', 'rui'] }),
  ]
  const seen = new Map<string, string[]>()
  await settle(house, mails, async (tx, { mailId }) => {
    const lines = await tx.select({ id: inboundMail.id, fate: inboundMail.fate }).from(inboundMail)
    const read = lines.filter(({ fate }) => fate !== null).map(({ id }) => id)
    seen.set(mailId, read.filter((id) => mails.some((mail) => mail.mailId === id)).toSorted())
    return outcome
  })
  const [one = '', two = '', three = ''] = mails.map(({ mailId }) => mailId)
  expect(mails.map(({ mailId }) => seen.get(mailId))).toEqual([
    [],
    [],
    [one, two].toSorted(),
    [one, two, three].toSorted(),
  ])
})

test('mails of a crowd are read side by side, and never in two transactions at once', async () => {
  const crowd = ['new at vale.example']
  const inHand = await aWaiting('in-hand', { kin: ['k'], crowd })
  const both = [await aWaiting('left', { kin: ['l'], crowd }), await aWaiting('right', { kin: ['r'], crowd })]
  const other = await aWaiting('apart', { kin: ['m'] })
  const { letGo } = await takeInHand(inHand)
  let begun = 0
  let most = 0
  const reading = settle(house, [...both, other], async (tx, { kin }) => {
    begun += kin[0] === 'm' ? 0 : 1
    await tx.$count(inboundMail)
    most = Math.max(most, begun)
    begun -= kin[0] === 'm' ? 0 : 1
    return outcome
  })
  await until('the other one to be read', () => isRead(other))
  expect(await Promise.all(both.map(isRead))).toEqual([false, false])
  await letGo()
  await reading
  expect(most).toBe(2)
  expect(await Promise.all(both.map(isRead))).toEqual([true, true])
})
