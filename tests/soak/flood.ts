import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { eq, isNotNull, isNull, sql } from 'drizzle-orm'
import { inboundMail, mailbox, outgoingMail } from '../../db/schema/mail.ts'
import { ticket } from '../../db/schema/ticket.ts'
import { ourNode, root } from '../../jobs/set-up.mjs'
import { openBenchHouse } from '../bench/house.ts'
import { aDovecot } from '../support/dovecot.ts'
import { rawMail } from '../support/raw-mail.ts'
import { until } from '../support/until.ts'
import { aSmallTown } from './town.ts'

const others = 'joana@vale.example'
const kinds = ['nobody floods', 'one sender', 'a customer forged', 'strangers'] as const
type Kind = (typeof kinds)[number]

/**
 * Floods the mailbox of a real Dovecot, once by one customer, once by somebody who forges one,
 * once by as many strangers as there are mails, and meanwhile somebody else writes every second. Answers how soon those
 * mails were read, beside how soon they are when nobody floods, what became of the flood, and who was written to (L14).
 */
export async function measureFloods(count: number, seconds: number) {
  const bench = await openBenchHouse()
  const { house } = bench
  await aSmallTown(house)
  const dovecot = await aDovecot()
  await dovecot.start()
  const { user, host, port } = dovecot.mailbox
  const worker = spawn(ourNode, ['--import', './db/load-hook.mjs', 'jobs/main.ts'], {
    cwd: root,
    env: {
      ...{ PATH: process.env.PATH ?? '', NODE_ENV: 'production', DEMO: '0', SECRET_KEY: 'soak soak soak soak' },
      ...{ DATABASE_URL: bench.url, FILES_URL: bench.filesUrl },
      ...{ MAIL_DOMAIN: 'desk.example', MAIL_AUTHSERV_ID: 'mx.desk.example' },
      IMAP_URL: `imap://${user}:pass@${host}:${port}/INBOX`,
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  await once(worker, 'message')
  await until(
    'the mailbox to be watched',
    async () => (await house.db.$count(mailbox, isNotNull(mailbox.polledAt))) > 0,
  )
  const figures: Record<string, unknown> = {}
  for (const kind of kinds) {
    const before = await figuresNow()
    const began = performance.now()
    const flooding = kind === 'nobody floods' ? wait(seconds * 1000) : flood(kind)
    const times = await writeEverySecond(kind, flooding)
    const lasted = Math.round((performance.now() - began) / 1000)
    await until('all to be read', async () => (await house.db.$count(inboundMail, isNull(inboundMail.fate))) === 0, {
      seconds: 600,
    })
    const after = await figuresNow()
    figures[kind] = {
      ...{ seconds: lasted, othersMails: times.length, othersMs: spreadOf(times) },
      ...{ tickets: after.tickets - before.tickets, letters: after.letters - before.letters },
      held: kind === 'nobody floods' ? 0 : await heldOf(kind),
    }
    console.error(`${kind}: ${JSON.stringify(figures[kind])}`)
  }
  worker.kill('SIGTERM')
  await once(worker, 'exit')
  await dovecot.remove()
  await bench.close()
  return figures

  /** One mail after the other, evenly over the time it shall take. */
  async function flood(kind: Kind) {
    const began = performance.now()
    await dovecot.asAnother(async (client) => {
      for (let at = 0; at < count; at += 1) {
        await client.append('INBOX', floodMail(kind, at))
        await wait(Math.max(0, began + ((at + 1) / count) * seconds * 1000 - performance.now()))
      }
    })
  }

  async function writeEverySecond(kind: Kind, flooding: Promise<void>): Promise<number[]> {
    const state = { over: false }
    void flooding.then(() => {
      state.over = true
    })
    const times: number[] = []
    await dovecot.asAnother(async (client) => {
      for (let at = 0; !state.over; at += 1) {
        const id = `other-${kinds.indexOf(kind)}-${at}@vale.example`
        const from = `writer${kinds.indexOf(kind)}x${at}@vale.example`
        const began = performance.now()
        await client.append('INBOX', mail({ from, id, proven: true, at }))
        while ((await house.db.$count(inboundMail, eq(inboundMail.messageId, id))) === 0) await wait(5)
        const took = performance.now() - began
        times.push(took)
        await wait(Math.max(0, 1000 - took))
      }
    })
    await flooding
    return times
  }

  async function figuresNow() {
    return { tickets: await house.db.$count(ticket), letters: await house.db.$count(outgoingMail) }
  }

  async function heldOf(kind: Kind) {
    const rows = await house.db
      .select({ reason: inboundMail.reason, flood: inboundMail.flood, mails: sql<number>`count(*)::int` })
      .from(inboundMail)
      .where(sql`fate = 'held' and ${inboundMail.messageId} like ${`flood-${kinds.indexOf(kind)}-%`}`)
      .groupBy(inboundMail.reason, inboundMail.flood)
    return Object.fromEntries(rows.map(({ reason, flood, mails }) => [`${reason}, as one line of ${flood}`, mails]))
  }
}

function floodMail(kind: Kind, at: number): Buffer {
  const id = `flood-${kinds.indexOf(kind)}-${at}@elsewhere.example`
  if (kind === 'one sender') return mail({ from: 'bomber@vale.example', id, proven: true, at })
  if (kind === 'a customer forged') return mail({ from: others, id, proven: false, at })
  return mail({ from: `stranger${at}@elsewhere.example`, id, proven: false, at, cc: others })
}

function mail(given: { from: string; id: string; proven: boolean; at: number; cc?: string }): Buffer {
  const { from, id, proven, at, cc } = given
  const domain = from.slice(from.indexOf('@') + 1)
  const head = [
    ...(proven
      ? [`Authentication-Results: mx.desk.example; dmarc=pass header.from=${domain}; dkim=pass header.d=${domain}`]
      : []),
    `From: ${from}`,
    'To: support@desk.example',
    ...(cc ? [`Cc: ${cc}`] : []),
    `Subject: Concern ${at}`,
    `Message-ID: <${id}>`,
    'Date: Mon, 16 Nov 2026 10:00:00 +0000',
    'Content-Type: text/plain; charset=utf-8',
  ]
  return rawMail(head, `${id.replace(/[^a-z0-9]/g, ' ')} says so.\n${'word '.repeat(50 + (at % 100))}\n`)
}

function spreadOf(times: number[]) {
  const sorted = times.toSorted((one, other) => one - other)
  const at = (share: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0)
  return { p50: at(0.5), p95: at(0.95), max: at(1) }
}
