import { beforeAll, expect, test } from 'vitest'
import { readTicketPage } from '../../db/ticket-page.ts'
import { isRefusal } from '../../domain/refusal.ts'
import { aCookie, aWeb, type Web } from '../support/web.ts'
import { aHouse, aTicket, aWorld, monday, type World } from '../support/world.ts'

const house = await aHouse()
let world: World
let web: Web
let number: number
let signedIn: { cookie: string }

beforeAll(async () => {
  world = await aWorld(house)
  web = await aWeb(house)
  signedIn = await aCookie(house, world.joana)
  number = (await aTicket(house, world)).number
})

const send = (fields: Record<string, string>) =>
  web.ask(`/tickets/${number}`, { method: 'POST', body: new URLSearchParams(fields), headers: signedIn })

test('a NUL in a form is kept as a mark that something was there', async () => {
  expect((await send({ key: 'one', action: 'message', body: 'a\0b' })).status).toBe(303)
  const page = await readTicketPage(house, { actor: world.joana, number, now: monday })
  expect(isRefusal(page) ? [] : page.messages.map(({ text }) => text)).toContain('a\uFFFDb')
})

test('a participant that is no person at all is refused in words', async () => {
  expect((await send({ key: 'two', action: 'add_participant', person: 'nobody' })).status).toBe(422)
})

test('every answer tells browsers what it may do, and only our own pages may frame it', async () => {
  for (const path of ['/healthz', '/readyz', '/signin', '/api/v1/me', '/files/x', '/nothing', '/assets/nothing']) {
    const { headers } = await web.ask(path)
    expect([path, headers.get('x-content-type-options')]).toEqual([path, 'nosniff'])
    expect([path, headers.get('content-security-policy')]).toEqual([path, expect.stringContaining('frame-ancestors')])
  }
})
