import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import type { House } from '../../db/house.ts'
import { outgoingMail } from '../../db/schema/mail.ts'
import { clock } from '../../db/schema/ticket.ts'
import { ourNode, root } from '../../jobs/set-up.mjs'
import { idOf } from '../support/open-smtp-sink.ts'
import { anSmtpSink } from '../support/smtp-sink.ts'
import { until } from '../support/until.ts'
import { aHouse, aTicket, aWorld } from '../support/world.ts'

// Most of the time is waiting for a clock, so they wait together, each in a house of its own.
const aPlace = async () => {
  const house = await aHouse()
  return { house, world: await aWorld(house), sink: await anSmtpSink() }
}
const [gentle, killed, timed] = [await aPlace(), await aPlace(), await aPlace()]

type Finish = { onTestFinished: (after: () => void) => void }

/** A worker as `npm run worker` starts it, which says when it is up; gone when its test is done. */
async function aWorker({ house, sink }: typeof gentle, { onTestFinished }: Finish): Promise<ChildProcess> {
  const worker = spawn(ourNode, ['--import', './db/load-hook.mjs', 'jobs/main.ts'], {
    cwd: root,
    env: {
      PATH: process.env.PATH ?? '',
      NODE_ENV: 'production',
      DATABASE_URL: house.url,
      SECRET_KEY: 'a secret of sixteen letters',
      SMTP_URL: sink.url,
      MAIL_LISTEN: 'off',
      DEMO: '0',
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  onTestFinished(() => void worker.kill('SIGKILL'))
  await once(worker, 'message')
  return worker
}

async function letterOf(house: House, ticketId: string) {
  const [row] = await house.db.select().from(outgoingMail).where(eq(outgoingMail.ticketId, ticketId))
  if (!row) throw new Error('No letter was promised.')
  return row
}

describe.concurrent('a worker', () => {
  test('sends a promised letter within seconds of its cause, and ends gently on SIGTERM', async (context) => {
    const { house, world } = gentle
    const worker = await aWorker(gentle, context)
    const took: number[] = []
    for (const _ of ['first', 'second', 'third']) {
      const { ticketId } = await aTicket(house, world)
      const promised = performance.now()
      await until('the letter to leave', async () => (await letterOf(house, ticketId)).delivery === 'sent')
      took.push(performance.now() - promised)
    }
    // A busy machine keeps one letter waiting, not all of them.
    expect(Math.min(...took)).toBeLessThan(10_000)
    const asked = performance.now()
    worker.kill('SIGTERM')
    // By its own clock: what has not stopped after seven seconds is left behind, and the code is 1.
    expect(await once(worker, 'exit')).toEqual([0, null])
    // By ours, which also counts how long a busy machine takes to begin and to tell us.
    expect(performance.now() - asked).toBeLessThan(9_000)
  })

  test('sends the letter of a killed one within a minute, with the same bytes', async (context) => {
    const { house, world, sink } = killed
    sink.moves.push('take and say nothing')
    const first = await aWorker(killed, context)
    const { ticketId } = await aTicket(house, world)
    const fate = async () => (await letterOf(house, ticketId)).delivery
    // Written down as leaving it may still be here: only its server knows when it is there.
    await until('the first copy to arrive', () => sink.taken.length === 1)
    first.kill('SIGKILL')
    await once(first, 'exit')
    expect(await letterOf(house, ticketId)).toMatchObject({ delivery: 'maybe_sent', copies: 1 })
    await aWorker(killed, context)
    await until('the second copy', async () => (await fate()) === 'sent', { seconds: 60 })
    const { messageId } = await letterOf(house, ticketId)
    const copies = sink.taken.filter(({ bytes }) => idOf(bytes) === messageId)
    expect(copies).toHaveLength(2)
    expect(copies[0]?.bytes.equals(copies[1]?.bytes ?? Buffer.alloc(0))).toBe(true)
  })

  test('runs the timers of the timetable within two minutes', async (context) => {
    const { house, world } = timed
    const now = Temporal.Now.instant()
    const { ticketId } = await aTicket(house, world, { now })
    await house.db.update(clock).set({ actsAt: now }).where(eq(clock.ticketId, ticketId))
    await aWorker(timed, context)
    const met = async () => (await house.db.select().from(clock).where(eq(clock.ticketId, ticketId)))[0]?.metAt
    await until('the clock to act', met, { seconds: 120 })
  })
})
