import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { databaseUrl, type Embedded, startEmbedded } from '../../db/embedded.ts'

// Making a cluster waits for the disk, which may be busy with something else.
vi.setConfig({ testTimeout: 60_000 })

let folder = ''
const running: Embedded[] = []

beforeEach(() => {
  // mkdtemp closes the folder to everybody else: what root's own home looks like to the account PostgreSQL runs as.
  folder = mkdtempSync(join(tmpdir(), 'signoff-embedded-'))
})
afterEach(async () => {
  for (const server of running.splice(0)) await server.stop()
  rmSync(folder, { recursive: true, force: true })
})

async function start(dataDir = folder) {
  const server = await startEmbedded({ dataDir })
  running.push(server)
  return server
}

async function ask(url: string, question: string) {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  const [row] = await sql.unsafe(question)
  await sql.end()
  return row
}

const mainProcess = () => Number(readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])

test('a server whose starter died is attached to, and a second one is never started', async () => {
  const first = await start()
  const pid = mainProcess()
  const again = await Promise.all([start(), start()])
  expect(again.map(({ found, url }) => ({ found, url }))).toEqual([
    { found: 'attached', url: first.url },
    { found: 'attached', url: first.url },
  ])
  expect(mainProcess()).toBe(pid)
})

test('what was committed is there after kill -9 of the server', async () => {
  const first = await start()
  await ask(first.url, 'create table promise as select 42 as kept')
  process.kill(mainProcess(), 'SIGKILL')
  const second = await start()
  expect(second.found).toBe('started')
  expect(await ask(second.url, 'select kept from promise')).toEqual({ kept: 42 })
})

test('a note left by a dead server is cleared even when its process number lives again', async () => {
  const first = await start()
  await first.stop()
  writeFileSync(
    join(folder, 'postgres', 'postmaster.pid'),
    `${process.pid}\n/elsewhere\n0\n${first.port}\n\n127.0.0.1\n`,
  )
  expect((await start()).found).toBe('started')
})

test('two data folders run side by side, each with a password of its own', async () => {
  const one = await start(join(folder, 'one'))
  const two = await start(join(folder, 'two'))
  expect(two.port).not.toBe(one.port)
  const swapped = new URL(one.url)
  swapped.port = String(two.port)
  await expect(ask(swapped.href, 'select 1')).rejects.toThrow(/password authentication failed/)
})

test('a command finds the server of its data folder, and says so in words when there is none', async () => {
  const { url, stop } = await start()
  expect(await databaseUrl({ databaseUrl: null, dataDir: folder })).toBe(url)
  await stop()
  await expect(databaseUrl({ databaseUrl: null, dataDir: folder })).rejects.toThrow(/npm start/)
})

test('stopping leaves no process behind', async () => {
  const server = await start()
  await server.stop()
  expect(server.isRunning()).toBe(false)
})

test('commits are durable, and the product is not the superuser', async () => {
  const { url } = await start()
  const facts = await ask(
    url,
    `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
            current_setting('full_page_writes') as pages, rolsuper as super from pg_roles where rolname = current_user`,
  )
  expect(facts).toEqual({ fsync: 'on', commit: 'on', pages: 'on', super: false })
})
