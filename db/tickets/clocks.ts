import { and, eq, isNull } from 'drizzle-orm'
import type { Calendar } from '../../domain/calendar.ts'
import {
  type Clock,
  type ClockKind,
  dueAt,
  dueSoonAt,
  meet,
  pause,
  resume,
  rewindow,
  startClock,
} from '../../domain/clock.ts'
import { assignBy, assignWindow, type PlanWindows, stageWindow } from '../../domain/sla.ts'
import type { Stage } from '../../domain/stage.ts'
import type { Category } from '../../domain/ticket.ts'
import type { Tx } from '../client.ts'
import { insertsRow } from '../postgres/insert-rows.ts'
import { clock } from '../schema/ticket.ts'
import { clockOf } from './ticket-facts.ts'

type Owner = { id: string; companyId: string; category: Category | null }
type Hours = { calendar: Calendar; windows: PlanWindows }

/** Starts the clock that promises somebody takes the ticket (R005 to R007). */
export async function startAssignClock(tx: Tx, owner: Owner, hours: Hours, now: Temporal.Instant): Promise<void> {
  await insertClock(tx, owner, startClock('assign', assignWindow(owner.category, hours.windows), now), hours.calendar)
}

/** Starts the level 2 clock of the stage just entered; stages without a promise of their own have none. */
export async function startStageClock(
  tx: Tx,
  owner: Owner,
  stage: Stage,
  calendar: Calendar,
  now: Temporal.Instant,
): Promise<void> {
  const window = stageWindow(stage)
  if (window) await insertClock(tx, owner, startClock('stage', window, now), calendar)
}

/** Applies one change to each running clock of a ticket, of one kind or of all, and keeps what follows from it. */
export async function changeClocks(
  tx: Tx,
  owner: Owner,
  calendar: Calendar,
  { kind, change }: { kind?: ClockKind; change: (clock: Clock) => Clock },
): Promise<void> {
  const running = await tx
    .select()
    .from(clock)
    .where(and(eq(clock.ticketId, owner.id), isNull(clock.metAt), kind ? eq(clock.kind, kind) : undefined))
  for (const row of running) {
    await tx
      .update(clock)
      .set(columnsOf(change(clockOf(row)), owner.category, calendar))
      .where(eq(clock.id, row.id))
  }
}

export const changes = {
  pause: (now: Temporal.Instant) => (running: Clock) => pause(running, now),
  resume: (now: Temporal.Instant) => (running: Clock) => resume(running, now),
  meet: (now: Temporal.Instant) => (running: Clock) => meet(running, now),
  rewindow:
    (category: Category | null, { calendar, windows }: Hours, now: Temporal.Instant) =>
    (running: Clock) =>
      rewindow(running, calendar, { window: assignWindow(category, windows), now }),
}

const insertClockRow = insertsRow(clock, 'returning id')

async function insertClock(tx: Tx, owner: Owner, started: Clock, calendar: Calendar) {
  await insertClockRow(tx, {
    ticketId: owner.id,
    companyId: owner.companyId,
    kind: started.kind,
    startedAt: started.startedAt,
    ...columnsOf(started, owner.category, calendar),
  })
}

/** What is kept of a clock: itself, and the moments that follow from it and from the hours it runs on. */
export function columnsOf(kept: Clock, category: Category | null, calendar: Calendar) {
  return {
    window: kept.window,
    pausedSpans: kept.pausedSpans.map(({ from, to }) => ({ from: from.toString(), to: to?.toString() ?? null })),
    carried: kept.carried ? { at: kept.carried.at.toString(), used: kept.carried.used } : null,
    metAt: kept.metAt,
    dueAt: dueAt(kept, calendar),
    dueSoonAt: dueSoonAt(kept, calendar),
    actsAt: kept.kind === 'assign' ? assignBy(category, kept, calendar) : null,
  }
}
