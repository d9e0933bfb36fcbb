import { Form, Link } from '@remix-run/react'
import { Button } from '../../../components/button.tsx'
import { Icon } from '../../../components/icon.tsx'
import { SimpleRow } from '../../../components/row.tsx'
import { Tabs } from '../../../components/tabs.tsx'
import { Time, type When } from '../../../components/time.tsx'
import { useWords } from '../../../words/use-words.ts'
import { type Fate, FateMark } from './fate.tsx'

export type ListedMail = {
  id: string
  direction: 'in' | 'out'
  at: When
  who: string
  subject: string
  fate: Fate
  ticket: number | null
}
export type MailView = 'all' | 'held' | 'in' | 'out' | 'failed'

export type MailLogProps = {
  view: MailView
  counts: { view: MailView; count: number | null; href: string }[]
  q: string
  mails: ListedMail[]
  moreHref: string | null
}

/** Every mail in and out, with what became of it. GET `view`, `q`. */
export function MailLogPage({ view, counts, q, mails, moreHref }: MailLogProps) {
  const words = useWords()
  return (
    <>
      <div className="desk-head">
        <h1>{words.deskPlaces.mail}</h1>
        <Tabs
          label={words.mail.views}
          tabs={counts.map(({ view: one, count, href }) => ({
            href,
            text: words.mail.view[one],
            current: one === view,
            ...(count !== null && { count }),
          }))}
        />
      </div>
      <Form className="filters" role="search">
        <input type="hidden" name="view" value={view} />
        <input className="input" type="search" name="q" defaultValue={q} aria-label={words.mail.search} />
        <Button size="small">{words.tickets.searchButton}</Button>
      </Form>
      <div className="desk-list">
        {mails.length === 0 ? (
          <p className="empty">{view === 'held' ? words.mail.noneHeld : words.mail.none}</p>
        ) : (
          <ul className="rows spaced">
            {mails.map(({ id, direction, at, who, subject, fate, ticket }) => (
              <SimpleRow
                key={id}
                mark={<Icon name={direction === 'in' ? 'mailIn' : 'mailOut'} />}
                href={`/desk/mail/${id}`}
                title={subject || words.mail.noSubject}
                about={
                  <>
                    <span>
                      {direction === 'in' ? words.mail.from : words.mail.to} {who}
                    </span>
                    <Time {...at} />
                  </>
                }
                aside={<FateMark fate={fate} ticket={ticket} />}
              />
            ))}
          </ul>
        )}
        {moreHref && (
          <p className="empty">
            <Link to={moreHref}>{words.tickets.more}</Link>
          </p>
        )}
      </div>
    </>
  )
}
