import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { listStaff } from '../../../../db/people/people.ts'
import { readQueue } from '../../../../db/work/queue.ts'
import { queueGroups, queueViews } from '../../../../db/work/queue-order.ts'
import { categories } from '../../../../domain/ticket.ts'
import { requireStaff } from '../../../actor.server.ts'
import { readAgencyHours } from '../../../agency.server.ts'
import { useLive } from '../../../components/live.ts'
import { titled } from '../../../title.ts'
import { deskWordsFor } from '../../../words/desk.server.ts'
import { wordsFor } from '../../../words/words.ts'
import { optionsFor } from '../staff-options.server.ts'
import { packRow } from './packed-row.ts'
import { QueuePage, type QueueProps } from './page.tsx'
import { showRow } from './row.server.ts'

export { Wrong as ErrorBoundary } from '../../../components/wrong.tsx'

/** What may be asked in the address; what is not understood there is left out. */
const query = z.object({
  view: z.enum(queueViews).catch('all'),
  owner: z.uuid().optional().catch(undefined),
  company: z.uuid().optional().catch(undefined),
  category: z.enum(categories).optional().catch(undefined),
  skip: z.coerce.number().int().min(0).max(100_000).catch(0),
})

/** GET /desk/queue */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { house } = context
  const { actor, language, timeZone } = await requireStaff(request, context)
  const now = context.now()
  const manner = { language, timeZone, now }
  const words = deskWordsFor(language)
  const url = new URL(request.url)
  const asked = query.parse(Object.fromEntries(url.searchParams))
  const { view, owner, company, category, skip } = asked
  const hours = await readAgencyHours(context)
  const [queue, staff] = await Promise.all([
    readQueue(house, actor, { view, ownerId: owner, companyId: company, category, skip, now, hours }),
    listStaff(house),
  ])
  const owners = staff.filter(({ roles }) => roles.includes('pm') || roles.includes('developer'))
  const seen = { ...manner, calendar: hours, actor, owners: new Map() }
  const rows = queue.rows.map((row) => ({ group: row.group, row: packRow(showRow(row, seen)) }))
  const options = (named: { id: string; name: string }[]) => named.map(({ id, name }) => ({ value: id, label: name }))
  const props: QueueProps = {
    view,
    counts: queueViews.map((one) => ({ view: one, count: queue.counts[one], href: hrefOf({ view: one, skip: 0 }) })),
    filters: [
      { name: 'owner', options: options(owners), chosen: owner ?? '' },
      { name: 'company', options: options(queue.companies), chosen: company ?? '' },
      { name: 'category', options: categoryOptions(), chosen: category ?? '' },
    ],
    groups: queueGroups.map((group) => ({
      group,
      rows: rows.flatMap((one) => (one.group === group ? [one.row] : [])),
    })),
    empty: words.queue.empty,
    moreHref: queue.more ? hrefOf({ view, skip: skip + queue.rows.length }) : null,
    assign: { managers: optionsFor('pm', staff), here: url.pathname + url.search, formKey: crypto.randomUUID() },
  }
  return { title: titled(wordsFor(language), wordsFor(language).deskPlaces.queue), ...props }

  function hrefOf(changed: { view: string; skip: number }) {
    const kept = Object.entries({ ...asked, ...changed }).flatMap(([name, value]) =>
      value && value !== 'all' ? [[name, String(value)]] : [],
    )
    return kept.length === 0 ? '/desk/queue' : `/desk/queue?${new URLSearchParams(kept)}`
  }

  function categoryOptions() {
    const { category: names } = wordsFor(language)
    return categories.map((value) => ({ value, label: names[value] }))
  }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }]

export default function Queue() {
  useLive('/events')
  return <QueuePage {...useLoaderData<typeof loader>()} />
}
