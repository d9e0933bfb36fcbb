import { Link } from './link.tsx'
import { type Status, StatusLabel } from './status-glyph.tsx'

export type Fact = { term: string; text: string; href?: string; status?: Status }

/** Facts about one thing, name and value. */
export function FactList({ facts }: { facts: Fact[] }) {
  return (
    <dl className="facts">
      {facts.map((fact) => (
        <div key={fact.term}>
          <dt>{fact.term}</dt>
          <dd className="num">{sayFact(fact)}</dd>
        </div>
      ))}
    </dl>
  )
}

function sayFact({ text, href, status }: Fact) {
  if (status) return <StatusLabel status={status} text={text} />
  return href ? <Link to={href}>{text}</Link> : text
}
