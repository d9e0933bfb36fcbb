import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from '../support/until.ts'
import { aClient, aWeb, type Web } from '../support/web.ts'
import { aHouse, aWorld } from '../support/world.ts'

const house = await aHouse()
const sockets = new Set<Socket>()
const server = new URL(house.url)
let reachable = true
let web: Web
let joana: Awaited<ReturnType<typeof aClient>>

/** The way to the database, which can be cut. */
const way = createServer((near) => {
  sockets.add(near)
  near.on('error', () => {})
  if (!reachable) return near.destroy()
  const far = connect(Number(server.port), server.hostname)
  far.on('error', () => near.destroy())
  near.on('close', () => far.destroy())
  far.on('close', () => near.destroy())
  near.pipe(far).pipe(near)
})

beforeAll(async () => {
  const world = await aWorld(house)
  way.listen(0, '127.0.0.1')
  await once(way, 'listening')
  const address = way.address()
  const url = new URL(house.url)
  url.host = `127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`
  web = await aWeb({ url: url.href })
  joana = await aClient(house, web, world.joana)
})

afterAll(() => {
  way.close()
  for (const socket of sockets) socket.destroy()
})

test('from the very moment the database goes every answer is 503, and soon after it is back none is', async () => {
  expect((await joana.get('/me')).status).toBe(200)
  expect((await web.ask('/signin')).status).toBe(200)
  reachable = false
  for (const socket of sockets) socket.destroy()
  const [call, page] = await Promise.all([joana.get('/me'), web.ask('/signin')])
  expect([call.status, page.status]).toEqual([503, 503])
  expect(call.headers.get('retry-after')).toBe('5')
  expect(page.headers.get('retry-after')).toBe('5')
  expect(await call.json()).toMatchObject({ code: 'database_away' })
  expect((await web.ask('/healthz')).status).toBe(200)
  reachable = true
  const statuses = async () => [(await joana.get('/me')).status, (await web.ask('/signin')).status]
  await until('answers as before', async () => (await statuses()).every((status) => status === 200))
})
