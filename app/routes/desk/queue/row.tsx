import { Avatar, type Face } from '../../../components/avatar.tsx'
import type { Category } from '../../../components/category.ts'
import { Icon } from '../../../components/icon.tsx'
import { Link } from '../../../components/link.tsx'
import { type Clock, SlaClock } from '../../../components/sla-clock.tsx'
import { type Status, StatusLabel } from '../../../components/status-glyph.tsx'
import { UrgentMark } from '../../../components/urgent-mark.tsx'
import { useWords } from '../../../words/use-words.ts'

/** A ticket in the queue. `next` is the next step in words; `note` what else is worth knowing at a glance. */
export type QueueRow = {
  number: number
  title: string
  company: string
  category: Category | null
  urgent: boolean
  note: string | null
  status: Status
  clock: Clock
  next: string
  owner: { face: Face; short: string } | null
  mayTake: boolean
  mayAssign: boolean
}

/** One row: what is due when, which ticket, where it stands, what comes next, who has it. */
export function Row({ row }: { row: QueueRow }) {
  const words = useWords()
  const href = `/desk/t/${row.number}`
  return (
    <li className={`row ${row.clock.tone}`} data-ticket={row.number} data-may-take={row.mayTake ? '' : undefined}>
      <SlaClock clock={row.clock} />
      <div className="subject">
        <Link to={href} className="row-title" prefetch="intent" discover="none">
          {row.urgent && <UrgentMark />}
          {row.title}
        </Link>
        <p className="about">
          <span className="num">{`#${row.number}`}</span>
          <span>{row.company}</span>
          {row.category && <span>{words.categoryShort[row.category]}</span>}
          {row.note && <span>{row.note}</span>}
        </p>
      </div>
      <StatusLabel status={row.status} text={words.status[row.status]} />
      <p className="next">{row.next}</p>
      <div className="owner">
        {row.owner && (
          <>
            <Avatar face={row.owner.face} size="small" />
            {row.owner.short}
          </>
        )}
        {!row.owner && row.mayAssign && (
          <Link className="assign" discover="none" to={`${href}?do=assign`} title={words.queue.assignKey}>
            <Icon name="plus" />
            {words.queue.assign}
            <span className="hidden-text"> #{row.number}</span>
          </Link>
        )}
      </div>
    </li>
  )
}
