import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { changeRights } from '../../../db/customers/change-contact.ts'
import { listColleagues } from '../../../db/people/colleagues.ts'
import { isRefusal, refusalStatus, sentenceFor } from '../../../domain/refusal.ts'
import type { Contact } from '../../../domain/ticket.ts'
import { requireContact } from '../../actor.server.ts'
import { Button } from '../../components/button.tsx'
import { ErrorSummary } from '../../components/error-summary.tsx'
import { Link } from '../../components/link.tsx'
import { RightsFields } from '../../components/rights-fields.tsx'
import { WrongPage } from '../../components/wrong.tsx'
import { redirectWith } from '../../flash.server.ts'
import { readForm } from '../../form.server.ts'
import { readRights, showRights, typedRights } from '../../rights.server.ts'
import { titled } from '../../title.ts'
import { peopleWords } from '../../words/people.server.ts'
import { portalWords } from '../../words/portal.server.ts'
import { wordsFor } from '../../words/words.ts'

type Args = LoaderFunctionArgs | ActionFunctionArgs

/** GET /people/:person?company=: what a colleague may do. For who manages people there, and never of themselves. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { actor, language } = await requireContact(request, context)
  const words = peopleWords(language)
  const { company, colleague } = await findColleague({ request, context, params }, actor)
  const head = words.rightsOf(colleague.name)
  return {
    title: titled(wordsFor(language), head),
    ...{ head, currency: company.currency, email: colleague.email },
    shown: showRights(colleague.rights, company.currency, words),
    words: { page: words.page, rights: words.rights },
  }
}

/** POST /people/:person?company=: `rights`*, `limit`. Sent twice they are the same rights. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const { actor, language } = await requireContact(request, context)
  const words = peopleWords(language)
  const { company, colleague } = await findColleague({ request, context, params }, actor)
  const form = await readForm(request)
  if (form === null || isRefusal(form)) throw new Response(portalWords(language).wrong.form, { status: 400 })
  const again = (errors: { field: string; text: string }[], status: number) =>
    data({ errors, typed: typedRights(form, words) }, { status })
  const rights = readRights(form, company.currency)
  if (!rights) return again([{ field: 'limit', text: words.wrongLimit }], 422)
  const of = { companyId: company.id, personId: colleague.id }
  const done = await changeRights(context.house, { ...of, by: actor, now: context.now(), rights })
  if (isRefusal(done)) {
    return again([{ field: '', text: sentenceFor(done.refused, language) }], refusalStatus[done.refused])
  }
  return redirectWith('/people', { tone: 'good', text: words.saved(colleague.name) }, context.settings)
}

/** The colleague of the address, at the company it names; to who may not say what they may do, there is none. */
async function findColleague({ request, context, params }: Args, actor: Contact) {
  const wanted = new URL(request.url).searchParams.get('company')
  const company = (await listColleagues(context.house, actor)).find(({ id }) => id === wanted)
  const colleague = company?.people.find(({ id }) => id === params.person && id !== actor.id)
  if (!company?.mayManage || !colleague) throw new Response(null, { status: 404 })
  return { company, colleague }
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }]

export default function Rights() {
  const { head, email, currency, shown, words } = useLoaderData<typeof loader>()
  const { errors, typed } = useActionData<typeof action>() ?? { errors: [], typed: shown }
  return (
    <div className="frame single">
      <main id="main">
        <p className="crumbs">
          <Link to="/people">{words.page.back}</Link>
        </p>
        <h1>{head}</h1>
        <p className="sub">
          <span>{email}</span>
        </p>
        <Form method="post" className="card padded form below" noValidate>
          <ErrorSummary errors={errors} />
          <RightsFields {...typed} currency={currency} words={words.rights} errors={errors} />
          <div className="button-row">
            <Button look="primary">{words.page.save}</Button>
          </div>
        </Form>
      </main>
    </div>
  )
}

export { WrongPage as ErrorBoundary }
