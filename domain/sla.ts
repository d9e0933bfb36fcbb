import { z } from 'zod'
import {
  addBusinessTime,
  businessTimeBetween,
  type Calendar,
  nextOpening,
  nextWatched,
  type Span,
  spanLength,
  spanSchema,
} from './calendar.ts'
import { type Clock, dueAt, halfAt, isPaused, runningSince, type Silence, startClock } from './clock.ts'
import { sentenceFor } from './refusal.ts'
import type { Stage } from './stage.ts'
import type { ApprovalKind, Category } from './ticket.ts'

type Instant = Temporal.Instant

/** How soon somebody takes a new ticket, by category (R005 to R007); a plan may say otherwise within the bounds. */
export const assignWindows = {
  urgent_issue: { hours: 1 },
  server_issue: { hours: 4 },
  issue_with_error: { days: 1 },
  issue_no_error: { days: 2 },
  question: { days: 3 },
} as const satisfies Record<Category, Span>

/** A plan's own window. Hours end at 24 because three business days of the ordinary eight hours do; R006, R007. */
export const assignWindowSchema = spanSchema.refine(
  (span) => ('hours' in span ? span.hours >= 1 && span.hours <= 24 : span.days <= 3),
  sentenceFor('window_out_of_bounds', 'en'),
)

/** What a plan changes of the windows; a category left out keeps its default. */
export const assignWindowsSchema = z.strictObject({
  urgent_issue: assignWindowSchema.optional(),
  server_issue: assignWindowSchema.optional(),
  issue_with_error: assignWindowSchema.optional(),
  issue_no_error: assignWindowSchema.optional(),
  question: assignWindowSchema.optional(),
})

export type PlanWindows = z.infer<typeof assignWindowsSchema>

export const silenceWindow = { days: 3 } as const satisfies Span
/** A business day before the silence closes. */
export const silenceReminderAfter = { days: 2 } as const satisfies Span
export const reminderNotice = { days: 1 } as const satisfies Span
export const approvalReminderAfter = { days: 3 } as const satisfies Span
export const proceedValidity = { days: 10 } as const satisfies Span
export const approvalValidity = { days: 20 } as const satisfies Span
export const reopenWindow = { days: 10 } as const satisfies Span
export const undoMinutes = 10

/** Level 2 promises a business day a stage, two for reproducing (R134, R139, R143, R152). */
const stageWindows: Partial<Record<Stage, Span>> = {
  validating: { days: 1 },
  replicating: { days: 2 },
  estimating: { days: 1 },
  testing: { days: 1 },
}

/** What level 2 promises for a stage; null for the stages without a promise of their own. */
export function stageWindow(stage: Stage): Span | null {
  return stageWindows[stage] ?? null
}

/** The assignment window; a ticket without category runs on that of an issue with error (R002). */
export function assignWindow(category: Category | null, ofPlan: PlanWindows = {}): Span {
  const counted = category ?? 'issue_with_error'
  return ofPlan[counted] ?? assignWindows[counted]
}

/**
 * When a job assigns a ticket nobody took (R011): an urgent one in the first minute that is open or watched, any other
 * when half its window is used; never after its deadline. Null while the clock is paused and once it is met.
 */
export function assignBy(category: Category | null, clock: Clock, calendar: Calendar): Instant | null {
  if (clock.metAt || isPaused(clock)) return null
  const wished = category === 'urgent_issue' ? nextWatched(calendar, runningSince(clock)) : halfAt(clock, calendar)
  const due = dueAt(clock, calendar)
  return wished && due && Temporal.Instant.compare(due, wished) < 0 ? due : wished
}

/** When silence closes a ticket: three business days after the delivery of our last word (R030). null while on hold. */
export function silenceClosesAt(silence: Silence, calendar: Calendar): Instant | null {
  return silenceLasts(silence, silenceWindow, calendar)
}

/** When the one reminder goes out: a business day before the silence closes (R030). null while on hold. */
export function silenceRemindsAt(silence: Silence, calendar: Calendar): Instant | null {
  return silenceLasts(silence, silenceReminderAfter, calendar)
}

function silenceLasts({ since, held }: Silence, window: Span, calendar: Calendar): Instant | null {
  return dueAt({ ...startClock('feedback', window, since), pausedSpans: held }, calendar)
}

/** When silence closes after a reminder that went out at `remindedAt`: never before a business day has passed since. */
export function closesAfterReminder(closesAt: Instant, remindedAt: Instant, calendar: Calendar): Instant {
  const earliest = addBusinessTime(calendar, remindedAt, reminderNotice)
  return Temporal.Instant.compare(earliest, closesAt) > 0 ? earliest : closesAt
}

type Offered = { askedAt: Instant; validUntil: Instant }

/** When a contact is reminded of an open approval: after three business days, of a shorter one when half its time is over. */
export function approvalRemindsAt({ askedAt, validUntil }: Offered, calendar: Calendar): Instant {
  const half = addBusinessTime(calendar, askedAt, halfOf({ askedAt, validUntil }, calendar))
  const usual = addBusinessTime(calendar, askedAt, approvalReminderAfter)
  return Temporal.Instant.compare(half, usual) < 0 ? half : usual
}

/**
 * When an offer lapses: at the end of its validity, but not before whoever was reminded late had a business day; of a
 * short one half of what it leaves after its reminder (spec §5, `lapse`).
 */
export function approvalLapsesAt(offered: Offered, remindedAt: Instant, calendar: Calendar): Instant {
  const notice = Math.min(Math.floor(halfOf(offered, calendar) / 2), spanLength(calendar, reminderNotice))
  const earliest = addBusinessTime(calendar, remindedAt, notice)
  return Temporal.Instant.compare(earliest, offered.validUntil) > 0 ? earliest : offered.validUntil
}

function halfOf({ askedAt, validUntil }: Offered, calendar: Calendar): number {
  return Math.floor(businessTimeBetween(calendar, askedAt, validUntil) / 2)
}

/** When an approval lapses unless its asker said otherwise: ten business days to proceed, twenty for the others. */
export function approvalValidUntil(kind: ApprovalKind, askedAt: Instant, calendar: Calendar): Instant {
  return addBusinessTime(calendar, askedAt, kind === 'proceed' ? proceedValidity : approvalValidity)
}

/** Until when a closed ticket may be reopened: ten business days. */
export function reopenUntil(closedAt: Instant, calendar: Calendar): Instant {
  return addBusinessTime(calendar, closedAt, reopenWindow)
}

/** Until when a decision may be taken back: ten minutes of real time. */
export function undoUntil(decidedAt: Instant): Instant {
  return decidedAt.add({ minutes: undoMinutes })
}

/** When the digest goes out that tells of this moment: as we open on the next business day. One a day at the most. */
export function digestDueAt(since: Instant, calendar: Calendar): Instant {
  const tomorrow = since.toZonedDateTimeISO(calendar.zone).toPlainDate().add({ days: 1 })
  return nextOpening(calendar, tomorrow.toZonedDateTime(calendar.zone).toInstant())
}
