import { beforeAll, expect, test } from 'vitest'
import { hearWriting, whoWrites } from '../../db/tickets/writing.ts'
import { fieldsIn } from '../support/form-fields.ts'
import { until } from '../support/until.ts'
import { aCookie, aWeb, type Web } from '../support/web.ts'
import { aHouse, aKey, aTicket, aWorld, type World } from '../support/world.ts'
import { steps } from './ticket-walk.ts'

const house = await aHouse()
const now = Temporal.Now.instant()
let world: World
let web: Web

beforeAll(async () => {
  world = await aWorld(house, now)
  web = await aWeb(house)
})

/** What this person's browser is told of as it happens. */
async function ears(person: { id: string }, path: string) {
  const heard: string[] = []
  const { body } = await web.ask(path, { headers: await aCookie(house, person) })
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader()
  const listen = async () => {
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      heard.push(...(part.value.match(/^data: .*$/gm) ?? []))
    }
  }
  return { heard, over: listen(), stop: () => reader?.cancel() }
}

const page = async (path: string, person: { id: string }) =>
  (await web.ask(path, { headers: await aCookie(house, person) })).text()

async function post(path: string, person: { id: string }, fields: Record<string, string> = {}) {
  const { cookie } = await aCookie(house, person)
  const headers = { cookie, origin: web.base, 'content-type': 'application/x-www-form-urlencoded' }
  return web.ask(path, { method: 'POST', headers, body: new URLSearchParams(fields).toString() })
}

test('who of us is at a ticket sees a colleague write until the words are there; nobody else hears of it', async () => {
  const { number, ticketId } = await aTicket(house, world, { now, sourceKey: aKey() })
  const desk = `/desk/t/${number}`
  const there = await ears(world.marta, `/events?ticket=${number}`)
  const herself = await ears(world.lena, `/events?ticket=${number}`)
  const elsewhere = await ears(world.marta, '/events')
  const joana = await ears(world.joana, `/events?ticket=${number}`)
  expect((await post(`${desk}/writing`, world.joana)).status).toBe(404)
  expect((await post(`${desk}/writing`, world.lena)).status).toBe(204)
  await until('Marta is told', () => there.heard.length === 1)
  expect(await page(desk, world.marta)).toContain('Lena Brandt is writing')
  expect(await page(desk, world.lena)).not.toContain('is writing')
  expect(await page(`/tickets/${number}`, world.joana)).not.toContain('is writing')
  // What is no news moves nobody's page.
  expect((await post(`${desk}/writing`, world.lena)).status).toBe(204)
  await steps({ house, world, number, ticketId, now }, world.marta, 'take')
  await until('everybody is told of the step', () => joana.heard.length === 1 && elsewhere.heard.length === 1)
  await until('Marta is told of the step', () => there.heard.length === 2)
  // Whoever writes hears of the step alone: that they write is no news to their own page.
  await until('Lena is told of the step', () => herself.heard.length >= 1)
  expect(herself.heard).toHaveLength(1)
  const reply = fieldsIn(await page(desk, world.lena), 'class="composer"')
  await post(desk, world.lena, { ...reply, body: 'We look into it.' })
  expect(await page(desk, world.marta)).not.toContain('is writing')
  for (const each of [there, herself, elsewhere, joana]) await each.stop()
})

test('who has not written for half a minute writes no more', () => {
  const says = (after: number) =>
    hearWriting(house, `a-ticket lena ${now.add({ seconds: after }).epochMilliseconds} Lena Brandt`)
  const seenAt = (after: number) => whoWrites(house, 'a-ticket', now.add({ seconds: after })).map(({ name }) => name)
  const began = { ticketId: 'a-ticket', personId: 'lena' }
  expect(says(0)).toEqual(began)
  expect(says(20)).toBeNull()
  expect([seenAt(49), seenAt(50)]).toEqual([['Lena Brandt'], []])
  expect(says(60)).toEqual(began)
})
