import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import {
  addAddress,
  addContact,
  changeContact,
  changeRights,
  dropAddress,
  letBack,
  letGo,
  makeMain,
} from '../../../../db/customers/change-contact.ts'
import { listContacts, readCustomer } from '../../../../db/customers/customers.ts'
import { type ContactRights, contactFacts, mailAddress } from '../../../../domain/customer.ts'
import { mayKeep } from '../../../../domain/keeping.ts'
import { isRefusal, type Refusal, refuse } from '../../../../domain/refusal.ts'
import { type Language, languages, type Staff } from '../../../../domain/ticket.ts'
import { requireStaff } from '../../../actor.server.ts'
import { type Act, ActButtons, type DescribedField, DescribedForm } from '../../../components/described-form.tsx'
import { Link } from '../../../components/link.tsx'
import { useSteadyKey } from '../../../components/steady-key.ts'
import { redirectWith } from '../../../flash.server.ts'
import type { Filled } from '../../../form.server.ts'
import { inMajor } from '../../../money.server.ts'
import { asResponse } from '../../../respond.server.ts'
import { readRights } from '../../../rights.server.ts'
import { titled } from '../../../title.ts'
import { customersWords } from '../../../words/customers.server.ts'
import { asked as askedRights, peopleWords } from '../../../words/people.server.ts'
import { wordsFor } from '../../../words/words.ts'
import { choice, comeBack, malformed, readDeskForm, refused, tick } from './form.server.ts'

export { Wrong as ErrorBoundary } from '../../../components/wrong.tsx'

const blank = {
  ...{ name: '', active: true, addresses: [] },
  rights: {
    ...{ seesCompany: true, approvesEstimates: false, approvalLimit: null },
    ...{ approvesReleases: false, managesPeople: false },
  },
}

