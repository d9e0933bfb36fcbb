import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { changeCompanyFacts, changeCompanyMoney } from '../../../../db/customers/change-company.ts'
import { readCustomer } from '../../../../db/customers/customers.ts'
import { mayKeep } from '../../../../domain/keeping.ts'
import { isRefusal, refuse } from '../../../../domain/refusal.ts'
import { requireStaff } from '../../../actor.server.ts'
import { type DescribedField, DescribedForm } from '../../../components/described-form.tsx'
import { type Fact, FactList } from '../../../components/fact-list.tsx'
import { useSteadyKey } from '../../../components/steady-key.ts'
import { redirectWith } from '../../../flash.server.ts'
import { titled } from '../../../title.ts'
import { customersWords } from '../../../words/customers.server.ts'
import { wordsFor } from '../../../words/words.ts'
import { describeCompany, factFields, moneyFields, readFacts, readMoney } from './company-form.server.ts'
import { comeBack, malformed, readDeskForm, refused } from './form.server.ts'

export { Wrong as ErrorBoundary } from '../../../components/wrong.tsx'

/** GET /desk/customers/:company: what is on file of a customer; who may change which of it sees a form. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { actor, language } = await requireStaff(request, context)
  const customer = await readCustomer(context.house, params.company ?? '')
  if (!customer) throw new Response(null, { status: 404 })
  const { page } = customersWords(language)
  const { facts, money } = await describeCompany(context.house, customer, language)
  const { yesNo } = wordsFor(language)
  const read = (fields: DescribedField[]) => fields.map((field) => asFact(field, yesNo))
  return {
    title: titled(wordsFor(language), customer.name),
    ...{ words: page, formKey: crypto.randomUUID() },
    facts: mayKeep(actor, 'facts') ? { fields: facts } : { told: read(facts) },
    money: mayKeep(actor, 'money') ? { fields: money } : { told: read(money) },
  }
}

/** What a form would ask, for who may only look. */
function asFact(field: DescribedField, yesNo: { yes: string; no: string }): Fact {
  const { label: term, value } = field
  if (field.kind === 'tick') return { term, text: value === 'yes' ? yesNo.yes : yesNo.no }
  if (field.kind !== 'choice') return { term, text: value || '–' }
  const chosen = field.options.find((option) => option.value === value)
  return { term, text: chosen?.label ?? chosen?.value ?? field.blank ?? '–' }
}

/** POST /desk/customers/:company, `do` = facts or money. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const { actor, language } = await requireStaff(request, context)
  const words = customersWords(language)
  const { developer: _, ...labels } = words.field
  const form = await readDeskForm(request, language)
  const companyId = params.company ?? ''
  if (!(await readCustomer(context.house, companyId))) throw new Response(null, { status: 404 })
  const isMoney = form.one('do') === 'money'
  const fields = isMoney ? moneyFields : factFields
  if (!mayKeep(actor, isMoney ? 'money' : 'facts')) {
    return comeBack(form, fields, refused(refuse(isMoney ? 'admins_only' : 'not_yours_to_keep'), language))
  }
  const [facts, money] = [readFacts(form), readMoney(form)]
  const error = isMoney ? money.error : facts.error
  if (error) return comeBack(form, fields, malformed(error.issues, language, labels))
  const asked = { companyId, by: actor, now: context.now() }
  const done =
    isMoney && money.success
      ? await changeCompanyMoney(context.house, { ...asked, money: money.data })
      : facts.success && (await changeCompanyFacts(context.house, { ...asked, facts: facts.data }))
  if (isRefusal(done)) return comeBack(form, fields, refused(done, language))
  return redirectWith(`/desk/customers/${companyId}`, { tone: 'good', text: words.saved }, context.settings)
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }]

export default function Facts() {
  const { facts, money, words, formKey } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>() ?? null
  const key = useSteadyKey(formKey)
  return (
    <>
      <section className="card padded" aria-labelledby="facts">
        <h2 id="facts">{words.facts}</h2>
        {'fields' in facts ? (
          <DescribedForm name="facts" fields={facts.fields} submit={words.save} formKey={key} failed={failed} />
        ) : (
          <FactList facts={facts.told} />
        )}
      </section>
      <section className="card padded" aria-labelledby="money">
        <h2 id="money">{words.money}</h2>
        <p className="hint">{words.moneyLine}</p>
        {'fields' in money ? (
          <DescribedForm name="money" fields={money.fields} submit={words.save} formKey={key} failed={failed} />
        ) : (
          <FactList facts={money.told} />
        )}
      </section>
    </>
  )
}
