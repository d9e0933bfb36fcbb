import type { Staff, Ticket } from './ticket.ts'

/** What hours may be marked with besides work itself; marked hours are not on the customer's report (R068, R069, R073). */
export const timeTags = ['ProjectManagement', 'Meetings'] as const
export type TimeTag = (typeof timeTags)[number]

/** One entry is of one day, so it is no longer than one. In minutes. */
export const longestEntry = 24 * 60

/**
 * The tag of an entry: the one that was asked for; else what project managers log is project management (R068), but for
 * work on a ticket that they develop themselves.
 */
export function timeTagFor(
  asked: TimeTag | null,
  actor: Pick<Staff, 'id' | 'roles'>,
  { developerId }: Pick<Ticket, 'developerId'>,
): TimeTag | null {
  if (asked) return asked
  return actor.roles.includes('pm') && actor.id !== developerId ? 'ProjectManagement' : null
}
