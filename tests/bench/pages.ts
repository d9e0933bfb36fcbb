import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from '../../db/free-port.ts'
import { startSession } from '../../db/session.ts'
import { thrift } from '../../jobs/keep-running.ts'
import { fitBuild } from '../../jobs/set-up.mjs'
import { until } from '../support/until.ts'
import { fill } from './fill.ts'
import { openBenchHouse } from './house.ts'
import { budget, weigh } from './weigh.ts'

const size = { companies: 40, tickets: 50_000, messagesPerTicket: 10 }
const rounds = { warm: 40, counted: 100 }

/**
 * How long the server takes for each screen at 50,000 tickets and 500,000 messages, one request after the other over
 * loopback, and what the web process weighs afterwards.
 */
export async function measurePages() {
  await fitBuild()
  const bench = await openBenchHouse()
  const { marta, contact, number } = await fill(bench.house, size)
  const now = Temporal.Now.instant()
  const staff = await startSession(bench.house.db, { personId: marta.id, device: 'bench', now })
  const customer = await startSession(bench.house.db, { personId: contact.id, device: 'bench', now })
  const web = await startWeb(bench.url)
  const pages = {
    queue: { path: '/desk/queue', session: staff },
    workspace: { path: `/desk/t/${number}`, session: staff },
    'customer ticket': { path: `/tickets/${number}`, session: customer },
    'customer home': { path: '/', session: customer },
    'customer list': { path: '/tickets?show=all', session: customer },
    'two-word search': { path: '/desk/find?q=basket+doubles', session: staff },
    'rare search': { path: `/desk/find?q=invoice+${number}`, session: staff },
    palette: { path: '/desk/palette?q=basket+doubles', session: staff },
    'customer search': { path: '/tickets?show=all&q=basket+doubles', session: customer },
    staging: { path: '/desk/staging', session: staff },
    'mail log': { path: '/desk/mail', session: staff },
    'customer documents': { path: '/docs', session: customer },
  }
  const figures: Record<string, object> = {}
  for (const [name, { path, session }] of Object.entries(pages)) {
    figures[name] = await measure(`${web.baseUrl}${path}`, session)
  }
  const residentMb = residentOf(web.pid)
  await web.stop()
  await bench.close()
  return { ...size, budgetKib: budget, pages: figures, webResidentMb: residentMb }
}

async function startWeb(databaseUrl: string) {
  const port = await freePort('127.0.0.1', 0)
  const baseUrl = `http://localhost:${port}`
  const child = spawn(process.execPath, [...thrift, '--import', './db/drizzle-hook.mjs', 'app/server.ts'], {
    cwd: join(import.meta.dirname, '..', '..'),
    env: {
      PATH: process.env.PATH ?? '',
      NODE_ENV: 'production',
      DATABASE_URL: databaseUrl,
      SECRET_KEY: 'bench bench bench bench',
      PORT: String(port),
      BASE_URL: baseUrl,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  await until('the web process to answer', async () => (await fetch(`${baseUrl}/healthz`).catch(() => null))?.ok, {
    seconds: 60,
  })
  return {
    baseUrl,
    pid: child.pid ?? 0,
    stop: async () => {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}

async function measure(url: string, session: string) {
  const times: number[] = []
  let html = ''
  for (let round = 0; round < rounds.warm + rounds.counted; round += 1) {
    const began = performance.now()
    const answer = await fetch(url, { headers: { cookie: `session=${session}` }, redirect: 'manual' })
    html = await answer.text()
    if (answer.status !== 200) throw new Error(`${url} answered ${answer.status} instead of a page.`)
    if (round >= rounds.warm) times.push(performance.now() - began)
  }
  times.sort((one, other) => one - other)
  const at = (share: number) => Number((times[Math.floor(times.length * share)] ?? 0).toFixed(1))
  return { p50Ms: at(0.5), p95Ms: at(0.95), kib: weigh(html) }
}

function residentOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024)
}
