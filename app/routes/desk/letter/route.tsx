import {
  type ActionFunctionArgs,
  type AppLoadContext,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import type { House } from '../../../../db/house.ts'
import { sendAgain } from '../../../../db/letters/send-again.ts'
import { readAgain, releaseMail } from '../../../../db/mailbox/held-mail.ts'
import { readRawMail } from '../../../../db/mailbox/mail-log.ts'
import { readMail, type WentMail } from '../../../../db/mailbox/mail-page.ts'
import { isDemo } from '../../../../db/people/demo.ts'
import { listStaff } from '../../../../db/people/people.ts'
import { isRefusal, type Refusal, refusalStatus, sentenceFor } from '../../../../domain/refusal.ts'
import type { Staff } from '../../../../domain/ticket.ts'
import { letterTextOf, previewMail } from '../../../../mail/preview.ts'
import { requireStaff } from '../../../actor.server.ts'
import { readAgency } from '../../../agency.server.ts'
import { useLive } from '../../../components/live.ts'
import { useSteadyAnswer } from '../../../components/steady-answer.ts'
import { fieldErrors } from '../../../field-errors.server.ts'
import { redirectWith } from '../../../flash.server.ts'
import { readForm } from '../../../form.server.ts'
import { titled } from '../../../title.ts'
import { deskWordsFor } from '../../../words/desk.server.ts'
import { mailWordsFor } from '../../../words/mail.server.ts'
import { wordsFor } from '../../../words/words.ts'
import { mailIn } from '../mail-in.server.ts'
import { showHeld } from './held.server.ts'
import { LetterPage } from './page.tsx'
import { showMail } from './show.server.ts'

export { Wrong as ErrorBoundary } from '../../../components/wrong.tsx'

/** GET /desk/mail/:id */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { house } = context
  const { actor, language, timeZone, picturesOf } = await requireStaff(request, context)
  const manner = { language, timeZone, now: context.now() }
  const [mail, agency, ours] = await Promise.all([
    readMail(house, actor, mailIn(params)),
    readAgency(context),
    listStaff(house),
  ])
  if (!mail) throw new Response(null, { status: 404 })
  const words = wordsFor(language)
  const said = mail.direction === 'out' ? await readLetter(mail, actor, context) : mail.text
  const shown = showMail({ ...mail, text: said }, { agency: agency.name, manner, picturesOf, ours })
  return {
    title: titled(words, shown.letter.subject || words.mail.noSubject),
    ...shown,
    held: mail.direction === 'in' ? await showHeld(house, { actor, language, mail }) : null,
    formKey: crypto.randomUUID(),
  }
}

/** What a letter of ours said as it went; what is not written yet, as it would be. Whom one signs in reads it alone. */
async function readLetter({ id, letter, language }: WentMail, actor: Staff, { house, settings }: AppLoadContext) {
  const mime = await readRawMail(house, { id, actor, demo: await isDemo(house, settings) })
  if (mime || letter === 'sign_in') return mime && letterTextOf(mime)
  const preview = await previewMail(house, id, { language, baseUrl: settings.baseUrl })
  return preview?.text ?? null
}

/** What may be decided of a mail, and what each decision names. */
const decision = z.discriminatedUnion('action', [
  z.object({ action: z.literal('attach'), ticket: z.coerce.number().int().positive() }),
  z.object({ action: z.literal('open'), company: z.uuid() }),
  z.object({ action: z.literal('same_person'), person: z.uuid() }),
  z.object({ action: z.literal('spam') }),
  z.object({ action: z.literal('read_again') }),
  z.object({ action: z.literal('retry') }),
])

/** POST /desk/mail/:id `action`. All of it may be asked twice: what is not held or failed any more is refused. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const { house, settings } = context
  const { actor, language } = await requireStaff(request, context)
  const id = mailIn(params)
  const filled = await readForm(request)
  const words = deskWordsFor(language)
  if (filled === null || isRefusal(filled))
    return data({ errors: [{ field: '', text: words.field.torn }] }, { status: 422 })
  const asked = ['action', 'ticket', 'company', 'person'].map((name) => [name, filled.one(name).replace(/^#/, '')])
  const read = decision.safeParse(Object.fromEntries(asked))
  if (!read.success) {
    const { attachTo: ticket, openFor: company, samePersonAs: person } = wordsFor(language).mail
    const errors = fieldErrors(read.error.issues, language, { ticket, company, person })
    return data({ errors }, { status: 422 })
  }

  const outcome = await decide(house, { id, asked: read.data, by: actor, now: context.now() })
  if (isRefusal(outcome)) {
    // Two had it before them: who comes second sees what became of it.
    if (outcome.refused === 'not_possible_now')
      return redirectWith(`/desk/mail/${id}`, { tone: 'problem', text: mailWordsFor(language).settled }, settings)
    const text = sentenceFor(outcome.refused, language)
    const field = outcome.refused === 'no_such_ticket' ? 'ticket' : ''
    return data({ errors: [{ field, text }] }, { status: refusalStatus[outcome.refused] })
  }
  const { flash } = words
  const { action: done } = read.data
  const text = done === 'spam' ? flash.spam : done === 'retry' ? flash.retried : flash.released
  return redirectWith(`/desk/mail/${id}`, { tone: 'good', text }, settings)
}

type Decided = { id: string; asked: z.output<typeof decision>; by: Staff; now: Temporal.Instant }

function decide(house: House, { id, asked, by, now }: Decided): Promise<{ mailId: string } | Refusal> {
  const release = { mailId: id, by, now }
  switch (asked.action) {
    case 'attach':
      return releaseMail(house, { ...release, as: 'attach', ticketNumber: asked.ticket })
    case 'open':
      return releaseMail(house, { ...release, as: 'open', companyId: asked.company })
    case 'same_person':
      return releaseMail(house, { ...release, as: 'alias', personId: asked.person })
    case 'spam':
      return releaseMail(house, { ...release, as: 'spam' })
    case 'read_again':
      return readAgain(house, release)
    case 'retry':
      return sendAgain(house, id)
  }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }]

export default function Letter() {
  const { title: _, ...shown } = useLoaderData<typeof loader>()
  const failed = useSteadyAnswer<typeof action>()
  useLive(shown.letter.fate === 'unread' || shown.letter.fate === 'queued' ? '/events' : null)
  return <LetterPage {...shown} errors={failed?.errors ?? []} />
}
