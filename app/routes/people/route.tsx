import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { addContact } from '../../../db/customers/change-contact.ts'
import { type Colleague, listColleagues, type OwnCompany } from '../../../db/people/colleagues.ts'
import { countTry } from '../../../db/people/rate-limit.ts'
import { contactFacts, mailAddress, roleWordOf } from '../../../domain/customer.ts'
import { isRefusal, refusalStatus, sentenceFor } from '../../../domain/refusal.ts'
import { languages } from '../../../domain/ticket.ts'
import { type Reader, requireContact } from '../../actor.server.ts'
import type { FieldError } from '../../components/error-summary.tsx'
import { useSteadyKey } from '../../components/steady-key.ts'
import { WrongPage } from '../../components/wrong.tsx'
import { faceOf } from '../../face.server.ts'
import { fieldErrors } from '../../field-errors.server.ts'
import { redirectWith } from '../../flash.server.ts'
import { type Filled, readForm } from '../../form.server.ts'
import { type Manner, sayWhen } from '../../moment.server.ts'
import { sayMoney } from '../../money.server.ts'
import { readRights, showRights, typedRights } from '../../rights.server.ts'
import { titled } from '../../title.ts'
import { peopleWords } from '../../words/people.server.ts'
import { portalWords } from '../../words/portal.server.ts'
import { wordsFor } from '../../words/words.ts'
import { type FailedInvitation, PeoplePage, type ShownColleague } from './page.tsx'

const noRights = {
  ...{ seesCompany: true, approvesEstimates: false, approvalLimit: null },
  ...{ approvesReleases: false, managesPeople: false },
}

/** GET /people: the colleagues of a contact; who manages people there sees the form to invite more. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { actor, language, timeZone } = await requireContact(request, context)
  const words = peopleWords(language)
  const companies = await listColleagues(context.house, actor)
  const manner = { language, timeZone, now: context.now() }
  return {
    title: titled(wordsFor(language), words.page.title),
    companies: companies.map((company) => ({
      ...{ id: company.id, name: company.name, currency: company.currency },
      people: company.people.map((one) => showColleague(one, { company, me: actor.id, manner })),
      invitation: company.mayManage ? showRights(noRights, company.currency, words) : null,
    })),
    languages: languages.map((value) => ({ value, label: words.languages[value] })),
    words: { page: words.page, rights: words.rights },
    formKey: crypto.randomUUID(),
  }
}

function showColleague(
  { id, name, email, rights, seenAt }: Colleague,
  { company, me, manner }: { company: OwnCompany; me: string; manner: Manner },
): ShownColleague {
  const words = peopleWords(manner.language)
  const { approvalLimit, approvesEstimates } = rights
  const limit = approvesEstimates && approvalLimit !== null
  return {
    face: faceOf({ id, name }),
    email,
    about: [
      words.role[roleWordOf(rights)],
      ...(limit ? [words.upTo(sayMoney(approvalLimit, company.currency, manner))] : []),
      seenAt ? words.seen(sayWhen(seenAt, manner).text) : words.neverSeen,
    ],
    isMe: id === me,
    href: company.mayManage && id !== me ? `/people/${id}?company=${company.id}` : null,
  }
}

/** POST /people: invites a colleague. */
export async function action({ request, context }: ActionFunctionArgs) {
  const reader = await requireContact(request, context)
  const { actor, language } = reader
  const words = peopleWords(language)
  const form = await readForm(request)
  if (form === null || isRefusal(form)) throw new Response(portalWords(language).wrong.form, { status: 400 })
  const companyId = form.one('company')
  const company = (await listColleagues(context.house, actor)).find(({ id }) => id === companyId)
  if (!company) throw new Response(null, { status: 404 })
  const read = readInvitation(form, company, reader)
  if ('errors' in read) return comeBack(form, read.errors, { companyId, reader, status: 422 })
  // An invitation is a letter to whomever somebody names.
  const tooMany = company.mayManage ? await countTry(context.house.db, 'invitation', actor.id) : null
  const done =
    tooMany ??
    (await addContact(context.house, {
      ...{ companyId, by: actor, letter: 'invitation', key: form.sourceKey, now: context.now() },
      ...read,
    }))
  if (isRefusal(done)) {
    const field = done.missing[0] ?? ''
    const errors = [{ field, text: sentenceFor(done.refused, language) }]
    return comeBack(form, errors, { companyId, reader, status: refusalStatus[done.refused] })
  }
  return redirectWith('/people', { tone: 'good', text: words.invited(read.address) }, context.settings)
}

function readInvitation(form: Filled, { currency }: OwnCompany, { language }: Reader) {
  const words = peopleWords(language)
  const facts = contactFacts.safeParse({ name: form.one('name'), language: form.one('language') })
  const address = mailAddress.safeParse(form.one('address'))
  const rights = readRights(form, currency)
  if (facts.success && address.success && rights) return { facts: facts.data, address: address.data, rights }
  const issues = [
    ...(facts.error?.issues ?? []),
    ...(address.error?.issues ?? []).map((issue) => ({ ...issue, path: ['address'] })),
  ]
  const labels = { name: words.page.name, address: words.page.address, language: words.page.language }
  const errors = fieldErrors(issues, language, labels)
  return { errors: rights ? errors : [...errors, { field: 'limit', text: words.wrongLimit }] }
}

function comeBack(
  form: Filled,
  errors: FieldError[],
  { companyId, reader, status }: { companyId: string; reader: Reader; status: number },
) {
  const entered = {
    ...{ name: form.one('name'), address: form.one('address'), language: form.one('language') },
    rights: typedRights(form, peopleWords(reader.language)),
  }
  return data<FailedInvitation>({ company: companyId, entered, errors }, { status })
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }]

export default function People() {
  const { title: _, formKey, ...page } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>() ?? null
  return <PeoplePage {...page} failed={failed} formKey={useSteadyKey(formKey)} />
}

export { WrongPage as ErrorBoundary }
