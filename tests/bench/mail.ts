import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { isNotNull, isNull, sql } from 'drizzle-orm'
import type { House } from '../../db/house.ts'
import { inboundMail, mailbox, outgoingMail } from '../../db/schema/mail.ts'
import { addAgency, addCompany, addContact, addStaff, officeHours, rights } from '../../db/seed/cast.ts'
import { thriftOfWorker } from '../../jobs/keep-running.ts'
import { aDovecot, type Dovecot } from '../support/dovecot.ts'
import { until } from '../support/until.ts'
import { cpuOf, residentMb } from './cpu.ts'
import { openBenchHouse } from './house.ts'
import { mixedMail, mixedMails } from './mixed-mails.ts'

const count = 500
const arrivals = 10

/**
 * How fast mail that waits in a mailbox is fetched, stored and read, and what it costs: a real Dovecot, our own
 * PostgreSQL with every safety on, and the worker as it runs in the product, acknowledgements included. The clock runs
 * from the moment the mailbox is open. Then how soon a mail that comes alone is a ticket, for a worker just started.
 */
export async function measureMail() {
  const bench = await openBenchHouse()
  const people = await aTown(bench.house)
  const dovecot = await aDovecot()
  await dovecot.start()
  const mails = mixedMails(people, count)
  await dovecot.append(mails)
  await dovecot.kill()
  const backlog = await measureBacklog(bench, dovecot)
  const arrival = await measureArrival(bench, { dovecot, people })
  await dovecot.remove()
  await bench.close()
  return { mails: count, megabytes: megabytesOf(mails), ...backlog, arrivalMs: arrival }
}

type Bench = Awaited<ReturnType<typeof openBenchHouse>>

/** The worker is up before the server is, so that no cost of its start counts; it has read nothing yet. */
export async function measureBacklog(bench: Bench, dovecot: Dovecot) {
  const { house } = bench
  const worker = await startWorker(bench, dovecot)
  await dovecot.start()
  const costs = async () => ({
    worker: await cpuOf(worker.pid),
    postgres: await cpuOf(bench.postgres()),
    dovecot: await cpuOf(...(await dovecot.processes()).slice(0, 1)),
  })
  let before = await costs()
  while (!(await isOpened(house))) before = await costs()
  const began = performance.now()
  await until('all mails to be read', async () => (await countRead(house)) >= count, { seconds: 120 })
  const seconds = (performance.now() - began) / 1000
  const after = await costs()
  const lettersThen = await house.db.$count(outgoingMail, isNotNull(outgoingMail.mime))
  await until(
    'all letters to be made',
    async () => (await house.db.$count(outgoingMail, isNull(outgoingMail.mime))) === 0,
  )
  const inTheEnd = await costs()
  const letters = await house.db.$count(outgoingMail)
  const resident = await residentMb(worker.pid)
  await worker.stop()

  const each = (from: typeof before, to: typeof before, among: number) => {
    const cost = (name: keyof typeof before) => rounded((to[name] - from[name]) / among)
    const all = { worker: cost('worker'), postgres: cost('postgres'), dovecot: cost('dovecot') }
    return { ...all, together: rounded(all.worker + all.postgres + all.dovecot) }
  }
  return {
    fates: await countFates(house),
    seconds: rounded(seconds),
    mailsPerSecond: Math.round(count / seconds),
    cpuMsPerMail: each(before, after, count),
    letters: {
      made: letters,
      madeMeanwhile: lettersThen,
      cpuMsPerLetterAfterwards: each(after, inTheEnd, Math.max(1, letters - lettersThen)),
    },
    cpuMsPerMailWithItsLetter: each(before, inTheEnd, count).together,
    workerResidentMb: resident,
  }
}

