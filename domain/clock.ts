import { addBusinessTime, businessTimeBetween, type Calendar, type Span, spanLength } from './calendar.ts'

type Instant = Temporal.Instant

export const clockKinds = ['assign', 'stage', 'feedback', 'report'] as const
export type ClockKind = (typeof clockKinds)[number]

/** A stretch during which a clock stood still, in order of time; `to` is null while it still does. */
export type PausedSpan = { readonly from: Instant; readonly to: Instant | null }

/** A silence: since when our word has been with the customer, and the stretches for which a hold stopped it (R030). */
export type Silence = { readonly since: Instant; readonly held: readonly PausedSpan[] }

/**
 * One promise and the business time it may take. Due moments follow from it and from the calendar. `carried` says that
 * at one moment so many milliseconds counted as used, whatever the calendar now says of the time before.
 */
export type Clock = {
  readonly kind: ClockKind
  readonly startedAt: Instant
  readonly window: Span
  readonly pausedSpans: readonly PausedSpan[]
  readonly metAt: Instant | null
  readonly carried?: { readonly at: Instant; readonly used: number } | null
}

const dueSoonShare = 0.75
const longestAssignWindow: Span = { days: 3 }

/** A fresh clock. */
export function startClock(kind: ClockKind, window: Span, startedAt: Instant): Clock {
  return { kind, startedAt, window, pausedSpans: [], metAt: null, carried: null }
}

/** Whether the clock stands still. */
export function isPaused(clock: Clock): boolean {
  return clock.pausedSpans.some(({ to }) => to === null)
}

/** The clock standing still from `now`; a met or paused clock stays as it is. */
export function pause(clock: Clock, now: Instant): Clock {
  if (clock.metAt || isPaused(clock)) return clock
  return { ...clock, pausedSpans: [...clock.pausedSpans, { from: now, to: null }] }
}

/** The clock running again from `now`; a running clock stays as it is. */
export function resume(clock: Clock, now: Instant): Clock {
  if (!isPaused(clock)) return clock
  return { ...clock, pausedSpans: clock.pausedSpans.map(({ from, to }) => ({ from, to: to ?? now })) }
}

/** The clock met at `now`, which also ends a pause; what was met once stays met then. */
export function meet(clock: Clock, now: Instant): Clock {
  return clock.metAt ? clock : { ...resume(clock, now), metAt: now }
}

/** When the window is used up, paused spans not counted; null while a pause keeps that moment open. */
export function dueAt(clock: Clock, calendar: Calendar): Instant | null {
  return usedUpAt(clock, calendar, windowLength(clock, calendar))
}

/** When it would be due if a pause ended now; the same as `dueAt` for a running clock. */
export function dueIfResumed(clock: Clock, calendar: Calendar, now: Instant): Instant {
  return dueAt(clock, calendar) ?? addBusinessTime(calendar, now, remaining(clock, calendar, now))
}

/** When three quarters of the window are used; null while a pause keeps that moment open. */
export function dueSoonAt(clock: Clock, calendar: Calendar): Instant | null {
  return usedUpAt(clock, calendar, Math.ceil(windowLength(clock, calendar) * dueSoonShare))
}

/** When half the window is used; null while a pause keeps that moment open. */
export function halfAt(clock: Clock, calendar: Calendar): Instant | null {
  return usedUpAt(clock, calendar, Math.ceil(windowLength(clock, calendar) / 2))
}

/** Business milliseconds left at `now`, or left over when it was met; negative once overdue. */
export function remaining(clock: Clock, calendar: Calendar, now: Instant): number {
  return windowLength(clock, calendar) - used(clock, calendar, clock.metAt ?? now)
}

/** Whether the window ran out before the clock was met, or before now; the due moment itself is in time. */
export function isOverdue(clock: Clock, calendar: Calendar, now: Instant): boolean {
  return breachedAt(clock, calendar, now) !== null
}

/** The true moment of the breach, however late anybody looks; null when there is none so far. */
export function breachedAt(clock: Clock, calendar: Calendar, now: Instant): Instant | null {
  const due = dueAt(clock, calendar)
  return due && Temporal.Instant.compare(clock.metAt ?? now, due) > 0 ? due : null
}

/** Whether a running clock has used three quarters of its window, but not all of it. */
export function isDueSoon(clock: Clock, calendar: Calendar, now: Instant): boolean {
  if (clock.metAt || isPaused(clock) || isOverdue(clock, calendar, now)) return false
  const soon = dueSoonAt(clock, calendar)
  return soon !== null && Temporal.Instant.compare(now, soon) >= 0
}

/**
 * The clock ready for another calendar: what it used until now under `calendar`, the old one, stays used and the rest
 * runs under the new one. A met clock stays as it is; an overdue one is carried from its due moment, so that the
 * breach keeps its true time.
 */
export function carryOver(clock: Clock, calendar: Calendar, now: Instant): Clock {
  if (clock.metAt) return clock
  const at = breachedAt(clock, calendar, now) ?? now
  return { ...clock, carried: { at, used: used(clock, calendar, at) } }
}

/** The clock with another window, time used so far kept; a window shorter than that is due now, not in the past. */
export function rewindow(clock: Clock, calendar: Calendar, { window, now }: { window: Span; now: Instant }): Clock {
  return { ...carryOver(clock, calendar, now), window }
}

/** From when the clock last began to run: its start, its last resumption, or its last change of window or calendar. */
export function runningSince(clock: Clock): Instant {
  const starts = [clock.startedAt, startOf(clock).at, ...clock.pausedSpans.flatMap(({ to }) => to ?? [])]
  return starts.reduce(later)
}

/** R007: nobody waits for assignment longer than three business days, however short the days of the calendar. */
function windowLength({ kind, window }: Clock, calendar: Calendar): number {
  const length = spanLength(calendar, window)
  return kind === 'assign' ? Math.min(length, spanLength(calendar, longestAssignWindow)) : length
}

function used(clock: Clock, calendar: Calendar, until: Instant): number {
  return runs(clock).reduce((sum, { from, to }) => {
    const end = to && Temporal.Instant.compare(to, until) < 0 ? to : until
    return sum + Math.max(0, businessTimeBetween(calendar, from, end))
  }, startOf(clock).used)
}

function usedUpAt(clock: Clock, calendar: Calendar, length: number): Instant | null {
  let left = Math.max(0, length - startOf(clock).used)
  for (const { from, to } of runs(clock)) {
    const available = to ? businessTimeBetween(calendar, from, to) : Number.POSITIVE_INFINITY
    if (left <= available) return addBusinessTime(calendar, from, left)
    left -= available
  }
  return null
}

/** The stretches during which the clock ran, in order; the last is open unless a pause goes on. */
function runs(clock: Clock): PausedSpan[] {
  const stretches: PausedSpan[] = []
  let from = startOf(clock).at
  for (const paused of clock.pausedSpans) {
    if (Temporal.Instant.compare(from, paused.from) < 0) stretches.push({ from, to: paused.from })
    if (paused.to === null) return stretches
    from = later(from, paused.to)
  }
  return [...stretches, { from, to: null }]
}

function startOf({ startedAt, carried }: Clock): { at: Instant; used: number } {
  return carried ?? { at: startedAt, used: 0 }
}

function later(one: Instant, other: Instant): Instant {
  return Temporal.Instant.compare(one, other) < 0 ? other : one
}
