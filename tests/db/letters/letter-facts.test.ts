import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { readLetterFacts } from '../../../db/letters/letter-facts.ts'
import { outgoingMail } from '../../../db/schema/mail.ts'
import { membership } from '../../../db/schema/membership.ts'
import { person } from '../../../db/schema/person.ts'
import { addMessage } from '../../../db/thread.ts'
import { aHouse, aKey, aTicket, aWorld, monday } from '../../support/world.ts'

const house = await aHouse()
const { db } = house
const world = await aWorld(house)

/** The letter to Joana that carries Marta's words, promised and not made yet. */
async function aPromise(): Promise<string> {
  const { number, ticketId } = await aTicket(house, world)
  const words = { number, actor: world.marta, body: 'It is mended.', files: [] }
  await addMessage(house, { ...words, channel: 'web', proof: 'session', sourceKey: aKey(), now: monday })
  const [promised] = await db
    .select({ id: outgoingMail.id })
    .from(outgoingMail)
    .where(and(eq(outgoingMail.ticketId, ticketId), eq(outgoingMail.letter, 'reply')))
  return promised?.id ?? ''
}

test('a letter is made for who still belongs to the company of its ticket, and for nobody who left it', async () => {
  const promised = await aPromise()
  expect(await readLetterFacts(db, promised)).toMatchObject({ words: { text: 'It is mended.' } })
  const [was] = await db.delete(membership).where(eq(membership.personId, world.joana.id)).returning()
  expect(await readLetterFacts(db, promised)).toMatchObject({
    unreadable: expect.stringContaining('may not see the ticket'),
  })
  if (was) await db.insert(membership).values(was)
})

test('no letter is made for somebody who may not come in any more', async () => {
  const promised = await aPromise()
  await db.update(person).set({ active: false }).where(eq(person.id, world.joana.id))
  expect(await readLetterFacts(db, promised)).toMatchObject({ unreadable: expect.stringContaining('nobody we know') })
})
