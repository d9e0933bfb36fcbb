import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { listPeople } from '../../../db/people/people.ts'
import { listTickets } from '../../../db/tickets/ticket-list.ts'
import { listMonths } from '../../../db/tickets/ticket-months.ts'
import { isRefusal } from '../../../domain/refusal.ts'
import { requireContact } from '../../actor.server.ts'
import { useLive } from '../../components/live.ts'
import { WrongPage } from '../../components/wrong.tsx'
import { sayMonth } from '../../moment.server.ts'
import { asResponse } from '../../respond.server.ts'
import { titled } from '../../title.ts'
import { historyWords } from '../../words/history.server.ts'
import { portalWords } from '../../words/portal.server.ts'
import { wordsFor } from '../../words/words.ts'
import { lineOf } from './line.server.ts'
import { TicketsPage, type TicketsProps } from './page.tsx'
import { addressOf, filterOf, readWanted, shows } from './wanted.server.ts'

const pageSize = 50

export async function loader({ request, context }: LoaderFunctionArgs): Promise<TicketsProps & { title: string }> {
  const { actor, language, timeZone } = await requireContact(request, context)
  const { house } = context
  const manner = { language, timeZone, now: context.now() }
  const wanted = readWanted(request)
  const cursor = new URL(request.url).searchParams.get('after') ?? undefined
  const [list, people, months] = await Promise.all([
    listTickets(house, actor, { ...filterOf(wanted, timeZone), cursor, limit: pageSize }),
    listPeople(house, actor),
    listMonths(house, actor, timeZone),
  ])
  if (isRefusal(list)) throw asResponse(list, language)
  const words = portalWords(language)
  const { places, tickets } = wordsFor(language)
  const said = historyWords(language)
  return {
    title: titled(wordsFor(language), places.tickets),
    ...wanted,
    tabs: shows.map((show) => ({
      href: addressOf(wanted, { show }),
      text: tickets.show[show],
      current: show === wanted.show,
    })),
    filters: {
      ...{ label: said.filter, colleague: said.colleague, anybody: said.anybody },
      ...{ month: said.month, anyMonth: said.anyMonth },
      people: people.map(({ id, name }) => ({ value: id, label: name })),
      months: months.map((month) => ({ value: month, label: sayMonth(month, manner) })),
    },
    exported: { href: `/tickets/list.csv${addressOf(wanted)}`, text: said.export },
    tickets: list.items.map((ticket) => ({
      ...{ number: ticket.number, title: ticket.title, status: ticket.status },
      openedBy:
        ticket.requester && ticket.requester.id !== actor.id
          ? words.openedBy(ticket.requester.name)
          : words.openedByYou,
      line: lineOf(ticket, manner),
    })),
    moreHref: list.next && addressOf(wanted, { after: list.next }),
  }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }]

export default function Tickets() {
  useLive('/events')
  const { title: _, ...page } = useLoaderData<typeof loader>()
  return <TicketsPage {...page} />
}

export { WrongPage as ErrorBoundary }
