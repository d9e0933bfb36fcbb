import { beforeAll, expect, test } from 'vitest'
import { readTicketPage } from '../../db/tickets/ticket-page.ts'
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

test('words without end are refused before anything is made of them, in words (W18)', async () => {
  const endless = 'x'.repeat(3 * 1024 * 1024)
  const asForm = new FormData()
  asForm.append('body', endless)
  const many = new URLSearchParams(Array.from({ length: 2_000 }, () => ['a', 'b']))
  for (const body of [new URLSearchParams({ action: 'message', body: endless }), asForm, many]) {
    const answer = await web.ask(`/tickets/${number}`, { method: 'POST', body, headers: signedIn })
    expect(answer.status).toBe(413)
    expect(await answer.text()).toContain('up to 100,000 characters')
  }
  const stranger = await web.ask('/signin', { method: 'POST', body: new URLSearchParams({ email: endless }) })
  expect(stranger.status).toBe(400)
})

test('a form that names no file, no app or no page at all is refused, not broken (W22)', async () => {
  const marta = await aCookie(house, world.marta)
  const ada = await aCookie(house, world.ada)
  const post = (path: string, fields: Record<string, string>, headers: HeadersInit) =>
    web.ask(path, { method: 'POST', body: new URLSearchParams(fields), headers })
  const words = { key: 'odd', action: 'note', body: 'See the file.', file_ids: 'not-a-file' }
  expect((await post(`/desk/t/${number}`, words, marta)).status).toBe(422)
  expect((await post(`/desk/customers/${world.vale}/apps/x`, { name: 'Shop' }, ada)).status).toBe(404)
  const formless = await post('/tickets', { a: 'b' }, signedIn)
  expect(formless.status).toBe(405)
  expect(await formless.text()).toContain('This page takes no form.')
})

test('a page is kept by nobody but its reader’s own browser, and goes from there when they sign out (W06)', async () => {
  for (const path of ['/tickets', '/tickets.data', '/tickets/known?title=Nobody can pay', '/me', '/nothing']) {
    const { headers } = await web.ask(path, { headers: signedIn })
    expect([path, headers.get('cache-control')]).toEqual([path, expect.stringMatching(/^private, no-(cache|store)$/)])
  }
  expect((await web.ask('/signin/go/nobody')).headers.get('cache-control')).toBe('no-store')
  const out = await web.ask('/signout', { method: 'POST', headers: await aCookie(house, world.joana) })
  expect(out.headers.get('clear-site-data')).toBe('"cache", "storage"')
})

test('every answer tells browsers what it may do, and only our own pages may frame it', async () => {
  for (const path of ['/healthz', '/readyz', '/signin', '/api/v1/me', '/files/x', '/nothing', '/assets/nothing']) {
    const { headers } = await web.ask(path)
    expect([path, headers.get('x-content-type-options')]).toEqual([path, 'nosniff'])
    expect([path, headers.get('content-security-policy')]).toEqual([path, expect.stringContaining('frame-ancestors')])
  }
})
