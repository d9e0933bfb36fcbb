import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { resendable, sendAgain } from '../../../db/letters/send-again.ts'
import { deliveries, outgoingMail } from '../../../db/schema/mail.ts'
import { aHouse, aTicket, aWorld } from '../../support/world.ts'

const house = await aHouse()
const world = await aWorld(house)

async function aLetter(delivery: (typeof deliveries)[number]) {
  const { ticketId } = await aTicket(house, world)
  const [letter] = await house.db
    .update(outgoingMail)
    .set({ delivery, tries: 3, copies: 2 })
    .where(eq(outgoingMail.ticketId, ticketId))
    .returning({ id: outgoingMail.id })
  if (!letter) throw new Error('The ticket of the test was not acknowledged.')
  return letter.id
}

test.for(deliveries)('a letter that is %s goes out again only if it may not have arrived', async (delivery) => {
  const id = await aLetter(delivery)
  const mayGo = resendable.some((one) => one === delivery)
  expect(await sendAgain(house, id)).toMatchObject(mayGo ? { mailId: id } : { refused: 'not_possible_now' })
  const [after] = await house.db.select().from(outgoingMail).where(eq(outgoingMail.id, id))
  expect(after).toMatchObject(mayGo ? { delivery: 'queued', tries: 0, copies: 0 } : { delivery, tries: 3 })
})

test('a letter is sent again once, however often the button is pressed', async () => {
  const id = await aLetter('failed')
  const both = await Promise.all([sendAgain(house, id), sendAgain(house, id)])
  expect(both.filter((outcome) => 'mailId' in outcome)).toHaveLength(1)
})
