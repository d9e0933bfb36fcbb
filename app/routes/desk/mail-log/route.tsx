import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { listHeldCrowds, releaseCrowd } from '../../../../db/mailbox/held-flood.ts'
import type { ListedMail } from '../../../../db/mailbox/mail-line.ts'
import { countMail, listMail, type MailFilter } from '../../../../db/mailbox/mail-log.ts'
import { isRefusal } from '../../../../domain/refusal.ts'
import { sentenceForHeld } from '../../../../domain/words/held-reasons.ts'
import { requireStaff } from '../../../actor.server.ts'
import { redirectWith } from '../../../flash.server.ts'
import { readForm } from '../../../form.server.ts'
import { sayWhen } from '../../../moment.server.ts'
import { sayCount } from '../../../number.server.ts'
import { asResponse } from '../../../respond.server.ts'
import { titled } from '../../../title.ts'
import { wordsFor } from '../../../words/words.ts'
import { nameOf } from '../letter/show.server.ts'
import { showCrowds } from './crowds.server.ts'
import { MailLogPage, type MailLogProps, mailViews } from './page.tsx'
import { crowdWordsFor } from './words.server.ts'

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
  crowd: z.string().max(400).optional().catch(undefined),
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
  const { view, q, ticket, crowd, cursor } = asked
  const isHeld = view === 'held'
  const { open, letIn, spam, back } = crowdWordsFor(language)
  const crowds = isHeld ? await listHeldCrowds(house, actor) : []
  const [list, counts] = await Promise.all([
    listMail(house, actor, {
      ...{ ...filters[view], q: q || undefined, ticket, cursor, limit: pageLength },
      // Whoever searches wants the mail itself.
      ...(isHeld && (crowd ? { crowd } : q ? {} : { withoutCrowds: crowds.map(({ key }) => key) })),
    }),
    countMail(house),
  ])
  if (isRefusal(list)) throw asResponse(list, language)
  const counted: Partial<Record<MailLogProps['view'], number>> = counts
  const props: MailLogProps = {
    view,
    counts: mailViews.map((one) => ({ view: one, count: counted[one] ?? null, href: hrefOf({ view: one }) })),
    q,
    ticket: ticket ?? null,
    crowds: isHeld
      ? {
          crowds: showCrowds(crowd ? crowds.filter(({ key }) => key === crowd) : crowds, manner),
          shown: crowd ?? null,
          words: { open, letIn, spam, back },
        }
      : null,
    mails: list.items.map(({ id, direction, at, who, subject, letter, fate, reason, ticket: number }) => ({
      ...{ id, direction, ticket: number },
      fate: fate === 'held' && reason === 'spam' ? 'spam' : fate,
      at: sayWhen(at, manner),
      who: whoIs(who),
      // Of a flood it is said once, above all of its mails.
      reason:
        fate === 'held' && reason && reason !== 'spam' && !(crowd && reason === 'flood')
          ? sentenceForHeld(reason, language)
          : null,
      subject: subject ?? nameOf(letter, manner),
    })),
    moreHref: list.next && hrefOf({ view, cursor: list.next }),
  }
  return { title: titled(wordsFor(language), wordsFor(language).deskPlaces.mail), ...props }

  function hrefOf(changed: { view: string; cursor?: string }) {
    const wanted = { ...asked, cursor: undefined, ...(changed.view !== view && { crowd: undefined }), ...changed }
    const kept = Object.entries(wanted).flatMap(([name, value]) =>
      value && value !== 'all' ? [[name, String(value)]] : [],
    )
    return kept.length === 0 ? '/desk/mail' : `/desk/mail?${new URLSearchParams(kept)}`
  }
}

/** A name is anybody's to write, and must not push the address out of the line (F05). */
function whoIs({ name, address }: ListedMail['who']): string {
  if (!name) return address ?? ''
  return `${name.length > 32 ? `${name.slice(0, 31)}…` : name} <${address ?? ''}>`
}

/** What is decided of a crowd of held mails. */
const decision = z.object({ action: z.enum(['let_in', 'spam']), crowd: z.string().min(1).max(400) })

/** POST /desk/mail: `action` = let_in or spam, for all held mails of one `crowd`. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { house, settings } = context
  const { actor, language } = await requireStaff(request, context)
  const words = crowdWordsFor(language)
  const form = await readForm(request)
  const read =
    form === null || isRefusal(form)
      ? null
      : decision.safeParse({ action: form.one('action'), crowd: form.one('crowd') })
  if (!read?.success) throw new Response(null, { status: 400 })
  const { action: asked, crowd } = read.data
  const as = asked === 'spam' ? 'spam' : 'anyway'
  const done = await releaseCrowd(house, { key: crowd, as, by: actor, now: context.now() })
  if (isRefusal(done)) return redirectWith('/desk/mail?view=held', { tone: 'problem', text: words.gone }, settings)
  const say = as === 'spam' ? words.spamDone : words.letInDone
  return redirectWith('/desk/mail?view=held', { tone: 'good', text: say(sayCount(done.mails, language)) }, settings)
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }]

export default function MailLog() {
  return <MailLogPage {...useLoaderData<typeof loader>()} />
}
