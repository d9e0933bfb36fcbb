import type { LoaderFunctionArgs } from '@remix-run/node'
import { type ListedTicket, listTickets } from '../../../db/tickets/ticket-list.ts'
import { isRefusal } from '../../../domain/refusal.ts'
import { requireContact } from '../../actor.server.ts'
import { writeCsv } from '../../csv.server.ts'
import type { Manner } from '../../moment.server.ts'
import { asResponse } from '../../respond.server.ts'
import { historyWords } from '../../words/history.server.ts'
import { wordsFor } from '../../words/words.ts'
import { lineOf } from './line.server.ts'
import { filterOf, readWanted } from './wanted.server.ts'

/** Of a longer list the newest so many: a spreadsheet is read by people. */
const rowsAtMost = 5_000
const atOnce = 500

/** GET /tickets/list.csv: the list as it is filtered, whole, for a spreadsheet. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { actor, language, timeZone } = await requireContact(request, context)
  const manner = { language, timeZone, now: context.now() }
  const words = historyWords(language)
  const filter = filterOf(readWanted(request), timeZone)
  const rows: string[][] = [words.columns]
  let cursor: string | undefined
  do {
    const list = await listTickets(context.house, actor, { ...filter, cursor, limit: atOnce })
    if (isRefusal(list)) throw asResponse(list, language)
    rows.push(...list.items.map((ticket) => rowOf(ticket, manner)))
    cursor = list.next ?? undefined
  } while (cursor && rows.length <= rowsAtMost)
  const name = `${words.file}-${manner.now.toZonedDateTimeISO(timeZone).toPlainDate()}.csv`
  return new Response(writeCsv(rows, language), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${name}"`,
      'Cache-Control': 'private, no-store',
    },
  })
}

function rowOf(ticket: ListedTicket, manner: Manner): string[] {
  const { status, category } = wordsFor(manner.language)
  return [
    String(ticket.number),
    ticket.title,
    status[ticket.status],
    lineOf(ticket, manner),
    ticket.category ? category[ticket.category] : '',
    ticket.app?.name ?? '',
    ticket.requester?.name ?? '',
    moment(ticket.createdAt, manner),
    moment(ticket.releasedAt, manner),
    moment(ticket.closedAt, manner),
  ]
}

/** As spreadsheets know it: `2026-11-20 14:05`, in the reader's zone. */
function moment(at: Temporal.Instant | null, { timeZone }: Manner): string {
  return at?.toZonedDateTimeISO(timeZone).toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' ') ?? ''
}
