import { Form } from '@remix-run/react'
import { Button, ButtonLink } from '../../components/button.tsx'
import type { Option } from '../../components/field.tsx'
import { Icon } from '../../components/icon.tsx'
import { Link } from '../../components/link.tsx'
import { SimpleRow } from '../../components/row.tsx'
import { type Status, StatusGlyph } from '../../components/status-glyph.tsx'
import { type Tab, Tabs } from '../../components/tabs.tsx'
import { useWords } from '../../words/use-words.ts'

export type ListedTicket = { number: number; title: string; status: Status; openedBy: string; line: string }
export type Show = 'yours' | 'ours' | 'open' | 'done' | 'all'
export type TicketsProps = {
  show: Show
  q: string
  by: string
  month: string
  tabs: Tab[]
  filters: {
    label: string
    colleague: string
    anybody: string
    month: string
    anyMonth: string
    people: Option[]
    months: Option[]
  }
  exported: { href: string; text: string }
  tickets: ListedTicket[]
  moreHref: string | null
}

/** All tickets this contact may see. GET `show`, `q`, `by`, `month`. */
export function TicketsPage({ show, q, by, month, tabs, filters, exported, tickets, moreHref }: TicketsProps) {
  const words = useWords()
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
          <input
            className="input"
            type="search"
            name="q"
            defaultValue={q}
            aria-label={words.tickets.search}
            placeholder={words.tickets.search}
          />
          <Filter name="by" label={filters.colleague} none={filters.anybody} options={filters.people} chosen={by} />
          <Filter name="month" label={filters.month} none={filters.anyMonth} options={filters.months} chosen={month} />
          <Button>{words.tickets.searchButton}</Button>
        </Form>
        <Tabs label={words.tickets.views} tabs={tabs} />
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
        {tickets.length > 0 && (
          <p className="after-list">
            <a className="button small" href={exported.href} download>
              <Icon name="download" />
              {exported.text}
            </a>
          </p>
        )}
      </main>
    </div>
  )
}

type FilterProps = { name: string; label: string; none: string; options: Option[]; chosen: string }

function Filter({ name, label, none, options, chosen }: FilterProps) {
  if (options.length < 2 && chosen === '') return null
  return (
    <select className="input" name={name} aria-label={label} defaultValue={chosen} key={chosen}>
      <option value="">{`${label}: ${none}`}</option>
      {options.map(({ value, label: text }) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </select>
  )
}
