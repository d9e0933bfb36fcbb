import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { readCustomer } from '../../../../db/customers/customers.ts'
import { listTickets } from '../../../../db/tickets/ticket-list.ts'
import { isRefusal } from '../../../../domain/refusal.ts'
import { requireStaff } from '../../../actor.server.ts'
import { Link } from '../../../components/link.tsx'
import { SimpleRow } from '../../../components/row.tsx'
import { StatusGlyph } from '../../../components/status-glyph.tsx'
import { asResponse } from '../../../respond.server.ts'
import { titled } from '../../../title.ts'
import { customersWords } from '../../../words/customers.server.ts'
import { deskWordsFor } from '../../../words/desk.server.ts'
import { wordsFor } from '../../../words/words.ts'

export { Wrong as ErrorBoundary } from '../../../components/wrong.tsx'

const atOnce = 50

/** GET /desk/customers/:company/tickets: the latest tickets of a customer. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { actor, language } = await requireStaff(request, context)
  const customer = await readCustomer(context.house, params.company ?? '')
  if (!customer) throw new Response(null, { status: 404 })
  const { page } = customersWords(language)
  const listed = await listTickets(context.house, actor, { companyId: customer.id, limit: atOnce })
  if (isRefusal(listed)) throw asResponse(listed, language)
  const { stage } = deskWordsFor(language)
  return {
    title: titled(wordsFor(language), `${page.tickets}: ${customer.name}`),
    ...{ words: page, queueHref: `/desk/queue?company=${customer.id}` },
    tickets: listed.items.map((one) => ({
      ...{ number: one.number, title: one.title, status: one.status, line: stage[one.stage] },
      about: [`#${one.number}`, ...(one.app ? [one.app.name] : []), ...(one.requester ? [one.requester.name] : [])],
    })),
  }
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }]

export default function Tickets() {
  const { tickets, words, queueHref } = useLoaderData<typeof loader>()
  return (
    <section aria-labelledby="tickets">
      <div className="title-row">
        <h2 id="tickets">{words.tickets}</h2>
        <Link to={queueHref}>{words.allTickets}</Link>
      </div>
      {tickets.length === 0 ? (
        <p className="empty">{words.noTickets}</p>
      ) : (
        <ul className="rows">
          {tickets.map(({ number, title, status, line, about }) => (
            <SimpleRow
              key={number}
              mark={<StatusGlyph status={status} />}
              href={`/desk/t/${number}`}
              title={title}
              about={about.map((one) => <span key={one}>{one}</span>)}
              aside={line}
            />
          ))}
        </ul>
      )}
    </section>
  )
}
