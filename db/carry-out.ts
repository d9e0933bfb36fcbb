import { TransactionRollbackError } from 'drizzle-orm'
import type { Command } from '../domain/command.ts'
import type { Proof } from '../domain/proof.ts'
import { isRefusal, type Refusal } from '../domain/refusal.ts'
import type { Channel, Staff } from '../domain/ticket.ts'
import type { TimeTag } from '../domain/time-entry.ts'
import { type Changed, changeWithin } from './change-ticket.ts'
import type { Tx } from './client.ts'
import type { House } from './house.ts'
import { addMessageWithin, addNoteWithin } from './thread.ts'
import { tieFiles } from './tickets/write-message.ts'
import { logTimeWithin } from './work/log-time.ts'

/** One act of several: a command, words, or time to log; with the files that come with what it says. */
export type Step = (
  | { command: Command; tells: 'public' | 'internal' }
  | { say: 'public' | 'internal'; body: string }
  | { log: { minutes: number; tag: TimeTag | null } }
) & {
  files: readonly string[]
}

/** Several things that one of us asks of one ticket at once. */
export type Several = {
  number: number
  actor: Staff
  channel: Channel
  proof: Proof
  /** Names the asking; each step has a name of its own in it, so that none acts twice. */
  sourceKey: string
  now: Temporal.Instant
  steps: readonly Step[]
}

/** What came of all of it, or the first step that was refused, and then nothing was done. */
export type CarriedOut = { acted: 'now' | 'before'; messageId: string | null } | { refused: Refusal; at: number }

/** Does all of it through the doors, in their order, or nothing (architecture: one change with a list). */
export function carryOut(tx: Tx, house: House, several: Several): Promise<CarriedOut> {
  return within(
    tx,
    (inner) => doAll(inner, house, several),
    (outcome) => 'refused' in outcome,
  )
}

/** What would come of it: all is done, and taken back whatever came of it. */
export function rehearse(tx: Tx, house: House, several: Several): Promise<CarriedOut> {
  return within(
    tx,
    (inner) => doAll(inner, house, several),
    () => true,
  )
}

async function doAll(tx: Tx, house: House, several: Several): Promise<CarriedOut> {
  const done: Changed[] = []
  for (const [at, step] of several.steps.entries()) {
    const outcome = await doOne(tx, house, { ...several, step, sourceKey: `${several.sourceKey}/${at}` })
    if (isRefusal(outcome)) return { refused: outcome, at }
    done.push(outcome)
  }
  const acted = done.some((one) => one.acted === 'now') ? 'now' : 'before'
  return { acted, messageId: done.findLast(({ messageId }) => messageId !== null)?.messageId ?? null }
}

async function doOne(
  tx: Tx,
  house: House,
  { step, ...asking }: Omit<Several, 'steps'> & { step: Step },
): Promise<Changed | Refusal> {
  const { files } = step
  if ('log' in step) return logTimeWithin(tx, { ...asking, ...step.log })
  if ('say' in step) {
    const add = step.say === 'public' ? addMessageWithin : addNoteWithin
    return add(tx, house, { ...asking, body: step.body, files })
  }
  const changed = await changeWithin(tx, house, { ...asking, command: step.command })
  if (isRefusal(changed) || changed.messageId === null || changed.acted === 'before') return changed
  const { ticketId, messageId } = changed
  await tieFiles(tx, { ticketId, files, visibility: step.tells, messageId })
  return changed
}

/** A transaction in the transaction: what it did is taken back where `isUndone` says so. */
async function within<Outcome>(
  tx: Tx,
  run: (inner: Tx) => Promise<Outcome>,
  isUndone: (outcome: Outcome) => boolean,
): Promise<Outcome> {
  const undone: Outcome[] = []
  try {
    return await tx.transaction(async (inner) => {
      const outcome = await run(inner)
      if (!isUndone(outcome)) return outcome
      undone.push(outcome)
      return inner.rollback()
    })
  } catch (fault) {
    const [outcome] = undone
    if (outcome === undefined || !(fault instanceof TransactionRollbackError)) throw fault
    return outcome
  }
}
