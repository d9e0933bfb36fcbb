import { desc } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { outgoingMail } from '../../db/schema/mail.ts'
import { aCookie, aWeb, type Web } from '../support/web.ts'
import { aHouse, aWorld, type World } from '../support/world.ts'

const house = await aHouse()
let world: World
let web: Web

beforeAll(async () => {
  world = await aWorld(house)
  web = await aWeb(house)
})

const post = (path: string, fields: Record<string, string>, cookies: string[] = []) =>
  web.ask(path, { method: 'POST', body: new URLSearchParams(fields), headers: { cookie: cookies.join('; ') } })
const cookiesOf = (answer: Response) => answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '')
const lastLetter = async () =>
  (await house.db.select().from(outgoingMail).orderBy(desc(outgoingMail.id)).limit(1))[0]?.facts ?? {}

test('the link of a letter signs in by a press of its button, once, and opening it uses nothing up', async () => {
  const asked = await post('/signin', { email: 'joana@vale.example' })
  expect([asked.status, asked.headers.get('location')]).toEqual([303, '/signin/sent'])
  const browser = cookiesOf(asked)
  const link = `/signin/go/${(await lastLetter()).link_token}`
  for (const method of ['GET', 'HEAD', 'GET']) expect((await web.ask(link, { method })).status).toBe(200)
  expect((await post(link, {})).status).toBe(403)
  const admitted = await post(link, {}, browser)
  expect(admitted.status).toBe(303)
  const session = admitted.headers.getSetCookie().find((cookie) => cookie.startsWith('session='))
  expect(session).toMatch(/; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Lax$/)
  expect((await web.ask('/tickets', { headers: { cookie: cookiesOf(admitted).join('; ') } })).status).toBe(200)
  expect((await post(link, {}, browser)).status).toBe(410)
})

test('the code signs in the browser that asked', async () => {
  const asked = await post('/signin', { email: 'pedro@vale.example' })
  const { code = '' } = await lastLetter()
  expect(cookiesOf(await post('/signin/sent', { code })).join()).not.toContain('session=')
  const admitted = await post('/signin/sent', { code }, cookiesOf(asked))
  expect(cookiesOf(admitted).join()).toMatch(/session=\S{40}/)
})

test('known and unknown addresses are answered alike', async () => {
  const answers = await Promise.all(
    ['ines@atlas.example', 'nobody@atlas.example'].map((email) => post('/signin', { email })),
  )
  const [known, unknown] = answers.map((answer) => ({
    status: answer.status,
    location: answer.headers.get('location'),
    cookies: cookiesOf(answer).map((cookie) => cookie.split('=')[0]),
  }))
  expect(unknown).toEqual(known)
})

test('a session given from outside is not taken over at the sign-in', async () => {
  const asked = await post('/signin', { email: 'rui@agency.example' }, ['session=fixed'])
  const { link_token } = await lastLetter()
  const admitted = await post(`/signin/go/${link_token}`, {}, [...cookiesOf(asked), 'session=fixed'])
  expect(cookiesOf(admitted).join()).not.toContain('session=fixed')
  expect((await web.ask('/desk/queue', { headers: { cookie: 'session=fixed' } })).status).toBe(302)
})

test('who signs out is out at once, in every copy of the cookie', async () => {
  const { cookie } = await aCookie(house, world.joana)
  expect((await web.ask('/tickets', { headers: { cookie } })).status).toBe(200)
  await post('/signout', {}, [cookie])
  expect((await web.ask('/tickets', { headers: { cookie } })).status).toBe(302)
})

test('a cookie opens no door of the API', async () => {
  const { cookie } = await aCookie(house, world.joana)
  expect((await web.ask('/api/v1/me', { headers: { cookie } })).status).toBe(401)
})

test('words sent after the session ended lead back to their page, and their writer is told (W06)', async () => {
  const headers = { referer: `${web.base}/tickets/2041?all=1` }
  const sent = await web.ask('/tickets/2041', { method: 'POST', body: new URLSearchParams({ body: 'words' }), headers })
  const to = sent.headers.get('location') ?? ''
  expect(to).toBe('/signin?then=%2Ftickets%2F2041%3Fall%3D1&unsent=1')
  expect(await (await web.ask(to)).text()).toContain('nothing was sent')
  const elsewhere = { referer: 'https://evil.example/tickets' }
  const led = await web.ask('/tickets/new', { method: 'POST', body: new URLSearchParams(), headers: elsewhere })
  expect(led.headers.get('location')).toBe('/signin?then=%2Ftickets%2Fnew&unsent=1')
})

test('who sends forms faster than anybody can is slowed down, and nobody else is (W14)', async () => {
  const [fast, other] = await Promise.all([aCookie(house, world.pedro), aCookie(house, world.ines)])
  const send = async (headers: HeadersInit) => web.ask('/uploads', { method: 'POST', headers })
  let slowed: Response | undefined
  for (let batch = 0; batch < 60 && !slowed; batch += 1) {
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(fast)))
    slowed = answers.find(({ status }) => status === 429)
  }
  expect(Number(slowed?.headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await send(other)).status).toBe(400)
})
