import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll } from 'vitest'
import type { House } from '../../db/house.ts'
import { makeApiToken } from '../../db/people/api-token.ts'
import { startSession } from '../../db/people/session.ts'
import { freePort } from '../../db/postgres/free-port.ts'
import { fitBuild, ourNode, root } from '../../jobs/set-up.mjs'
import { expectDescribed } from './described.ts'

/** The web server as it runs in earnest, over the database of the test, until the file is done. */
export type Web = { base: string; ask: (path: string, init?: RequestInit) => Promise<Response> }

/** Builds the pages if they are stale and starts the server on a free port. */
export async function aWeb(house: { url: string }, settings: Record<string, string> = {}): Promise<Web> {
  await fitBuild()
  const folder = mkdtempSync(join(tmpdir(), 'signoff-web-'))
  const port = await freePort('127.0.0.1', 0)
  const base = `http://localhost:${port}`
  const server = spawn(ourNode, ['--import', './db/load-hook.mjs', 'app/server.ts'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: {
      NODE_ENV: 'production',
      PATH: process.env.PATH,
      DATABASE_URL: house.url,
      DATA_DIR: folder,
      FILES_URL: pathToFileURL(`${folder}/files/`).href,
      SECRET_KEY: 'nobody can guess this one',
      PORT: String(port),
      BASE_URL: base,
      DEMO: '0',
      ...settings,
    },
  })
  const said = listen(server)
  afterAll(async () => {
    server.kill('SIGTERM')
    if (server.exitCode === null && server.signalCode === null) await once(server, 'exit')
    rmSync(folder, { recursive: true, force: true })
  })
  await Promise.race([
    once(server, 'message'),
    once(server, 'exit').then(() => {
      throw new Error(`The web server ended at once: ${said.join('')}`)
    }),
  ])
  return { base, ask: (path, init) => fetch(base + path, { redirect: 'manual', ...init }) }
}

/** A client of the API that speaks for one person. What it is answered must be as we describe it. */
export async function aClient(house: House, web: Web, person: { id: string }) {
  const token = await makeApiToken(house.db, person.id, Temporal.Now.instant())
  const call = async (method: 'GET' | 'POST', path: string, init: RequestInit = {}) => {
    const headers = { authorization: `Bearer ${token}`, ...init.headers }
    const answer = await web.ask(`/api/v1${path}`, { method, ...init, headers })
    const isJson = /\bjson\b/.test(answer.headers.get('content-type') ?? '')
    if (isJson) expectDescribed({ method, path, status: answer.status, body: await answer.clone().json() })
    return answer
  }
  return {
    token,
    get: (path: string) => call('GET', path),
    post: (path: string, body: unknown = {}, headers: Record<string, string> = {}) =>
      call('POST', path, { body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } }),
    upload: (path: string, form: FormData, headers: Record<string, string> = {}) =>
      call('POST', path, { body: form, headers }),
  }
}

/** The cookie of a browser in which this person is signed in. */
export async function aCookie(house: House, person: { id: string }): Promise<{ cookie: string }> {
  const now = Temporal.Now.instant()
  return { cookie: `session=${await startSession(house.db, { personId: person.id, device: 'a test', now })}` }
}

function listen(server: ChildProcess): string[] {
  const said: string[] = []
  server.stdout?.on('data', (chunk) => said.push(String(chunk)))
  return said
}