/** From the server's word that it has the mail until it is a ticket; the first one finds a worker that just started. */
async function measureArrival(bench: Bench, { dovecot, people }: { dovecot: Dovecot; people: string[] }) {
  const { house } = bench
  const started = Temporal.Now.instant()
  const worker = await startWorker(bench, dovecot)
  await until('the mailbox to be watched', () => isPolledSince(house, started))
  const times = await dovecot.asAnother(async (client) => {
    const times: number[] = []
    for (let round = 0; round < arrivals; round += 1) {
      await client.append('INBOX', mixedMail(people, 10 * (count + round)))
      const arrived = performance.now()
      while ((await countRead(house)) < count + round + 1) await wait(3)
      times.push(Math.round(performance.now() - arrived))
      // Its letter is made before the next one comes: a mail that comes alone.
      await wait(300)
    }
    return times
  })
  await worker.stop()
  const [first, ...later] = times
  later.sort((one, other) => one - other)
  return { first, p50: later[Math.floor(later.length / 2)], max: later.at(-1) }
}

/**
 * The worker with as little memory as the product gives it. `WORKER_OPTIONS` goes to node as well: `--cpu-prof
 * --cpu-prof-dir=…` says where the time goes.
 */
export async function startWorker({ url, filesUrl }: Bench, ...dovecots: Dovecot[]) {
  const options = [...thriftOfWorker, ...(process.env.WORKER_OPTIONS?.split(' ') ?? [])]
  const child = spawn(process.execPath, [...options, '--import', './db/load-hook.mjs', 'jobs/main.ts'], {
    cwd: join(import.meta.dirname, '..', '..'),
    env: {
      ...{ PATH: process.env.PATH ?? '', NODE_ENV: 'production', DATABASE_URL: url, FILES_URL: filesUrl },
      ...{ SECRET_KEY: 'bench bench bench bench', MAIL_DOMAIN: 'desk.example', MAIL_AUTHSERV_ID: 'mx.desk.example' },
      IMAP_URL: dovecots.map(urlOf).join(' '),
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  await once(child, 'message')
  return {
    pid: child.pid ?? 0,
    stop: async () => {
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
  }
}

function urlOf({ mailbox: { user, login, host, port } }: Dovecot): string {
  const password = login.by === 'password' ? login.password : ''
  return `imap://${user}:${password}@${host}:${port}/INBOX`
}

async function isOpened({ db }: House): Promise<boolean> {
  return (await db.$count(mailbox, isNotNull(mailbox.uidValidity))) > 0
}

async function isPolledSince({ db }: House, moment: Temporal.Instant): Promise<boolean> {
  return (await db.$count(mailbox, sql`${mailbox.polledAt} > ${moment.toString()}::timestamptz`)) > 0
}

function countRead({ db }: House): Promise<number> {
  return db.$count(inboundMail, isNotNull(inboundMail.fate))
}

async function countFates({ db }: House): Promise<Record<string, number>> {
  const rows = await db
    .select({ fate: inboundMail.fate, reason: inboundMail.reason, mails: sql<number>`count(*)::int` })
    .from(inboundMail)
    .groupBy(inboundMail.fate, inboundMail.reason)
  return Object.fromEntries(rows.map(({ fate, reason, mails }) => [reason ? `${fate}: ${reason}` : fate, mails]))
}

/** Four companies with so many people each, and one who manages them; the addresses of the people. */
export async function aTown({ db }: House, { perCompany } = { perCompany: 25 }): Promise<string[]> {
  const now = Temporal.Now.instant()
  await addAgency(db, { name: 'Northpier', hours: officeHours, demo: false })
  const marta = await addStaff(db, { name: 'Marta Lopes', email: 'marta@agency.example', roles: ['pm'], now })
  const people: string[] = []
  for (const name of ['vale', 'atlas', 'mira', 'onda']) {
    const domain = `${name}.example`
    const asked = { tier: 'business', hours: 20, billingPolicy: 'postpaid', pmId: marta.id } as const
    const company = await addCompany(db, { name, domain, ...asked })
    for (let place = 0; place < perCompany; place += 1) {
      const email = `person${place}@${domain}`
      await addContact(db, { name: `Person ${place}`, email, memberships: [rights.decides(company)], now })
      people.push(email)
    }
  }
  return people
}

function megabytesOf(mails: Buffer[]): number {
  return rounded(mails.reduce((sum, { byteLength }) => sum + byteLength, 0) / 1e6)
}

function rounded(value: number): number {
  return Number(value.toFixed(2))
}
