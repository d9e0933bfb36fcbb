import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { startEmbedded } from '../../db/embedded.ts'
import { freePort } from '../../db/postgres/free-port.ts'

const root = join(import.meta.dirname, '..', '..')
let dataDir = ''
let children: Start[] = []

type Start = { child: ChildProcess; said: () => string; ended: Promise<number | null> }

beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'signoff-start-'))
})
afterEach(async () => {
  for (const { child } of children) child.kill('SIGTERM')
  await Promise.all(children.map(({ ended }) => ended))
  children = []
})
afterAll(async () => {
  await (await startEmbedded({ dataDir })).stop()
  rmSync(dataDir, { recursive: true, force: true })
})

/** `npm start` without npm, on ports of its own. */
async function start(more: Record<string, string> = {}): Promise<Start & { baseUrl: string }> {
  const port = String(await freePort('127.0.0.1', 0))
  const child = spawn(process.execPath, ['jobs/start.mjs'], {
    cwd: root,
    env: {
      PATH: process.env.PATH ?? '',
      NODE_ENV: 'production',
      DATA_DIR: dataDir,
      PORT: port,
      MAIL_LISTEN: 'off',
      ...more,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (text += chunk))
  const ended = once(child, 'exit').then(([code]) => code)
  const started = { child, said: () => text, ended, baseUrl: `http://127.0.0.1:${more.PORT ?? port}` }
  children.push(started)
  return started
}

async function until<Answer>(ask: () => Promise<Answer> | Answer, good: (answer: Answer) => boolean) {
  const deadline = performance.now() + 60_000
  let answer = await ask()
  while (!good(answer)) {
    if (performance.now() > deadline) throw new Error(`Waited a minute in vain; the last answer was ${answer}.`)
    await wait(100)
    answer = await ask()
  }
  return answer
}

const isReady = (baseUrl: string) =>
  fetch(`${baseUrl}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  )

/** The programs that carry this data folder in their environment, and the database that carries it in its arguments. */
function alive(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map((pid) => [readQuietly(`/proc/${pid}/cmdline`), readQuietly(`/proc/${pid}/environ`)] as const)
    .filter(([line, environment]) => line.includes(dataDir) || environment.includes(`DATA_DIR=${dataDir}`))
    .map(([line]) => line.replaceAll('\0', ' '))
}

function readQuietly(file: string) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

async function occupy(port = 0): Promise<{ server: Server; port: number }> {
  const server = createServer().listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return { server, port: address !== null && typeof address === 'object' ? address.port : 0 }
}

test('a start comes up, says where to look, and leaves nothing behind when told to stop', async () => {
  const house = await start()
  await until(() => isReady(house.baseUrl), Boolean)
  await until(house.said, (text) => text.includes('Signoff runs at'))
  const asked = performance.now()
  house.child.kill('SIGTERM')
  // By its own clock: what has not stopped after nine and a half seconds is left behind, and the code is 1.
  expect(await house.ended).toBe(0)
  // By ours, which also counts how long a busy machine takes to begin and to tell us.
  expect(performance.now() - asked).toBeLessThan(12_000)
  expect(house.said()).not.toContain('it is killed')
  expect(alive()).toEqual([])
})

test('kill -9 of the starter takes portal and worker along, and the next start serves the same data', async () => {
  const first = await start()
  await until(() => isReady(first.baseUrl), Boolean)
  const killed = performance.now()
  first.child.kill('SIGKILL')
  await until(alive, (lines) => lines.length === 0)
  // Each of them ends by itself, within eight seconds by its own clock.
  expect(performance.now() - killed).toBeLessThan(15_000)
  const second = await start()
  await until(() => isReady(second.baseUrl), Boolean)
})

test('a second start on the same data folder is refused in words and disturbs nothing', async () => {
  const first = await start()
  await until(() => isReady(first.baseUrl), Boolean)
  const second = await start()
  expect(await second.ended).toBe(1)
  expect(second.said()).toMatch(/already runs on .*choose another DATA_DIR/)
  expect(await isReady(first.baseUrl)).toBe(true)
})

test('a port that was asked for and is taken stops the start in words', async () => {
  const { server, port } = await occupy()
  const house = await start({ PORT: String(port) })
  expect(await house.ended).toBe(1)
  expect(house.said()).toContain(`PORT asks for port ${port} on 127.0.0.1, which is taken`)
  server.close()
})

test('a usual port that is taken gives way, and the start says so', async () => {
  const usual = await occupy(3000).catch(() => null)
  const house = await start({ PORT: '' })
  await until(house.said, (text) => text.includes('Signoff runs at'))
  expect(house.said()).toMatch(/Port 3000 is taken; \d+ takes its place/)
  usual?.server.close()
})

test('a malformed setting stops the start with one line and no stack trace', async () => {
  const house = await start({ POLL_SECONDS: 'often' })
  expect(await house.ended).toBe(1)
  expect(house.said().trim()).toBe('POLL_SECONDS is "often"; expected a number from 1 to 3600.')
})
