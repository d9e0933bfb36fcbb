import type { TicketPage } from '../../../../db/tickets/ticket-page.ts'
import type { TriedRow, Try } from '../../../../db/tickets/tries.ts'
import { sayGate } from '../../../../domain/gate-words.ts'
import { rowTitle } from '../../../../domain/testing.ts'
import type { Staff, TestRow, Ticket } from '../../../../domain/ticket.ts'
import { type Manner, sayWhen } from '../../../moment.server.ts'
import { workspaceWords } from '../../../words/workspace.server.ts'
import { lineWords } from '../line/show.server.ts'
import type { ShownRow, TestsView } from './tests-panel.tsx'

/** The first check that waits for this reader: a known workflow waits until compliance has passed (R033). */
export function rowFor({ rows }: Pick<Ticket, 'rows'>, actor: Staff): TestRow | null {
  return rows.find((row) => row.result === null && actor.roles.includes(row.by) && !waits(row, rows)) ?? null
}

function waits({ kind }: TestRow, rows: readonly TestRow[]): boolean {
  return kind === 'workflow' && rows.some((row) => row.kind === 'compliance' && row.result !== 'passed')
}

type Seen = { page: TicketPage; tries: Try[]; actor: Staff; manner: Manner }

/** The checks of the current try with a form for whoever may make them, and the tries before; null without any. */
export function showTests({ page: { ticket }, tries, actor, manner }: Seen): TestsView | null {
  const [latest, ...earlier] = tries
  if (!latest) return null
  const words = workspaceWords(manner.language).tests
  const open = ticket.stage === 'testing'
  const mayFail = open && actor.roles.some((role) => role === 'pm' || role === 'support_lead' || role === 'qa')
  return {
    title: words.title(latest.attempt),
    line: words.line(latest.rows.filter(({ result }) => result === 'passed').length, latest.rows.length),
    folded: !open,
    rows: latest.rows.map((row) => {
      const blocked = row.result === null && actor.roles.includes(row.by) && waits(row, latest.rows)
      return {
        ...showRow(row, manner),
        mayPass: open && row.result === null && actor.roles.includes(row.by) && !blocked,
        mayFail: mayFail && row.result !== 'failed',
        blocked: blocked && open ? sayGate('compliance', manner.language) : null,
      }
    }),
    earlier: earlier.map(({ attempt, rows }) => ({
      title: words.title(attempt),
      rows: rows.map((row) => ({ ...showRow(row, manner), mayPass: false, mayFail: false, blocked: null })),
    })),
  }
}

function showRow(row: TriedRow, manner: Manner): Omit<ShownRow, 'mayPass' | 'mayFail' | 'blocked'> {
  const { id, result, note, decidedBy, decidedAt, steps, expected } = row
  const { waitsFor, somebody } = lineWords(manner.language)
  const when = decidedAt ? sayWhen(decidedAt, manner).text : ''
  return {
    ...{ id, result, note, steps, expected },
    title: rowTitle(row, manner.language),
    by: result === null ? waitsFor(somebody[row.by]) : [decidedBy, when].filter(Boolean).join(', '),
  }
}
