import { createHash } from 'node:crypto'
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { listApps } from '../../../../db/customers/apps.ts'
import type { House } from '../../../../db/house.ts'
import { type Opening, openTicket } from '../../../../db/open-ticket.ts'
import { readPersonByEmail } from '../../../../db/people/actor.ts'
import { listPeople } from '../../../../db/people/people.ts'
import { openBody } from '../../../../domain/command.ts'
import { isRefusal, type Refusal, refusalStatus, refuse, sentenceFor } from '../../../../domain/refusal.ts'
import { categories, type Language } from '../../../../domain/ticket.ts'
import { requireStaff } from '../../../actor.server.ts'
import { useSteadyKey } from '../../../components/steady-key.ts'
import { fieldErrors } from '../../../field-errors.server.ts'
import { redirectWith } from '../../../flash.server.ts'
import { readForm } from '../../../form.server.ts'
import { titled } from '../../../title.ts'
import { deskWordsFor } from '../../../words/desk.server.ts'
import { wordsFor } from '../../../words/words.ts'
import { DeskNewTicketPage, type DeskNewTicketProps } from './page.tsx'

export { Wrong as ErrorBoundary } from '../../../components/wrong.tsx'

/** GET /desk/new */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { house } = context
  const { actor, language } = await requireStaff(request, context)
  const words = wordsFor(language)
  const [people, apps] = await Promise.all([listPeople(house, actor), listApps(house, actor)])
  const props: Omit<DeskNewTicketProps, 'entered' | 'errors'> = {
    categories: categories.map((value) => ({ value, label: words.category[value] })),
    apps: apps.map(({ id, name, company }) => ({ value: id, label: `${company.name}: ${name}` })),
    contacts: people
      .filter(({ kind }) => kind === 'contact')
      .map(({ name, email, companies }) => ({
        value: email,
        label: [name, ...companies.map((company) => company.name)].join(' · '),
      })),
    formKey: crypto.randomUUID(),
  }
  return { title: titled(words, words.shell.newTicket), ...props }
}

/** Staff always name whose ticket it is. */
const body = openBody.omit({ impact: true }).required({ requester: true })
type Body = (typeof body)['_output']

/** POST /desk/new: opens a ticket for a contact (R001). */
export async function action({ request, context }: ActionFunctionArgs) {
  const { house, settings } = context
  const { actor, language } = await requireStaff(request, context)
  const words = deskWordsFor(language)
  const filled = await readForm(request)
  if (filled === null || isRefusal(filled)) return comeBack({}, [{ field: '', text: words.field.torn }], 422)
  const names = ['requester', 'category', 'title', 'body', 'app'] as const
  const entered = Object.fromEntries(names.map((name) => [name, filled.one(name)]))
  const given = Object.fromEntries(names.flatMap((name) => (filled.one(name) ? [[name, filled.one(name).trim()]] : [])))
  const read = body.safeParse(given)
  if (!read.success) return comeBack(entered, fieldErrors(read.error.issues, language, labelsIn(language)), 422)

  const owner = await findOwner(house, read.data)
  const { category, title, body: text, app } = read.data
  const asked = createHash('sha256')
    .update(JSON.stringify([filled.one('key'), read.data]))
    .digest('base64url')
  const opened = isRefusal(owner)
    ? owner
    : await openTicket(house, {
        ...{ category, title, body: text, appId: app ?? null, impact: [], participantIds: [], files: [], actor },
        ...{ source: 'staff', channel: 'web', proof: 'session', sourceKey: `form/${asked}`, now: context.now() },
        ...owner,
      })
  if (isRefusal(opened)) {
    const field = opened.refused === 'no_such_person' ? 'requester' : opened.refused === 'no_such_app' ? 'app' : ''
    return comeBack(entered, [{ field, text: sentenceFor(opened.refused, language) }], refusalStatus[opened.refused])
  }
  return redirectWith(`/desk/t/${opened.number}`, { tone: 'good', text: words.flash.opened(opened.number) }, settings)
}

/** What this form calls its fields, in its order. */
function labelsIn(language: Language): Record<string, string> {
  const { deskNew, queue, newTicket } = wordsFor(language)
  return {
    requester: deskNew.requester,
    category: queue.filterBy.category,
    app: deskNew.app,
    title: newTicket.title,
    body: deskNew.body,
  }
}

function comeBack(entered: DeskNewTicketProps['entered'], errors: DeskNewTicketProps['errors'], status: number) {
  return data({ entered, errors }, { status })
}

/** Whose ticket it becomes: the contact's with this address, at the company of the app if one was named. */
async function findOwner(
  house: House,
  { requester, app }: Body,
): Promise<Pick<Opening, 'companyId' | 'requesterId'> | Refusal> {
  const contact = (await readPersonByEmail(house.db, requester))?.actor
  if (contact?.kind !== 'contact') return refuse('no_such_person')
  const apps = app ? await listApps(house, contact) : []
  const companyId = apps.find(({ id }) => id === app)?.company.id ?? contact.memberships[0]?.companyId
  return companyId ? { companyId, requesterId: contact.id } : refuse('no_such_person')
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }]

export default function DeskNewTicket() {
  const { title: _, ...shown } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  const formKey = useSteadyKey(shown.formKey)
  return (
    <DeskNewTicketPage {...shown} formKey={formKey} entered={failed?.entered ?? {}} errors={failed?.errors ?? []} />
  )
}
