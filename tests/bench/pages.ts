import { readFileSync } from 'node:fs'
import { startSession } from '../../db/people/session.ts'
import { fitBuild } from '../../jobs/set-up.mjs'
import { thePages } from '../support/pages.ts'
import { countStatements } from '../support/statements.ts'
import { cpuOf, residentMb } from './cpu.ts'
import { fill } from './fill.ts'
import { type BenchHouse, openBenchHouse } from './house.ts'
import { startWeb } from './web.ts'
import { budget, weigh } from './weigh.ts'

const size = { companies: 40, tickets: 50_000, messagesPerTicket: 10 }
const rounds = { first: 20, warm: 20, counted: 100 }

/** Who looks at what in a filled house: the paths of staff and of a contact, each with its session. */
type Eyes = { staff: string; customer: string; number: number; company: string }

/**
 * What each screen costs at 50,000 tickets and 500,000 messages, one request after the other over loopback: its time,
 * its CPU in web and database together, how often it asks the database, and what it weighs. All screens are seen some
 * rounds before the first is measured: a web process that has just begun is not what people meet.
 */
export async function measurePages() {
  await fitBuild()
  const bench = await openBenchHouse()
  const { marta, contact, number, company } = await fill(bench.house, size)
  const now = Temporal.Now.instant()
  const staff = await startSession(bench.house.db, { personId: marta.id, device: 'bench', now })
  const customer = await startSession(bench.house.db, { personId: contact.id, device: 'bench', now })
  const figures = await measureScreens(bench, { staff, customer, number, company })
  await bench.close()
  return { ...size, budgetKib: budget, ...figures }
}

/** The same in a house that is filled already. */
export async function measureScreens(bench: Omit<BenchHouse, 'close'>, eyes: Eyes) {
  const web = await startWeb(bench)
  const statements = await countAll(bench, eyes)
  await seeAll(web.baseUrl, eyes)
  const pages: Record<string, object> = {}
  for (const [name, { path, session }] of Object.entries(screens(eyes))) {
    const measured = await measure(`${web.baseUrl}${path}`, session, () => costs(web.pid, bench.postgres()))
    pages[name] = { ...measured, statements: statements[name] }
  }
  const webResidentMb = await residentMb(web.pid)
  await web.stop()
  return { loadAverage: readFileSync('/proc/loadavg', 'utf8').split(' ')[0], pages, webResidentMb }
}

/** A process that has just begun is slow at everything: without this, the first screens would pay for all. */
async function seeAll(baseUrl: string, eyes: Eyes) {
  for (let round = 0; round < rounds.first; round += 1) {
    for (const { path, session } of Object.values(screens(eyes))) await look(`${baseUrl}${path}`, session)
  }
}

function screens({ staff, customer, number, company }: Eyes): Record<string, { path: string; session: string }> {
  return {
    queue: { path: '/desk/queue', session: staff },
    workspace: { path: `/desk/t/${number}`, session: staff },
    'customer ticket': { path: `/tickets/${number}`, session: customer },
    'two-word search': { path: '/desk/find?q=basket+doubles', session: staff },
    'rare search': { path: `/desk/find?q=invoice+${number}`, session: staff },
    palette: { path: '/desk/palette?q=basket+doubles', session: staff },
    'customer home': { path: '/', session: customer },
    'customer list': { path: '/tickets?show=all', session: customer },
    'customer search': { path: '/tickets?show=all&q=basket+doubles', session: customer },
    'customer documents': { path: '/docs', session: customer },
    'customer people': { path: '/people', session: customer },
    'new ticket': { path: '/tickets/new', session: customer },
    'my work': { path: '/desk/mine', session: staff },
    'developer lines': { path: '/desk/dev', session: staff },
    staging: { path: '/desk/staging', session: staff },
    customers: { path: '/desk/customers', session: staff },
    customer: { path: `/desk/customers/${company}`, session: staff },
    'tickets of a customer': { path: `/desk/customers/${company}/tickets`, session: staff },
    'mail log': { path: '/desk/mail', session: staff },
    settings: { path: '/desk/settings/hours', session: staff },
  }
}

async function measure(url: string, session: string, cost: () => Promise<Costs>) {
  const times: number[] = []
  let html = ''
  let before = await cost()
  for (let round = 0; round < rounds.warm + rounds.counted; round += 1) {
    if (round === rounds.warm) before = await cost()
    const began = performance.now()
    html = await look(url, session)
    if (round >= rounds.warm) times.push(performance.now() - began)
  }
  const after = await cost()
  times.sort((one, other) => one - other)
  const at = (share: number) => Number((times[Math.floor(times.length * share)] ?? 0).toFixed(1))
  const each = (part: keyof Costs) => Number(((after[part] - before[part]) / rounds.counted).toFixed(1))
  const cpuMs = { web: each('web'), postgres: each('postgres') }
  return { p50Ms: at(0.5), p95Ms: at(0.95), cpuMs, kib: weigh(html) }
}

async function look(url: string, session: string): Promise<string> {
  const answer = await fetch(url, { headers: { cookie: `session=${session}; tz=Europe/Lisbon` }, redirect: 'manual' })
  if (answer.status !== 200) throw new Error(`${url} answered ${answer.status} instead of a page.`)
  return answer.text()
}

type Costs = { web: number; postgres: number }

async function costs(web: number, postgres: number): Promise<Costs> {
  return { web: await cpuOf(web), postgres: await cpuOf(postgres) }
}

/** How many statements each screen sends, once it has been seen before. */
async function countAll({ house, url, filesUrl }: Omit<BenchHouse, 'close'>, eyes: Eyes) {
  const ask = await thePages({ ...house, url, filesUrl }, Temporal.Now.instant())
  const counts: Record<string, number> = {}
  for (const [name, { path, session }] of Object.entries(screens(eyes))) {
    const look = async () => {
      await (await ask(path, { cookie: `session=${session}; tz=Europe/Lisbon` })).text()
    }
    await look()
    counts[name] = await countStatements(house, look)
  }
  return counts
}
