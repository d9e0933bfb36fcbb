import { once } from 'node:events'
import { request as ask, type Server } from 'node:http'
import express from 'express'
import { afterEach, expect, test } from 'vitest'
import { takeBodiesInTurn } from '../../../app/http/bodies-in-turn.ts'
import { until } from '../../support/until.ts'

let server: Server
let port = 0
let begun: string[] = []

async function begin({ patienceMs }: { patienceMs: number }) {
  begun = []
  const web = express()
  web.set('trust proxy', 'loopback')
  web.use(takeBodiesInTurn({ small: 10, atOnce: 250, ofOne: 150, patienceMs }))
  web.use((request, response) => {
    begun.push(request.path.slice(1))
    request.resume().once('end', () => response.end('taken'))
  })
  server = web.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  port = address !== null && typeof address === 'object' ? address.port : 0
}

afterEach(() => {
  server.closeAllConnections()
  server.close()
})

/** Begins to send so many bytes from an address; `finish` sends them. `status` is null where the line was cut. */
function send(name: string, from: string, length: Record<string, string>) {
  const headers = { ...length, 'x-forwarded-for': from }
  const request = ask({ port, path: `/${name}`, method: 'POST', headers })
  const status = new Promise<number | null>((resolve) => {
    request.once('response', ({ statusCode }) => resolve(statusCode ?? null)).on('error', () => resolve(null))
  })
  request.flushHeaders()
  return { request, status, finish: () => request.end('x'.repeat(Number(length['content-length']))) }
}

const bytes = (count: number) => ({ 'content-length': String(count) })
const begins = (name: string) => until(`${name} to begin`, () => begun.includes(name))

test('of large bodies only so many come in at once, and of one sender only their share (W18)', async () => {
  await begin({ patienceMs: 100_000 })
  const first = send('first', '10.0.0.1', bytes(100))
  await begins('first')
  const second = send('second', '10.0.0.1', bytes(100))
  const other = send('other', '10.0.0.2', bytes(100))
  await begins('other')
  const third = send('third', '10.0.0.3', bytes(100))
  send('form', '10.0.0.1', bytes(10)).finish()
  await begins('form')
  expect(begun).toEqual(['first', 'other', 'form'])
  first.finish()
  await begins('second')
  expect(begun).not.toContain('third')
  second.finish()
  await begins('third')
  for (const sent of [other, third]) sent.finish()
  expect(await Promise.all([first, second, other, third].map(({ status }) => status))).toEqual([200, 200, 200, 200])
})

test('whoever waits too long is told to come back, and whoever went away makes room', async () => {
  await begin({ patienceMs: 1_000 })
  const gone = send('gone', '10.0.0.1', bytes(150))
  await begins('gone')
  expect(await send('late', '10.0.0.1', bytes(150)).status).toBe(503)
  expect(begun).toEqual(['gone'])
  gone.request.destroy()
  await gone.status
  const next = send('next', '10.0.0.1', bytes(150))
  await begins('next')
  next.finish()
  expect(await next.status).toBe(200)
})

test('a body that says nothing of its length counts as the largest', async () => {
  await begin({ patienceMs: 1_000 })
  expect(await send('endless', '10.0.0.2', { 'transfer-encoding': 'chunked' }).status).toBe(503)
  expect(begun).toEqual([])
})
