import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { countMail, listMail, type MailFilter } from '../../../../db/mailbox/mail-log.ts'
import { isRefusal } from '../../../../domain/refusal.ts'
import { requireStaff } from '../../../actor.server.ts'
import { sayWhen } from '../../../moment.server.ts'
import { asResponse } from '../../../respond.server.ts'
import { titled } from '../../../title.ts'
import { wordsFor } from '../../../words/words.ts'
import { nameOf } from '../letter/show.server.ts'
import { MailLogPage, type MailLogProps, mailViews } from './page.tsx'

export { Wrong as ErrorBoundary } from '../../../components/wrong.tsx'

const pageLength = 50

/** What may be asked in the address; what is not understood there is left out. */
const query = z.object({
  view: z.enum(mailViews).catch('all'),
  q: z
    .string()
    .transform((text) => text.replaceAll('\0', '').trim().slice(0, 200))
    .catch(''),
  ticket: z.coerce.number().int().positive().max(2_147_483_647).optional().catch(undefined),
  cursor: z.string().max(300).optional().catch(undefined),
})

const filters = {
  all: {},
  held: { fate: 'held' },
  in: { direction: 'in' },
  out: { direction: 'out' },
  failed: { failed: true },
} as const satisfies Record<MailLogProps['view'], Partial<MailFilter>>

/** GET /desk/mail */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { house } = context
  const { actor, language, timeZone } = await requireStaff(request, context)
  const manner = { language, timeZone, now: context.now() }
  const asked = query.parse(Object.fromEntries(new URL(request.url).searchParams))
  const { view, q, ticket, cursor } = asked
  const [list, counts] = await Promise.all([
    listMail(house, actor, { ...filters[view], q: q || undefined, ticket, cursor, limit: pageLength }),
    countMail(house),
  ])
  if (isRefusal(list)) throw asResponse(list, language)
  const counted: Partial<Record<MailLogProps['view'], number>> = counts
  const props: MailLogProps = {
    view,
    counts: mailViews.map((one) => ({ view: one, count: counted[one] ?? null, href: hrefOf({ view: one }) })),
    q,
    ticket: ticket ?? null,
    mails: list.items.map(({ id, direction, at, who, subject, letter, fate, ticket: number }) => ({
      ...{ id, direction, fate, ticket: number },
      at: sayWhen(at, manner),
      who: who.name || who.address || '',
      subject: subject ?? nameOf(letter, manner),
    })),
    moreHref: list.next && hrefOf({ view, cursor: list.next }),
  }
  return { title: titled(wordsFor(language), wordsFor(language).deskPlaces.mail), ...props }

  function hrefOf(changed: { view: string; cursor?: string }) {
    const wanted = { ...asked, cursor: undefined, ...changed }
    const kept = Object.entries(wanted).flatMap(([name, value]) =>
      value && value !== 'all' ? [[name, String(value)]] : [],
    )
    return kept.length === 0 ? '/desk/mail' : `/desk/mail?${new URLSearchParams(kept)}`
  }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }]

export default function MailLog() {
  return <MailLogPage {...useLoaderData<typeof loader>()} />
}
