import type { ActionFunctionArgs, AppLoadContext, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { listProofs } from '../../../db/mailbox/probes.ts'
import type { Language, Staff } from '../../../domain/ticket.ts'
import { requireStaff } from '../../actor.server.ts'
import { Link } from '../../components/link.tsx'
import { sayMay, sayPinned } from '../../probe.server.ts'
import { probeWordsFor } from '../../words/probe.server.ts'
import { keepSettings, showManner } from '../me/manner.server.ts'
import { Devices, MeForm, MeTitle } from '../me/page.tsx'

export { Wrong as ErrorBoundary } from '../../components/wrong.tsx'

/** GET /desk/me */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const reader = await requireStaff(request, context)
  const [page, byMail] = await Promise.all([showManner(reader, context), showByMail(reader, context)])
  return { ...page, byMail }
}

/** What their own mails may do, by what was last found of mail from their domain. */
async function showByMail(
  { actor, language }: { actor: Staff; language: Language },
  { house, settings }: Pick<AppLoadContext, 'house' | 'settings'>,
) {
  const { me, may } = probeWordsFor(language)
  const domain = actor.email.slice(actor.email.lastIndexOf('@') + 1)
  const found = (await listProofs(house.db)).find((proof) => proof.domain === domain)
  return {
    words: me,
    pinned: sayPinned(settings, language),
    may: found ? `${may}: ${sayMay(found.findings, language)}.` : me.untried,
  }
}

/** POST /desk/me */
export async function action({ request, context }: ActionFunctionArgs) {
  return keepSettings(request, await requireStaff(request, context), { path: '/desk/me', context })
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }]

export default function DeskMe() {
  const { who, manner, devices, byMail } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return (
    <>
      <div className="desk-head plain">
        <MeTitle {...who} />
      </div>
      <div className="desk-form form">
        <MeForm {...manner} errors={sent?.errors ?? []} />
        <section className="card padded form">
          <h2>{byMail.words.title}</h2>
          <p>{byMail.may}</p>
          <p>{byMail.pinned}</p>
          <p>
            <Link to="/desk/settings/mailboxes#proof">{byMail.words.try}</Link>
          </p>
        </section>
        <Devices {...devices} />
      </div>
    </>
  )
}
