import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import { afterEach, expect, test } from 'vitest'
import { outgoingMail } from '../../db/schema/mail.ts'
import { clock } from '../../db/schema/ticket.ts'
import { anSmtpSink } from '../support/smtp-sink.ts'
import { aHouse, aTicket, aWorld } from '../support/world.ts'

const root = join(import.meta.dirname, '..', '..')
const house = await aHouse()
const world = await aWorld(house)
const workers: ChildProcess[] = []

afterEach(() => {
  for (const worker of workers.splice(0)) worker.kill('SIGKILL')
})

/** A worker as `npm run worker` starts it, which says when it is up. */
async function aWorker(smtpUrl: string): Promise<ChildProcess> {
  const worker = spawn(process.execPath, ['jobs/main.ts'], {
    cwd: root,
    env: {
      PATH: process.env.PATH ?? '',
      NODE_ENV: 'production',
      DATABASE_URL: house.url,
      SECRET_KEY: 'a secret of sixteen letters',
      SMTP_URL: smtpUrl,
      MAIL_LISTEN: 'off',
      DEMO: '0',
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  workers.push(worker)
  await once(worker, 'message')
  return worker
}

async function letterOf(ticketId: string) {
  const [row] = await house.db.select().from(outgoingMail).where(eq(outgoingMail.ticketId, ticketId))
  if (!row) throw new Error('No letter was promised.')
  return row
}

/** The Message-ID of a mail; its line may be folded. */
function idOf(bytes: Buffer): string | undefined {
  return /^message-id:\s+<([^>]+)>/im.exec(bytes.toString('latin1'))?.[1]
}

async function until(seconds: number, isSo: () => Promise<boolean>): Promise<number> {
  const began = performance.now()
  while (!(await isSo())) {
    if (performance.now() - began > seconds * 1000) throw new Error(`It did not happen within ${seconds} s.`)
    await wait(50)
  }
  return (performance.now() - began) / 1000
}

test('a promised letter leaves within seconds of its cause, and SIGTERM ends the worker gently', async () => {
  const sink = await anSmtpSink()
  const worker = await aWorker(sink.url)
  const { ticketId } = await aTicket(house, world)
  await until(10, async () => (await letterOf(ticketId)).delivery === 'sent')
  worker.kill('SIGTERM')
  const began = performance.now()
  const [code] = await once(worker, 'exit')
  expect(code).toBe(0)
  expect(performance.now() - began).toBeLessThan(7_000)
}, 30_000)

test('the letter of a killed worker is sent by another within a minute, with the same bytes', async () => {
  const sink = await anSmtpSink(['take and say nothing'])
  const first = await aWorker(sink.url)
  const { ticketId } = await aTicket(house, world)
  await until(10, async () => (await letterOf(ticketId)).delivery === 'maybe_sent')
  first.kill('SIGKILL')
  await once(first, 'exit')
  expect(await letterOf(ticketId)).toMatchObject({ delivery: 'maybe_sent', copies: 1 })
  await aWorker(sink.url)
  await until(60, async () => (await letterOf(ticketId)).delivery === 'sent')
  const { messageId } = await letterOf(ticketId)
  const copies = sink.taken.filter(({ bytes }) => idOf(bytes) === messageId)
  expect(copies).toHaveLength(2)
  expect(copies[0]?.bytes.equals(copies[1]?.bytes ?? Buffer.alloc(0))).toBe(true)
}, 90_000)

test('the timetable runs the timers within two minutes', async () => {
  const sink = await anSmtpSink()
  const { ticketId } = await aTicket(house, world, { now: Temporal.Now.instant() })
  await house.db.update(clock).set({ actsAt: Temporal.Now.instant() }).where(eq(clock.ticketId, ticketId))
  await aWorker(sink.url)
  await until(120, async () => {
    const [kept] = await house.db.select().from(clock).where(eq(clock.ticketId, ticketId))
    return kept?.metAt !== null
  })
}, 130_000)
