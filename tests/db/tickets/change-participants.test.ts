import { eq } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import { participant } from '../../../db/schema/ticket.ts'
import { addParticipant, removeParticipant } from '../../../db/tickets/change-participants.ts'
import { readEvents } from '../../../db/tickets/events.ts'
import { isRefusal, refuse } from '../../../domain/refusal.ts'
import { aHouse, aKey, aTicket, aWorld, lettersOf, monday } from '../../support/world.ts'

const house = await aHouse()
const world = await aWorld(house)
let number = 0
let ticketId = ''

beforeEach(async () => {
  const opened = await aTicket(house, world)
  number = opened.number
  ticketId = opened.ticketId
})

const asked = (personId: string) => ({ number, actor: world.joana, personId, sourceKey: aKey(), now: monday })

async function taking() {
  const rows = await house.db
    .select({ id: participant.personId })
    .from(participant)
    .where(eq(participant.ticketId, ticketId))
  return rows.map(({ id }) => id)
}

async function history() {
  const events = await readEvents(house, world.marta, number)
  if (isRefusal(events)) throw new Error(events.refused)
  return events.filter(({ action }) => action === 'participants').map(({ body }) => body)
}

test('a contact has colleagues take part, and nobody of elsewhere', async () => {
  for (const personId of [world.ines.id, world.marta.id, 'nobody']) {
    expect(await addParticipant(house, asked(personId))).toEqual(refuse('no_such_person'))
  }
  expect(await addParticipant(house, { ...asked(world.ines.id), actor: world.ines })).toEqual(refuse('no_such_ticket'))
  expect(await addParticipant(house, asked(world.pedro.id))).toBeNull()
  expect(await addParticipant(house, asked(world.pedro.id))).toBeNull()
  expect(await taking()).toEqual([world.pedro.id])
  expect(await history()).toEqual([{ added: 'Pedro Vale' }])
})

test('a colleague hears of a ticket no more once one of us or of theirs says so', async () => {
  for (const actor of [world.marta, world.joana]) {
    await addParticipant(house, asked(world.pedro.id))
    expect(await removeParticipant(house, { ...asked(world.pedro.id), actor })).toBeNull()
    expect(await taking()).toEqual([])
  }
  expect(await removeParticipant(house, asked(world.pedro.id))).toEqual(refuse('no_such_person'))
  expect(await removeParticipant(house, asked(world.joana.id))).toEqual(refuse('no_such_person'))
  expect(await lettersOf(house, ticketId)).toEqual(['acknowledgement to joana@vale.example'])
})

test('to people of another company there is nobody to remove', async () => {
  await addParticipant(house, asked(world.pedro.id))
  const byInes = { ...asked(world.pedro.id), actor: world.ines }
  expect(await removeParticipant(house, byInes)).toEqual(refuse('no_such_ticket'))
  expect(await taking()).toEqual([world.pedro.id])
})

test('two who remove one colleague at once do it once, and history tells it once', async () => {
  await addParticipant(house, asked(world.pedro.id))
  const both = await Promise.all([1, 2].map(() => removeParticipant(house, asked(world.pedro.id))))
  expect(both.filter(isRefusal)).toHaveLength(1)
  expect(await history()).toEqual([{ added: 'Pedro Vale' }, { removed: 'Pedro Vale' }])
})
