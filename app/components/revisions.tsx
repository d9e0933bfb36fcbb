import type { DiffLine } from '../line-diff.server.ts'
import { Link } from './link.tsx'
import { Time, type When } from './time.tsx'

/** One version of something written: what it is called, who wrote it when and why, and what it changed. */
export type ShownVersion = {
  version: number
  name: string
  by: string | null
  at: When
  ticket: { text: string; href: string } | null
  lines: DiffLine[]
  /** Said where there is nothing to compare. */
  note: string | null
}

const sign = { same: ' ', added: '+', gone: '−', skipped: ' ' }

/** The versions of something, newest first, each with its difference to the one before. */
export function Revisions({ versions }: { versions: ShownVersion[] }) {
  return (
    <ol className="revisions">
      {versions.map(({ version, name, by, at, ticket, lines, note }) => (
        <li key={version} className="card padded">
          <h2>{name}</h2>
          <p className="sub">
            <Time {...at} />
            {by && <span>{by}</span>}
            {ticket && <Link to={ticket.href}>{ticket.text}</Link>}
          </p>
          {note && <p>{note}</p>}
          {lines.length > 0 && <Diff lines={lines} />}
        </li>
      ))}
    </ol>
  )
}

/** Lines of two versions, told apart by sign and word as well as by colour. */
export function Diff({ lines }: { lines: DiffLine[] }) {
  return (
    <div className="diff">
      {lines.map((line) => (
        <p key={line.place} className={line.kind}>
          <span aria-hidden="true">{sign[line.kind]}</span>
          {drawn(line)}
        </p>
      ))}
    </div>
  )
}

function drawn({ kind, text }: DiffLine) {
  if (kind === 'added') return <ins>{text}</ins>
  return kind === 'gone' ? <del>{text}</del> : text
}
