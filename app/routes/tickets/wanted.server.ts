import { z } from 'zod'
import type { TicketFilter } from '../../../db/tickets/ticket-list.ts'
import type { Show } from './page.tsx'

export const shows: Show[] = ['yours', 'open', 'done', 'all']

/** Which tickets somebody wants to see, as the address says it. */
export type Wanted = { show: Show; q: string; by: string; month: string }

/** Reads the address of the list; what it does not understand, it leaves out. */
export function readWanted(request: Request): Wanted {
  const asked = new URL(request.url).searchParams
  const show = asked.get('show')
  const by = z.uuid().safeParse(asked.get('by'))
  const month = /^20\d\d-(0[1-9]|1[0-2])$/.exec(asked.get('month') ?? '')
  return {
    show: shows.find((one) => one === show) ?? (show === 'ours' ? 'ours' : 'open'),
    q: (asked.get('q') ?? '').replaceAll('\0', '').trim().slice(0, 200),
    by: by.data ?? '',
    month: month?.[0] ?? '',
  }
}

/** The same as a filter of the list. */
export function filterOf({ show, q, by, month }: Wanted, timeZone: string): Omit<TicketFilter, 'limit'> {
  return {
    ...(show === 'yours' && { turn: true }),
    ...(show === 'open' && { open: true }),
    ...(show === 'ours' && { ours: true }),
    ...(show === 'done' && { status: 'done' }),
    ...(q && { q }),
    ...(by && { requesterId: by }),
    ...(month && { opened: { month, timeZone } }),
  }
}

/** The address of the list with one thing changed; what says nothing is left out. */
export function addressOf(wanted: Wanted, other: Record<string, string> = {}): string {
  const said = Object.entries({ ...wanted, ...other }).filter(([, value]) => value !== '')
  return `?${new URLSearchParams(said)}`
}
