import { Form, Link } from '@remix-run/react'
import { Button, ButtonLink } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { SimpleRow } from '../../components/row.tsx'
import { type Status, StatusGlyph } from '../../components/status-glyph.tsx'
import { Tabs } from '../../components/tabs.tsx'
import { useWords } from '../../words/use-words.ts'

export type ListedTicket = { number: number; title: string; status: Status; openedBy: string; line: string }
export type Show = 'open' | 'done' | 'all'
export type TicketsProps = { show: Show; q: string; tickets: ListedTicket[]; moreHref: string | null }

/** All tickets this contact may see. GET `show`, `q`. */
export function TicketsPage({ show, q, tickets, moreHref }: TicketsProps) {
  const words = useWords()
  const shows: Show[] = ['open', 'done', 'all']
  return (
    <div className="frame single">
      <main id="main">
        <div className="title-row">
          <h1>{words.places.tickets}</h1>
          <ButtonLink look="primary" to="/tickets/new">
            <Icon name="plus" />
            {words.shell.newTicket}
          </ButtonLink>
        </div>
        <Form className="search" role="search">
          <input type="hidden" name="show" value={show} />
          <input className="input" type="search" name="q" defaultValue={q} aria-label={words.tickets.search} />
          <Button>{words.tickets.searchButton}</Button>
        </Form>
        <Tabs
          label={words.tickets.views}
          tabs={shows.map((one) => ({
            href: `?show=${one}${q && `&q=${encodeURIComponent(q)}`}`,
            text: words.tickets.show[one],
            current: one === show,
          }))}
        />
        {tickets.length === 0 ? (
          <p className="card empty">{q ? words.tickets.noneFound(q) : words.tickets.none}</p>
        ) : (
          <ul className="rows">
            {tickets.map(({ number, title, status, openedBy, line }) => (
              <SimpleRow
                key={number}
                mark={<StatusGlyph status={status} />}
                href={`/tickets/${number}`}
                title={title}
                about={
                  <>
                    <span className="num">#{number}</span>
                    <span>{words.status[status]}</span>
                    <span>{openedBy}</span>
                  </>
                }
                aside={line}
              />
            ))}
          </ul>
        )}
        {moreHref && (
          <p className="empty">
            <Link to={moreHref}>{words.tickets.more}</Link>
          </p>
        )}
      </main>
    </div>
  )
}
