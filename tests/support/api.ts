import { aClient, aWeb } from './web.ts'
import { aHouse, aWorld } from './world.ts'

export type Client = Awaited<ReturnType<typeof aClient>>

/** The API of a house of the calling test file's own, and clients of it that speak for four of its people. */
export async function anApi() {
  const house = await aHouse()
  const world = await aWorld(house)
  const web = await aWeb(house)
  const clientOf = (person: { id: string }) => aClient(house, web, person)
  return {
    ...{ house, world, web },
    joana: await clientOf(world.joana),
    pedro: await clientOf(world.pedro),
    ines: await clientOf(world.ines),
    marta: await clientOf(world.marta),
  }
}

/** What opens a ticket that nobody can overlook. */
export const payment = {
  category: 'urgent_issue',
  title: 'Payments fail',
  body: 'Since **this morning**.',
  impact: ['payments'],
}

/** The smallest picture there is. */
export const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