/** GET /desk/customers/:company/people/:person: a contact, or an empty form where the person is `new`. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { actor, language } = await requireStaff(request, context)
  if (!mayKeep(actor, 'people')) throw asResponse(refuse('not_yours_to_keep'), language)
  const customer = await readCustomer(context.house, params.company ?? '')
  const found = customer && (await listContacts(context.house, customer.id)).find(({ id }) => id === params.person)
  const isNew = params.person === 'new'
  if (!customer || (!found && !isNew)) throw new Response(null, { status: 404 })
  const words = customersWords(language)
  const person = found ?? { ...blank, language: customer.language }
  return {
    title: titled(wordsFor(language), person.name || words.page.addPerson),
    head: person.name || words.page.addPerson,
    ...{ id: found?.id ?? null, active: person.active, words: words.page, formKey: crypto.randomUUID() },
    back: `/desk/customers/${customer.id}/people`,
    fields: describe(person, { language, currency: customer.currency, isNew }),
    address: [{ kind: 'email' as const, name: 'address', label: words.page.addAddress, value: '' }],
    addresses: person.addresses.map(({ address, main, verified }) => ({
      address,
      note: verified ? null : words.unverified,
      acts: main ? [] : addressActs(address, words.page),
    })),
  }
}

function addressActs(about: string, page: { makeMain: string; drop: string }): Act[] {
  return [
    { name: 'main_address', text: page.makeMain, about },
    { name: 'drop_address', text: page.drop, about },
  ]
}

function describe(
  person: { name: string; language: Language; rights: ContactRights },
  { language, currency, isNew }: { language: Language; currency: string; isNew: boolean },
): DescribedField[] {
  const { field, optional } = customersWords(language)
  const { rights: words, languages: named } = peopleWords(language)
  const { rights } = person
  return [
    { kind: 'text', name: 'name', label: field.name, value: person.name },
    ...(isNew ? [{ kind: 'email' as const, name: 'address', label: field.address, value: '' }] : []),
    choice('language', field.language, {
      options: languages.map((value) => ({ value, label: named[value] })),
      value: person.language,
    }),
    ...askedRights.map((right) => tick(right, words[right], rights[right])),
    {
      ...{ kind: 'decimal', name: 'limit', label: `${words.limit} (${currency}) ${optional}`, hint: words.limitHint },
      value: rights.approvalLimit === null ? '' : inMajor(rights.approvalLimit, currency),
    },
    ...(isNew ? [tick('letter', field.letter, true)] : []),
  ]
}

const typed = ['name', 'address', 'language', ...askedRights, 'limit', 'letter']

/** POST, `do` = add, save, add_address {address}, main_address {id}, drop_address {id}, let_go or let_back. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const { actor, language } = await requireStaff(request, context)
  const customer = await readCustomer(context.house, params.company ?? '')
  if (!customer) throw new Response(null, { status: 404 })
  const words = customersWords(language)
  const form = await readDeskForm(request, language)
  const asking = { form, actor, language, customer, personId: params.person ?? '' }
  const wanted = form.one('do')
  const outcome = wanted === 'add' || wanted === 'save' ? await save(asking, context) : await act(asking, context)
  if (outcome === 'now') {
    const back = `/desk/customers/${customer.id}/people${wanted === 'add' || wanted === 'save' ? '' : `/${params.person}`}`
    return redirectWith(back, { tone: 'good', text: words.saved }, context.settings)
  }
  return comeBack(form, typed, isRefusal(outcome) ? refused(outcome, language) : outcome)
}

type Asking = {
  form: Filled
  actor: Staff
  language: Language
  customer: { id: string; currency: string }
  personId: string
}
type Context = LoaderFunctionArgs['context']

async function save({ form, actor, language, customer, personId }: Asking, { house, now }: Context) {
  const { field } = customersWords(language)
  const isNew = form.one('do') === 'add'
  const facts = contactFacts.safeParse({ name: form.one('name'), language: form.one('language') })
  const address = mailAddress.safeParse(form.one('address'))
  const given = askedRights.filter((right) => form.one(right) === 'yes')
  const rights = readRights({ one: form.one, all: () => given }, customer.currency)
  if (!facts.success || !rights || (isNew && !address.success)) {
    const addressIssues = isNew ? (address.error?.issues ?? []).map((issue) => ({ ...issue, path: ['address'] })) : []
    const { developer: _, ...labels } = field
    const { errors } = malformed([...(facts.error?.issues ?? []), ...addressIssues], language, labels)
    const limit = rights ? [] : [{ field: 'limit', text: peopleWords(language).wrongLimit }]
    return { errors: [...errors, ...limit], status: 422 }
  }
  const of = { companyId: customer.id, by: actor, now: now() }
  if (isNew) {
    const letter = form.one('letter') === 'yes' ? ('invitation' as const) : null
    const added = await addContact(house, {
      ...{ ...of, facts: facts.data, address: address.data ?? '', rights, letter, key: form.sourceKey },
    })
    return isRefusal(added) ? added : 'now'
  }
  const changed = await changeContact(house, { ...of, personId, facts: facts.data })
  return isRefusal(changed) ? changed : changeRights(house, { ...of, personId, rights })
}

function act({ form, actor, customer, personId, language }: Asking, { house, now }: Context) {
  const of = { companyId: customer.id, personId, by: actor, now: now() }
  const wanted = form.one('do')
  if (wanted === 'let_go') return letGo(house, of)
  if (wanted === 'let_back') return letBack(house, of)
  const read = mailAddress.safeParse(form.one(wanted === 'add_address' ? 'address' : 'id'))
  if (!read.success) {
    const issues = read.error.issues.map((issue) => ({ ...issue, path: ['address'] }))
    return malformed(issues, language, { address: customersWords(language).field.address })
  }
  const doors: Record<string, typeof addAddress> = {
    ...{ add_address: addAddress, main_address: makeMain, drop_address: dropAddress },
  }
  const door = doors[wanted]
  const nothing: Refusal = refuse('not_on_file')
  return door ? door(house, { ...of, address: read.data }) : nothing
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }]

export default function Person() {
  const { id, head, back, active, fields, address, addresses, words, formKey } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>() ?? null
  const key = useSteadyKey(formKey)
  const go = active ? { name: 'let_go', text: words.letGo } : { name: 'let_back', text: words.letBack }
  return (
    <>
      <p className="crumbs">
        <Link to={back}>{words.people}</Link>
      </p>
      <section className="card padded form" aria-labelledby="person">
        <h2 id="person">{head}</h2>
        <DescribedForm
          name={id ? 'save' : 'add'}
          submit={id ? words.save : words.add}
          {...{ fields, failed }}
          formKey={key}
        />
      </section>
      {id && (
        <>
          <section className="card padded form" aria-labelledby="addresses">
            <div>
              <h2 id="addresses">{words.addresses}</h2>
              <p className="hint">{words.addressLine}</p>
            </div>
            <ul className="kept">
              {addresses.map((one) => (
                <li key={one.address}>
                  <span>
                    {one.address} {one.note && <span className="muted">{one.note}</span>}
                  </span>
                  <ActButtons id={one.address} acts={one.acts} formKey={key} />
                </li>
              ))}
            </ul>
            <DescribedForm name="add_address" fields={address} submit={words.add} formKey={key} failed={failed} />
          </section>
          <section className="card padded form" aria-label={go.text}>
            {active && <p className="hint">{words.letGoLine}</p>}
            <ActButtons id={id} formKey={key} acts={[{ ...go, about: head, ...(active && { look: 'danger' }) }]} />
          </section>
        </>
      )}
    </>
  )
}
