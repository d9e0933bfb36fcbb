import { Link } from './link.tsx'
import { type Status, StatusLabel } from './status-glyph.tsx'

export type Fact = { term: string; text: string; href?: string; status?: Status }

/** Facts about one thing, name and value side by side; `stacked` for whole sentences, in lines as they were written. */
export function FactList({ facts, look }: { facts: Fact[]; look?: 'stacked' | undefined }) {
  return (
    <dl className={look ? `facts ${look}` : 'facts'}>
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
