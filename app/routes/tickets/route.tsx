import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { listTickets } from '../../../db/ticket-list.ts'
import { isRefusal } from '../../../domain/refusal.ts'
import { requireContact } from '../../actor.server.ts'
import { useLive } from '../../components/live.ts'
import { WrongPage } from '../../components/wrong.tsx'
import { sayDate } from '../../moment.server.ts'
import { asResponse } from '../../respond.server.ts'
import { stageLine } from '../../stage-line.server.ts'
import { titled } from '../../title.ts'
import { portalWords } from '../../words/portal.server.ts'
import { wordsFor } from '../../words/words.ts'
import { type Show, TicketsPage, type TicketsProps } from './page.tsx'

const shows: Show[] = ['open', 'done', 'all']
const pageSize = 50

export async function loader({ request, context }: LoaderFunctionArgs): Promise<TicketsProps & { title: string }> {
  const { actor, language, timeZone } = await requireContact(request, context)
  const manner = { language, timeZone, now: context.now() }
  const asked = new URL(request.url).searchParams
  const show = shows.find((one) => one === asked.get('show')) ?? 'open'
  const q = (asked.get('q') ?? '').replaceAll('\0', '').trim().slice(0, 200)
  const list = await listTickets(context.house, actor, {
    ...(show === 'open' ? { open: true } : show === 'done' ? { status: 'done' } : {}),
    q: q || undefined,
    cursor: asked.get('after') ?? undefined,
    limit: pageSize,
  })
  if (isRefusal(list)) throw asResponse(list, language)
  const words = portalWords(language)
  const more = new URLSearchParams({ show, ...(q && { q }), after: list.next ?? '' })
  return {
    title: titled(wordsFor(language), wordsFor(language).places.tickets),
    show,
    q,
    tickets: list.items.map(({ number, title, status, stage, resolution, dueDate, requester }) => ({
      ...{ number, title, status },
      openedBy: requester && requester.id !== actor.id ? words.openedBy(requester.name) : words.openedByYou,
      line: resolution
        ? words.resolution[resolution]
        : dueDate
          ? words.expected(sayDate(dueDate, manner))
          : stageLine(stage, words),
    })),
    moreHref: list.next && `?${more}`,
  }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }]

export default function Tickets() {
  useLive('/events')
  const { title: _, ...page } = useLoaderData<typeof loader>()
  return <TicketsPage {...page} />
}

export { WrongPage as ErrorBoundary }
