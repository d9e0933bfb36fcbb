import { Button } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { Link } from '../../components/link.tsx'

/** What is open or written down already that the new ticket may be about. */
export type KnownThings = {
  words: { title: string; join: string; hint: string; page: string; nothing: string }
  tickets: { number: number; title: string; line: string; mine: boolean }[]
  pages: { id: string; title: string }[]
}

/** Below the title of a new ticket, never in its way. A press of `join` sends the form to that ticket instead. */
export function Known({ known }: { known: KnownThings | null | undefined }) {
  if (!known || known.tickets.length + known.pages.length === 0) return null
  const { words, tickets, pages } = known
  return (
    <aside className="known" aria-label={words.title}>
      <h2>{words.title}</h2>
      <ul>
        {tickets.map(({ number, title, line, mine }) => (
          <li key={number}>
            <span>
              <Link to={`/tickets/${number}`} target="_blank">
                {title}
              </Link>
              <small>{line}</small>
            </span>
            {!mine && (
              <Button size="small" name="join" value={number}>
                {words.join}
                <span className="hidden-text"> #{number}</span>
              </Button>
            )}
          </li>
        ))}
        {pages.map(({ id, title }) => (
          <li key={id}>
            <Icon name="book" />
            <span>
              <Link to={`/docs/${id}`} target="_blank">
                {title}
              </Link>
              <small>{words.page}</small>
            </span>
          </li>
        ))}
      </ul>
      {tickets.some(({ mine }) => !mine) && <p className="hint">{words.hint}</p>}
    </aside>
  )
}
