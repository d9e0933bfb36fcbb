import { Form } from '@remix-run/react'
import { Button } from '../../../components/button.tsx'
import { Icon } from '../../../components/icon.tsx'
import { Link } from '../../../components/link.tsx'
import { SimpleRow } from '../../../components/row.tsx'
import { Tabs } from '../../../components/tabs.tsx'
import { Time, type When } from '../../../components/time.tsx'
import { useWords } from '../../../words/use-words.ts'
import { Crowds, type CrowdsProps } from './crowds.tsx'
import { type Fate, FateMark } from './fate.tsx'

export type ListedMail = {
  id: string
  direction: 'in' | 'out'
  at: When
  who: string
  subject: string
  fate: Fate
  /** Why it is held. */
  reason: string | null
  ticket: number | null
}
export const mailViews = ['all', 'held', 'in', 'out', 'failed'] as const
export type MailView = (typeof mailViews)[number]

export type MailLogProps = {
  view: MailView
  counts: { view: MailView; count: number | null; href: string }[]
  q: string
  /** Only the mail of this ticket, when one is asked for. */
  ticket: number | null
  /** Held mails that stand as one line; null in other views. */
  crowds: CrowdsProps | null
  mails: ListedMail[]
  moreHref: string | null
}

/** Every mail in and out, with what became of it. GET `view`, `q`, `ticket`, `crowd`, `cursor`. */
export function MailLogPage({ view, counts, q, ticket, crowds, mails, moreHref }: MailLogProps) {
  const words = useWords()
  return (
    <>
      <div className="desk-head">
        <h1>
          {words.deskPlaces.mail} {ticket !== null && <Link to={`/desk/t/${ticket}`}>#{ticket}</Link>}
        </h1>
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
        {ticket !== null && <input type="hidden" name="ticket" value={ticket} />}
        <input
          className="input"
          type="search"
          name="q"
          defaultValue={q}
          aria-label={words.mail.search}
          placeholder={words.mail.search}
        />
        <Button size="small">{words.tickets.searchButton}</Button>
      </Form>
      <div className="desk-list">
        {crowds && <Crowds {...crowds} />}
        {mails.length === 0 && !crowds?.crowds.length ? (
          <p className="empty">{view === 'held' ? words.mail.noneHeld : words.mail.none}</p>
        ) : (
          <ul className="rows spaced">
            {mails.map(({ id, direction, at, who, subject, fate, reason, ticket }) => (
              <SimpleRow
                key={id}
                mark={<Icon name={direction === 'in' ? 'mailIn' : 'mailOut'} />}
                href={`/desk/mail/${id}`}
                title={subject || words.mail.noSubject}
                about={
                  <>
                    <span className="who">
                      {direction === 'in' ? words.mail.from : words.mail.to} {who}
                    </span>
                    <Time {...at} />
                    {reason && <span className="why">{reason}</span>}
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
