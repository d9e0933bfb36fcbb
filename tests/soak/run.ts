// `npm run soak [-- [--postgres] [mails [seed]]]`: delivers mails while the worker, and with `--postgres` the database
// too, is killed at random moments, then accounts for each.
// `npm run soak -- flood [mails [seconds]]`: floods a mailbox in three ways, and tells how others fare meanwhile.
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { inArray, isNull, sql } from 'drizzle-orm'
import { freePort } from '../../db/postgres/free-port.ts'
import { inboundMail, outgoingMail } from '../../db/schema/mail.ts'
import { openBenchHouse } from '../bench/house.ts'
import { aDovecot } from '../support/dovecot.ts'
import { openSmtpSink } from '../support/open-smtp-sink.ts'
import { randomOf } from '../support/random.ts'
import { until } from '../support/until.ts'
import { accountFor } from './account.ts'
import { deliverByImap, deliverBySmtp } from './deliver.ts'
import { measureFloods } from './flood.ts'
import { domainsFor, plannedMails } from './mails.ts'
import { aSmallTown } from './town.ts'
import { huntWorkers } from './worker.ts'

if (process.argv[2] === 'flood') {
  const [mails = 5_000, seconds = 300] = process.argv.slice(3).map(Number)
  console.log(JSON.stringify({ mails, seconds, figures: await measureFloods(mails, seconds) }, null, 2))
  process.exit(0)
}

const { values: wishes, positionals } = parseArgs({
  options: { postgres: { type: 'boolean' } },
  allowPositionals: true,
})
const [count = 10_000, seed = 2041] = positionals.map(Number)
const bench = await openBenchHouse()
const { house } = bench
await aSmallTown(house, domainsFor(count))
const dovecot = await aDovecot()
await dovecot.start()
const sink = await openSmtpSink()
const mails = plannedMails(count, seed)
const mailPort = await freePort('127.0.0.1', 0)
const { user, host, port } = dovecot.mailbox
const workers = huntWorkers(
  {
    ...{ DATABASE_URL: bench.url, FILES_URL: bench.filesUrl, SECRET_KEY: 'soak soak soak soak', DEMO: '0' },
    ...{ MAIL_DOMAIN: 'desk.example', MAIL_AUTHSERV_ID: 'mx.desk.example', SMTP_URL: sink.url },
    ...{ MAIL_LISTEN: `smtp://127.0.0.1:${mailPort}`, IMAP_URL: `imap://${user}:pass@${host}:${port}/INBOX` },
  },
  randomOf(seed),
)

const began = performance.now()
const crashes = { stop: new AbortController(), count: 0 }
const crashing = wishes.postgres ? crashAgainAndAgain() : null
const telling = setInterval(tell, 15_000)
const [asked] = await Promise.all([
  deliverBySmtp(
    mailPort,
    mails.filter(({ door }) => door === 'smtp'),
  ),
  inParts(mails.filter(({ door }) => door === 'imap')),
])
// Killing goes on until most is read: what is in hand at the end dies as well.
await until('most mails to be read', async () => (await unread()) < count / 50, { seconds: 3600 })
const seconds = { killing: secondsSince(began), calm: 0 }
crashes.stop.abort()
await crashing
await workers.calmDown()
const calmed = performance.now()
const isDrained = await until('all to be read and sent', async () => (await unread()) + (await unsent()) === 0, {
  // A letter whose worker died several times waits ever longer for the next try.
  seconds: 3600,
}).catch(() => false)
seconds.calm = secondsSince(calmed)
clearInterval(telling)
const { wrong, figures } = await accountFor(house, { mails, dovecot, sink })
const deliveries = mails.reduce((sum, { copies }) => sum + copies, 0)
const hunt = {
  mails: count,
  deliveries,
  seed,
  smtpTries: asked,
  deaths: workers.deaths(),
  crashes: crashes.count,
  seconds,
  drained: isDrained,
}
console.log(JSON.stringify({ ...hunt, figures, wrong: wrong.length, examples: wrong.slice(0, 20) }, null, 2))
await workers.stop()
await dovecot.remove()
await sink.close()
await bench.close()
process.exit(wrong.length === 0 ? 0 : 1)

/** A few at a time, so that there is always something on its way when a worker dies. */
async function inParts(some: typeof mails) {
  for (let from = 0; from < some.length; from += 50) {
    await deliverByImap(dovecot, some.slice(from, from + 50))
    await wait(300)
  }
}

/** So that whoever waits sees that it goes on; the figures alone go to the other stream. */
async function tell() {
  console.error(
    `${secondsSince(began)} s: ${workers.deaths()} deaths, ${await unread()} unread, ${await unsent()} unsent`,
  )
}

/** What the database has in hand dies with it; what it said was kept has to be there. */
async function crashAgainAndAgain() {
  const random = randomOf(seed + 1)
  const { signal } = crashes.stop
  while (!signal.aborted) {
    await wait(3_000 + random(20_000), undefined, { signal }).catch(() => {})
    if (signal.aborted) break
    await bench.crash()
    crashes.count += 1
  }
}

/** While the database is away nobody knows. */
function unknown() {
  return Number.POSITIVE_INFINITY
}

function unread(): Promise<number> {
  return house.db.$count(inboundMail, isNull(inboundMail.fate)).then(Number, unknown)
}

function unsent(): Promise<number> {
  const open = inArray(outgoingMail.delivery, ['queued', 'deferred', 'maybe_sent'])
  return house.db.$count(outgoingMail, sql`${open} and ${outgoingMail.copies} < 2`).then(Number, unknown)
}

function secondsSince(moment: number): number {
  return Math.round((performance.now() - moment) / 1000)
}
