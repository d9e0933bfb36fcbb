import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, request as ask, createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import express from 'express'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serveAssets } from '../../../app/http/assets.ts'
import { tellReadiness, waitForDatabase } from '../../../app/http/health.ts'
import { limitBodies, refuseForeignOrigins, refuseOddAsking, tellBrowsers } from '../../../app/http/security.ts'
import { connect } from '../../../db/client.ts'
import { worker } from '../../../db/schema/worker.ts'
import { readSettings } from '../../../db/settings.ts'
import { aDatabase } from '../../support/database.ts'

const folder = mkdtempSync(join(tmpdir(), 'signoff-front-'))
const settings = readSettings({ DATA_DIR: folder, BASE_URL: 'https://desk.example.com' })
const connection = await aDatabase()
const gone = connect('postgres://nobody@127.0.0.1:1/none', { max: 1 })
let server: Server
let base = ''

beforeAll(async () => {
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'assets', 'desk-1a2b.js'), 'plain')
  writeFileSync(join(folder, 'assets', 'desk-1a2b.js.br'), 'brotli')
  const web = express()
  web.get('/readyz', tellReadiness(connection, settings))
  web.use(tellBrowsers(settings, 'production'), serveAssets(folder))
  web.use(limitBodies, refuseOddAsking, refuseForeignOrigins(settings))
  web.use('/away', waitForDatabase(gone.sql))
  // As Remix does with the form of somebody whose session is over.
  web.use('/early', (request, response) => void request.once('data', () => response.end(request.pause() && 'early')))
  web.use((request, response) => void response.json({ host: request.headers.host, nonce: response.locals.nonce }))
  server = createServer(web).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  base = `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`
})

afterAll(async () => {
  server.close()
  await gone.close()
  rmSync(folder, { recursive: true })
})

const post = (headers: Record<string, string>, path = '/tickets') =>
  fetch(base + path, { method: 'POST', body: 'a=1', headers })

test.each([['https://evil.example'], ['null'], ['http://desk.example.com']])(
  'a change asked for by a page of %s is refused in words',
  async (origin) => {
    const answer = await post({ origin })
    expect(answer.status).toBe(403)
    expect(await answer.text()).toContain('nothing was done')
  },
)

test('the API refuses a foreign origin as a problem with a code', async () => {
  const answer = await post({ origin: 'https://evil.example' }, '/api/v1/tickets')
  expect(answer.headers.get('content-type')).toContain('application/problem+json')
  expect(await answer.json()).toMatchObject({ status: 403, code: 'foreign_origin' })
})

test('a forwarded host cannot make a foreign origin ours', async () => {
  const answer = await post({ origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' })
  expect(answer.status).toBe(403)
})

test('a change from our own address passes, and Remix sees the host that belongs to it', async () => {
  const answer = await post({ origin: 'https://desk.example.com' })
  expect(await answer.json()).toMatchObject({ host: 'desk.example.com' })
})

test('a change without any origin passes: mail programs and API clients send none', async () => {
  expect((await post({})).status).toBe(200)
})

test('the refusal speaks Portuguese to a Portuguese browser', async () => {
  const answer = await post({ origin: 'null', 'accept-language': 'pt-PT,pt;q=0.9' })
  expect(await answer.text()).toContain('nada foi feito')
})

test('every document has a nonce of its own, and its policy names it', async () => {
  const answers = await Promise.all([fetch(base), fetch(base)])
  const nonces = await Promise.all(answers.map(async (answer) => (await answer.json()).nonce))
  expect(new Set(nonces).size).toBe(2)
  expect(answers[0]?.headers.get('content-security-policy')).toContain(`'nonce-${nonces[0]}'`)
  expect(answers[0]?.headers.get('strict-transport-security')).toContain('max-age')
  expect(answers[0]?.headers.get('x-content-type-options')).toBe('nosniff')
})

test('a body that is too long is refused before it is read', async () => {
  const request = ask(base, { method: 'POST', headers: { 'content-length': String(65 * 1024 * 1024) } })
  request.on('error', () => {})
  request.flushHeaders()
  const [answer] = await once(request, 'response')
  expect(answer.statusCode).toBe(413)
  request.destroy()
})

test('what is answered while it is still being sent is heard to its end, and the line stays open (W18)', async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  for (const body of [Buffer.alloc(20 * 1024 * 1024), 'a=1']) {
    const request = ask(`${base}/early`, { method: 'POST', agent })
    request.end(body)
    const [[answer]] = await Promise.all([once(request, 'response'), once(request, 'finish')])
    expect(answer.statusCode).toBe(200)
    await once(answer.resume(), 'end')
  }
  agent.destroy()
})

test('what is neither opening nor sending a form is refused in words, with what is possible (W22)', async () => {
  for (const method of ['PUT', 'DELETE', 'OPTIONS']) {
    const answer = await fetch(`${base}/events`, { method })
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST'])
    expect(await answer.text()).toContain('Nothing was done')
  }
})

test('a page of our own name over plain http asks for no change (W09)', async () => {
  const request = ask(base, { method: 'POST', headers: { host: 'desk.lan', origin: 'http://desk.lan' } }).end()
  const [answer] = await once(request, 'response')
  expect(answer.statusCode).toBe(403)
})

test('a host that no address can have is refused in words, and is no fault of ours (W22)', async () => {
  for (const host of ['a b', '[::', 'a/../b', 'desk@evil.example']) {
    const [answer] = await once(ask(base, { headers: { host } }).end(), 'response')
    expect([host, answer.statusCode]).toEqual([host, 400])
    answer.resume()
  }
})

test('built files are served for good, compressed for whoever takes it', async () => {
  const path = `${base}/assets/desk-1a2b.js`
  const squeezed = await new Promise<Record<string, unknown>>((resolve) => {
    ask(path, { headers: { 'accept-encoding': 'br, gzip' } }, ({ headers }) => resolve(headers)).end()
  })
  expect(squeezed).toMatchObject({ 'content-encoding': 'br', 'cache-control': 'public, max-age=31536000, immutable' })
  const plain = await fetch(path, { headers: { 'accept-encoding': 'identity' } })
  expect(await plain.text()).toBe('plain')
  expect((await fetch(`${base}/assets/old.js`)).status).toBe(404)
})

test('no path leads out of the folder of built files', async () => {
  const answer = await fetch(`${base}/assets/..%2f..%2fsecret-key`)
  expect(answer.status).toBe(404)
})

test('a database that is away is told in words, with a time to come back', async () => {
  const answer = await fetch(`${base}/away`)
  expect(answer.status).toBe(503)
  expect(answer.headers.get('retry-after')).toBe('5')
  expect(await answer.text()).toContain('cannot reach its database')
})

test('readiness names the worker while none has signed within a minute', async () => {
  const before = await fetch(`${base}/readyz`)
  expect(before.status).toBe(503)
  expect(await before.json()).toMatchObject({ ready: false, database: { ready: true }, worker: { ready: false } })
  const at = Temporal.Now.instant()
  await connection.db.insert(worker).values({ name: 'one', startedAt: at, beatAt: at })
  expect((await fetch(`${base}/readyz`)).status).toBe(200)
})
