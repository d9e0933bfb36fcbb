import { setTimeout as wait } from 'node:timers/promises'
import { and, eq, isNotNull } from 'drizzle-orm'
import type { House } from '../../db/house.ts'
import { inboundMail, mailbox } from '../../db/schema/mail.ts'
import { aDovecot, type Dovecot } from '../support/dovecot.ts'
import { until } from '../support/until.ts'
import { cpuOf, residentMb } from './cpu.ts'
import { openBenchHouse } from './house.ts'
import { aTown, startWorker } from './mail.ts'
import { mixedMail } from './mixed-mails.ts'

/** `DRAIN_MAILS` makes it another number, for who looks for a fault. */
const count = Number(process.env.DRAIN_MAILS ?? 10_000)
const step = Math.min(1_000, count)
const everySeconds = 10

type Mark = { mails: number; mailsPerSecond: number; workerResidentMb: number }
type Live = { atSecond: number; sameMailboxMs: number; anotherMailboxMs: number }

/**
 * What becomes of ten thousand mails that wait in a mailbox: how fast each thousand of them is read, and what memory the
 * worker needs meanwhile. Every ten seconds one mail comes to the same mailbox and one to another: how long each is on its
 * way from the server's word that it has it to its ticket.
 */
export async function measureDrain() {
  const bench = await openBenchHouse()
  const people = await aTown(bench.house, { perCompany: 250 })
  const [backlog, other] = [await aDovecot(), await aDovecot()]
  await Promise.all([backlog.start(), other.start()])
  for (let at = 0; at < count; at += step)
    await backlog.append(
      Array.from({ length: Math.min(step, count - at) }, (_, place) => mixedMail(people, at + place)),
    )
  await backlog.kill()
  const worker = await startWorker(bench, backlog, other)
  await until('the other mailbox to be watched', () => isWatched(bench.house, other), { seconds: 60 })
  const costs = async () => ({ worker: await cpuOf(worker.pid), postgres: await cpuOf(bench.postgres()) })
  const before = await costs()
  await backlog.start()
  await until('the first mail to be read', async () => (await countRead(bench.house)) > 0, { seconds: 120 })

  const began = performance.now()
  let isOver = false
  const drained = watchDrain(bench.house, worker.pid).finally(() => {
    isOver = true
  })
  const live: Live[] = []
  for (let round = 0; !isOver; round += 1) {
    const [same, another] = [backlog, other].map((box, place) =>
      arrive(bench.house, box, mixedMail(people, 10 * (count + 2 * round + place))),
    )
    live.push({
      atSecond: Math.round((performance.now() - began) / 1000),
      ...{ sameMailboxMs: await (same ?? 0), anotherMailboxMs: await (another ?? 0) },
    })
    await Promise.race([drained, wait(everySeconds * 1000)])
  }
  const { seconds, marks } = await drained
  const after = await costs()
  await worker.stop()
  await Promise.all([backlog.remove(), other.remove()])
  await bench.close()
  return {
    mails: count,
    seconds: Math.round(seconds),
    mailsPerSecond: Math.round(count / seconds),
    cpuMsPerMail: {
      worker: rounded((after.worker - before.worker) / count),
      postgres: rounded((after.postgres - before.postgres) / count),
    },
    marks,
    live,
  }
}

/** Looks how far it is until all are read, the live ones beside them. */
async function watchDrain(house: House, worker: number): Promise<{ seconds: number; marks: Mark[] }> {
  const marks: Mark[] = []
  const began = performance.now()
  let since = began
  for (let read = 0; read < count; ) {
    // To count is to read all of them: seldom enough not to be part of the figures.
    await wait(500)
    read = await countRead(house)
    while (read >= (marks.length + 1) * step) {
      const now = performance.now()
      const mailsPerSecond = Math.round((step / (now - since)) * 1000)
      marks.push({ mails: (marks.length + 1) * step, mailsPerSecond, workerResidentMb: await residentMb(worker) })
      since = now
    }
  }
  return { seconds: (performance.now() - began) / 1000, marks }
}

/** Milliseconds from the server's word that it has the mail until it has its fate. */
async function arrive({ db }: House, dovecot: Dovecot, mail: Buffer): Promise<number> {
  const uid = await dovecot.asAnother(async (client) => {
    const stored = await client.append('INBOX', mail)
    return stored ? stored.uid : undefined
  })
  if (uid === undefined) throw new Error('The server does not say which UID it gave.')
  const arrived = performance.now()
  const isRead = and(
    eq(inboundMail.mailbox, dovecot.mailbox.name),
    eq(inboundMail.uid, uid),
    isNotNull(inboundMail.fate),
  )
  while ((await db.$count(inboundMail, isRead)) === 0) await wait(20)
  return Math.round(performance.now() - arrived)
}

async function isWatched({ db }: House, { mailbox: { name } }: Dovecot): Promise<boolean> {
  return (await db.$count(mailbox, and(eq(mailbox.name, name), isNotNull(mailbox.polledAt)))) > 0
}

function countRead({ db }: House): Promise<number> {
  return db.$count(inboundMail, isNotNull(inboundMail.fate))
}

function rounded(value: number): number {
  return Number(value.toFixed(2))
}
