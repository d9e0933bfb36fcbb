import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { addCustomer } from '../../../../db/customers/change-company.ts'
import { readCustomerChoices } from '../../../../db/customers/customers.ts'
import { mayKeep } from '../../../../domain/keeping.ts'
import { isRefusal, refuse } from '../../../../domain/refusal.ts'
import { requireStaff } from '../../../actor.server.ts'
import { DescribedForm } from '../../../components/described-form.tsx'
import { useSteadyKey } from '../../../components/steady-key.ts'
import { redirectWith } from '../../../flash.server.ts'
import { asResponse } from '../../../respond.server.ts'
import { titled } from '../../../title.ts'
import { customersWords } from '../../../words/customers.server.ts'
import { wordsFor } from '../../../words/words.ts'
import { describeCompany, factFields, moneyFields, readFacts, readMoney } from './company-form.server.ts'
import { comeBack, malformed, readDeskForm, refused } from './form.server.ts'

export { Wrong as ErrorBoundary } from '../../../components/wrong.tsx'

/** GET /desk/customers/new: for admins. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { actor, language, timeZone } = await requireStaff(request, context)
  if (!mayKeep(actor, 'money')) throw asResponse(refuse('admins_only'), language)
  const { plans } = await readCustomerChoices(context.house)
  const blank = {
    ...{ name: '', language, timeZone, calendarId: null, pmId: null, deputyId: null, accountManagerId: null },
    ...{ planId: plans[0]?.id ?? '', billingPolicy: 'postpaid' as const, urgentNeedsPayment: false },
    ...{ dmClient: false, hourlyRate: null, currency: 'EUR' },
  }
  const { facts, money } = await describeCompany(context.house, blank, language)
  const { page } = customersWords(language)
  return {
    title: titled(wordsFor(language), page.new),
    ...{ words: page, fields: [...facts, ...money], formKey: crypto.randomUUID() },
  }
}

/** POST /desk/customers/new */
export async function action({ request, context }: ActionFunctionArgs) {
  const { actor, language } = await requireStaff(request, context)
  const words = customersWords(language)
  const form = await readDeskForm(request, language)
  const [facts, money] = [readFacts(form), readMoney(form)]
  const fields = [...factFields, ...moneyFields]
  if (!facts.success || !money.success) {
    const issues = [...(facts.error?.issues ?? []), ...(money.error?.issues ?? [])]
    const { developer: _, ...labels } = words.field
    return comeBack(form, fields, malformed(issues, language, labels))
  }
  const done = await addCustomer(context.house, {
    ...{ facts: facts.data, money: money.data, by: actor, key: form.sourceKey, now: context.now() },
  })
  if (isRefusal(done)) return comeBack(form, fields, refused(done, language))
  return redirectWith(`/desk/customers/${done.companyId}`, { tone: 'good', text: words.saved }, context.settings)
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }]

export default function NewCustomer() {
  const { words, fields, formKey } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>() ?? null
  return (
    <>
      <div className="desk-head plain">
        <h1>{words.new}</h1>
      </div>
      <div className="desk-form">
        <section className="card padded">
          <DescribedForm
            name="add"
            fields={fields}
            submit={words.add}
            formKey={useSteadyKey(formKey)}
            failed={failed}
          />
        </section>
      </div>
    </>
  )
}
