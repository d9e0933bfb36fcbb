import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { asc, isNotNull, sql } from 'drizzle-orm'
import { PgBoss } from 'pg-boss'
import { startEmbedded } from '../../db/embedded.ts'
import { openHouse } from '../../db/house.ts'
import { migrate } from '../../db/migrate.ts'
import { inboundMail } from '../../db/schema/mail.ts'
import { addAgency, addCompany, addContact, addStaff, officeHours, rights } from '../../db/seed/cast.ts'
import { closeParser, parseMail } from '../../mail/parse.ts'
import { readMails } from '../../mail/read-stored.ts'
import { watchMailbox } from '../../mail/watch.ts'
import { aDovecot, until } from '../support/dovecot.ts'
import { rawMail } from '../support/raw-mail.ts'

/**
 * How fast mail that waits in a mailbox is fetched, stored and read, and what it costs: a real Dovecot, our own
 * PostgreSQL with every safety on, one worker. Prints one JSON object.
 */
const count = Number(process.argv[2] ?? 500)
const folder = await mkdtemp(join(tmpdir(), 'signoff-bench-'))
const server = await startEmbedded({ dataDir: folder, port: 0 })
await migrate(server.url)
const house = openHouse({ databaseUrl: server.url, filesUrl: pathToFileURL(`${folder}/files/`).href, max: 10 })
const contacts = await aTown()
const dovecot = await aDovecot()
await dovecot.start()
const mails = mixed()
await dovecot.append(mails)

const context = {
  secretKey: 'bench bench bench bench',
  mailDomain: 'desk.example',
  authservId: 'mx.desk.example',
  trustLoopback: false,
  parse: parseMail,
}
const boss = new PgBoss({ connectionString: server.url, max: 4, useListenNotify: true })
boss.on('error', (fault) => console.error(fault.message))
await boss.start()
const pace = { batchSize: 4, pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 5, burstWhenBatchFull: true }
await boss.work<{ mailIds: string[] }>('read_mail', pace, async (jobs) => {
  await Promise.all(jobs.map(({ data }) => readMails(house, context, data.mailIds)))
})

const before = await costs()
const began = performance.now()
const watcher = watchMailbox({ house, mailbox: dovecot.mailbox, pollSeconds: 60 })
await until(
  async () => (await house.db.$count(inboundMail, isNotNull(inboundMail.fate))) >= count,
  'all mails are read',
  120,
)
const seconds = (performance.now() - began) / 1000
const after = await costs()
const fates = await house.db
  .select({ fate: inboundMail.fate, reason: inboundMail.reason, mails: sql<number>`count(*)::int` })
  .from(inboundMail)
  .groupBy(inboundMail.fate, inboundMail.reason)
  .orderBy(asc(inboundMail.fate))

const each = (name: keyof typeof before) => Number(((after[name] - before[name]) / count).toFixed(2))
console.log(
  JSON.stringify({
    mails: count,
    averageBytes: Math.round(mails.reduce((sum, { byteLength }) => sum + byteLength, 0) / count),
    seconds: Number(seconds.toFixed(2)),
    mailsPerSecond: Math.round(count / seconds),
    cpuMsPerMail: { worker: each('worker'), postgres: each('postgres'), dovecot: each('dovecot') },
    fates,
  }),
)
await watcher.stop()
await boss.stop({ graceful: false })
await closeParser()
await house.close()
await dovecot.remove()
await server.stop()
await rm(folder, { recursive: true, force: true })
process.exit(0)

async function aTown() {
  const now = Temporal.Now.instant()
  await addAgency(house.db, { name: 'Northpier', hours: officeHours, demo: false })
  const marta = await addStaff(house.db, { name: 'Marta Lopes', email: 'marta@agency.example', roles: ['pm'], now })
  const people: string[] = []
  for (const name of ['vale', 'atlas', 'mira', 'onda']) {
    const domain = `${name}.example`
    const company = await addCompany(house.db, {
      name,
      domain,
      tier: 'business',
      hours: 20,
      billingPolicy: 'postpaid',
      pmId: marta.id,
    })
    for (let place = 0; place < 25; place += 1) {
      const email = `person${place}@${domain}`
      await addContact(house.db, { name: `Person ${place}`, email, memberships: [rights.decides(company)], now })
      people.push(email)
    }
  }
  return people
}

