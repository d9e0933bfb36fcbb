import { expect, test } from 'vitest'
import { addParticipant } from '../../db/add-participant.ts'
import { participant } from '../../db/schema/ticket.ts'
import { refuse } from '../../domain/refusal.ts'
import { aHouse, aTicket, aWorld, monday } from '../support/world.ts'

const house = await aHouse()
const world = await aWorld(house)

test('a contact has colleagues take part, and nobody of elsewhere', async () => {
  const { number } = await aTicket(house, world)
  const asked = { number, actor: world.joana, now: monday }
  for (const personId of [world.ines.id, world.marta.id, 'nobody']) {
    expect(await addParticipant(house, { ...asked, personId })).toEqual(refuse('no_such_person'))
  }
  expect(await addParticipant(house, { ...asked, actor: world.ines, personId: world.ines.id })).toEqual(
    refuse('no_such_ticket'),
  )
  expect(await addParticipant(house, { ...asked, personId: world.pedro.id })).toBeNull()
  expect(await addParticipant(house, { ...asked, personId: world.pedro.id })).toBeNull()
  const taking = await house.db.select({ id: participant.personId }).from(participant)
  expect(taking).toEqual([{ id: world.pedro.id }])
})
