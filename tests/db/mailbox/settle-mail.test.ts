import { expect, test } from 'vitest'
import { type Outcome, settle } from '../../../db/mailbox/settle-mail.ts'
import { inboundMail } from '../../../db/schema/mail.ts'
import { aMail, lineOf, store } from '../../support/post.ts'
import { until } from '../../support/until.ts'
import { aHouse } from '../../support/world.ts'

const house = await aHouse()

type Waiting = { mailId: string; keys: string[]; sender: string | null }

const outcome: Outcome = { fate: 'held', reason: 'unknown_sender' }

/** A mail that waits, of the threads with these names. */
async function aWaiting(id: string, { keys, sender = null }: { keys: string[]; sender?: string | null }) {
  const mailId = await store(house, aMail({ from: 'Ana <ana@vale.example>', id: `${id}@vale.example` }))
  return { mailId, keys, sender }
}

const isRead = async ({ mailId }: Waiting) => (await lineOf(house, mailId)).fate !== null

/** Reads a mail, and has it in hand until the test lets it go. */
async function takeInHand(mail: Waiting) {
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
  const inHand = await aWaiting('first', { keys: ['a'] })
  const its = await aWaiting('answer', { keys: ['b', 'a'] })
  const answer = await aWaiting('answer-to-that', { keys: ['c', 'b'] })
  const other = await aWaiting('other', { keys: ['d'] })
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
    await aWaiting('one', { keys: ['x'], sender: 'ana@vale.example' }),
    await aWaiting('two', { keys: ['y'], sender: 'rui@vale.example' }),
    await aWaiting('three', { keys: ['z', 'x'], sender: 'rui@vale.example' }),
    await aWaiting('four', { keys: ['v'], sender: 'rui@vale.example' }),
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