/** Six in ten open a ticket, three answer one, the rest is machines and strangers; plain, HTML, and with a file. */
function mixed(): Buffer[] {
  const filler = 'Since this morning the basket forgets what was put into it, on every browser we tried.\n'
  return Array.from({ length: count }, (_, at) => {
    const from = contacts[at % contacts.length] ?? ''
    const domain = from.slice(from.indexOf('@') + 1)
    const isAnswer = at % 10 >= 6 && at % 10 < 9 && at >= contacts.length
    const isOdd = at % 10 === 9
    const answered = `bench-${at - contacts.length}@${domain}`
    const head = [
      'Received: from mail.example by mx.desk.example; Mon, 16 Nov 2026 10:00:00 +0000',
      `Authentication-Results: mx.desk.example; dmarc=pass header.from=${domain}; dkim=pass header.d=${domain}`,
      `From: Person <${isOdd && at % 20 === 9 ? `stranger${at}@nowhere.example` : from}>`,
      'To: support@desk.example',
      `Subject: ${isAnswer ? 'Re: ' : ''}The basket forgets things ${at}`,
      `Message-ID: <bench-${at}@${domain}>`,
      'Date: Mon, 16 Nov 2026 10:00:00 +0000',
      ...(isAnswer ? [`In-Reply-To: <${answered}>`, `References: <${answered}>`] : []),
      ...(isOdd && at % 20 === 19 ? ['Auto-Submitted: auto-replied'] : []),
      'MIME-Version: 1.0',
    ]
    const quote = isAnswer ? `\nOn Mon, 16 Nov 2026 at 10:00, Person wrote:\n${`> ${filler}`.repeat(10)}` : ''
    const text = `${filler.repeat(4 + (at % 8))}${quote}`
    if (at % 3 === 0) return rawMail([...head, 'Content-Type: text/plain; charset=utf-8'], text.repeat(8))
    const html = `<html><body>${`<p>${filler}</p>`.repeat(12)}${isAnswer ? `<blockquote type="cite">${filler.repeat(8)}</blockquote>` : ''}</body></html>`
    const file =
      at % 3 === 2
        ? `\n--outer\nContent-Type: image/png; name="shot.png"\nContent-Disposition: attachment; filename="shot.png"\nContent-Transfer-Encoding: base64\n\n${Buffer.alloc(
            13_000,
            at % 251,
          )
            .toString('base64')
            .replace(/.{76}/g, '$&\n')}`
        : ''
    const body = `--outer\nContent-Type: multipart/alternative; boundary=inner\n\n--inner\nContent-Type: text/plain; charset=utf-8\n\n${text}\n--inner\nContent-Type: text/html; charset=utf-8\n\n${html}\n--inner--\n${file}\n--outer--\n`
    return rawMail([...head, 'Content-Type: multipart/mixed; boundary=outer'], body)
  })
}

/** Milliseconds of CPU so far: this process with its threads, and the two servers with all their children. */
async function costs() {
  const own = process.cpuUsage()
  const [postmaster] = (await readFile(join(folder, 'postgres', 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')
  const imap = await dovecot.processes()
  return {
    worker: (own.user + own.system) / 1000,
    postgres: await familyCost(Number(postmaster)),
    dovecot: (await Promise.all(imap.map(cpuOf))).reduce((sum, cost) => sum + cost, 0),
  }
}

async function familyCost(pid: number): Promise<number> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '')
  const below = await Promise.all(
    children
      .trim()
      .split(/\s+/)
      .filter(Boolean)
      .map((child) => familyCost(Number(child))),
  )
  return (await cpuOf(pid)) + below.reduce((sum, cost) => sum + cost, 0)
}

/** User and system time of a process and of its children that ended (proc(5), stat, fields 14 to 17; 100 ticks a second). */
async function cpuOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks || 0) * 10, 0)
}
