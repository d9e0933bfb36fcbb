import { Form } from '@remix-run/react'
import { Button } from '../../../components/button.tsx'
import { Icon } from '../../../components/icon.tsx'
import { SimpleRow } from '../../../components/row.tsx'
import { type Status, StatusGlyph } from '../../../components/status-glyph.tsx'
import { useWords } from '../../../words/use-words.ts'

export type FoundTicket = { number: number; title: string; company: string; status: Status; line: string }
export type FoundOther = { kind: 'company' | 'person' | 'page'; name: string; line: string; href: string }
export type FindProps = { q: string; tickets: FoundTicket[]; others: FoundOther[] }

const icon = { company: 'company', person: 'person', page: 'book' } as const

/** Search of everything the desk knows. GET `q`; a bare number leads straight to its ticket. */
export function FindPage({ q, tickets, others }: FindProps) {
  const words = useWords()
  const none = q !== '' && tickets.length + others.length === 0
  return (
    <>
      <div className="desk-head plain">
        <h1>{q === '' ? words.find.title : words.find.foundFor(q)}</h1>
      </div>
      <Form className="filters" role="search">
        <input className="input" type="search" name="q" defaultValue={q} aria-label={words.shell.find} />
        <Button size="small">{words.tickets.searchButton}</Button>
      </Form>
      <div className="desk-list">
        {none && <p className="empty">{words.find.none}</p>}
        {tickets.length > 0 && (
          <ul className="rows spaced">
            {tickets.map(({ number, title, company, status, line }) => (
              <SimpleRow
                key={number}
                mark={<StatusGlyph status={status} />}
                href={`/desk/t/${number}`}
                title={title}
                about={
                  <>
                    <span className="num">#{number}</span>
                    <span>{company}</span>
                  </>
                }
                aside={line}
              />
            ))}
          </ul>
        )}
        {others.length > 0 && (
          <ul className="rows spaced">
            {others.map(({ kind, name, line, href }) => (
              <SimpleRow
                key={href}
                mark={<Icon name={icon[kind]} />}
                href={href}
                title={name}
                about={<span>{line}</span>}
              />
            ))}
          </ul>
        )}
      </div>
    </>
  )
}
