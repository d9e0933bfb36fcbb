import { eq } from 'drizzle-orm'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { absence } from '../../../db/schema/membership.ts'
import { ticket } from '../../../db/schema/ticket.ts'
import { addApp, addStaff } from '../../../db/seed/cast.ts'
import { chooseDeveloper } from '../../../db/work/line.ts'
import { readMyWork } from '../../../db/work/my-work.ts'
import type { Staff } from '../../../domain/ticket.ts'
import { aPlannedTicket } from '../../support/work.ts'
import { aHouse, aWorld, lettersOf, monday, type World } from '../../support/world.ts'

const house = await aHouse()
const today = '2026-11-16'
let world: World
let nadia: Staff
let bruno: Staff
let sara: Staff
let appId: string
beforeAll(async () => {
  world = await aWorld(house)
  const staff = (name: string, role: 'developer' | 'support_lead') =>
    addStaff(house.db, { name, email: `${name.toLowerCase()}@agency.example`, roles: [role], now: monday })
  nadia = await staff('Nadia', 'developer')
  bruno = await staff('Bruno', 'developer')
  sara = await staff('Sara', 'support_lead')
  appId = await addApp(house.db, {
    ...{ companyId: world.vale, name: 'Depot', staging: false, repository: false },
    ...{ developerIds: [world.rui.id, nadia.id], supportLeadId: world.lena.id },
  })
})
beforeEach(async () => {
  await house.db.delete(absence)
})

const away = (who: Staff, deputy: Staff | null = null) =>
  house.db.insert(absence).values({ personId: who.id, from: today, to: today, deputyId: deputy?.id ?? null })
const chosen = () => house.db.transaction((tx) => chooseDeveloper(tx, appId, today))

test('an absent developer is passed over, with and without a deputy, for the next who knows the app (R022)', async () => {
  expect(await chosen()).toBe(world.rui.id)
  await away(world.rui)
  expect(await chosen()).toBe(nadia.id)
  await away(world.rui, bruno)
  expect(await chosen()).toBe(nadia.id)
})

test('when all who know an app are away, a deputy who is here develops, else the least loaded (R022)', async () => {
  await away(world.rui, nadia)
  await away(nadia, bruno)
  expect(await chosen()).toBe(bruno.id)
  await house.db.delete(absence)
  // A deputy who is no developer could not begin what they are given.
  await away(world.rui)
  await away(nadia, world.marta)
  expect(await chosen()).toBe(bruno.id)
  await away(bruno)
  expect(await chosen()).toBeNull()
})

test('the deputy of an absent support lead is told and has their turn (R024, R158)', async () => {
  const leads = async (who: Staff) =>
    (await readMyWork(house, who, monday)).mine.map(({ number, mine }) => `${number} ${mine[0]?.action}`)
  const one = await aPlannedTicket(house, world, { title: 'Lena is here', appId, developerId: null })
  expect(await lettersOf(house, one.ticketId)).toContain('your_turn to lena@agency.example')
  expect(await leads(sara)).toEqual([])

  await away(world.lena, sara)
  const two = await aPlannedTicket(house, world, { title: 'Lena is away', appId, developerId: null })
  const letters = await lettersOf(house, two.ticketId)
  expect(letters).toContain('your_turn to sara@agency.example')
  expect(letters).not.toContain('your_turn to lena@agency.example')
  await house.db.update(ticket).set({ scopeClearAt: null }).where(eq(ticket.id, two.ticketId))
  expect(await leads(sara)).toEqual([`${two.number} clear_scope`])
})
