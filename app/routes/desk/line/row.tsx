import type { ReactNode } from 'react'
import { Link } from '../../../components/link.tsx'
import { UrgentMark } from '../../../components/urgent-mark.tsx'

/** A ticket in a line or on a list of work: what stands first, what is known, and what may be done right here. */
export type ShownWork = {
  number: number
  title: string
  urgent: boolean
  /** Place in line, or by when. */
  mark: string
  /** Whether the mark wants to be seen first. */
  late: boolean
  about: string[]
  /** What is in the way, or what is next. */
  note: string | null
  /** Whom it waits for. */
  aside?: string
  hindered?: boolean
  links: { text: string; to: string }[]
}

/** One row; its keys are those of the queue. `children` is the open form, if it is this ticket's. */
export function WorkRow({ row, children }: { row: ShownWork; children?: ReactNode }) {
  return (
    <li className={row.late ? 'row work over' : 'row work'} data-ticket={row.number}>
      <span className="mark num">{row.mark}</span>
      <div className="subject">
        <Link to={`/desk/t/${row.number}`} className="row-title" prefetch="intent">
          {row.urgent && <UrgentMark />}
          {row.title}
        </Link>
        <p className="about">
          <span className="num">#{row.number}</span>
          {row.about.map((text) => (
            <span key={text}>{text}</span>
          ))}
        </p>
        {row.note && <p className={row.hindered ? 'note hindered' : 'note'}>{row.note}</p>}
      </div>
      {row.aside && <p className="aside muted">{row.aside}</p>}
      {row.links.length > 0 && (
        <p className="links">
          {row.links.map(({ text, to }) => (
            <Link key={to} to={to} preventScrollReset={to.startsWith('?')}>
              {text}
              <span className="hidden-text"> #{row.number}</span>
            </Link>
          ))}
        </p>
      )}
      {children}
    </li>
  )
}
