import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { addCustomerApp, changeApp } from '../../../../db/customers/change-app.ts'
import { type KeptApp, listKeptApps, readCustomer } from '../../../../db/customers/customers.ts'
import type { House } from '../../../../db/house.ts'
import { appFacts } from '../../../../domain/customer.ts'
import { mayKeep } from '../../../../domain/keeping.ts'
import { isRefusal, refuse } from '../../../../domain/refusal.ts'
import type { Language } from '../../../../domain/ticket.ts'
import { requireStaff } from '../../../actor.server.ts'
import { type DescribedField, DescribedForm } from '../../../components/described-form.tsx'
import { Link } from '../../../components/link.tsx'
import { useSteadyKey } from '../../../components/steady-key.ts'
import { redirectWith } from '../../../flash.server.ts'
import type { Filled } from '../../../form.server.ts'
import { asResponse } from '../../../respond.server.ts'
import { titled } from '../../../title.ts'
import { customersWords } from '../../../words/customers.server.ts'
import { wordsFor } from '../../../words/words.ts'
import { choice, comeBack, malformed, orNull, readDeskForm, readStaffChoices, refused, tick } from './form.server.ts'

export { Wrong as ErrorBoundary } from '../../../components/wrong.tsx'

const fields = ['name', 'live', 'deepDiveWaiver', 'productionUrl', 'repositoryUrl', 'pmId', 'supportLeadId']
const places = [1, 2, 3, 4]
const typed = [...fields, ...places.map((place) => `developer${place}`)]

type Known = Omit<KeptApp, 'id' | 'workflows' | 'pages' | 'environments' | 'company'>
const blank: Known = {
  ...{ name: '', live: false, deepDiveWaiver: null, productionUrl: null, repositoryUrl: null },
  ...{ pmId: null, supportLeadId: null, developers: [] },
}

/** GET /desk/customers/:company/apps/:app, or an empty form where the app is `new`. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { actor, language } = await requireStaff(request, context)
  if (!mayKeep(actor, 'apps')) throw asResponse(refuse('not_yours_to_keep'), language)
  const customer = await readCustomer(context.house, params.company ?? '')
  const found = customer && (await listKeptApps(context.house, customer.id)).find(({ id }) => id === params.app)
  if (!customer || (!found && params.app !== 'new')) throw new Response(null, { status: 404 })
  const { page } = customersWords(language)
  const head = found?.name ?? page.addApp
  return {
    title: titled(wordsFor(language), head),
    ...{ head, isNew: !found, words: page, formKey: crypto.randomUUID() },
    back: `/desk/customers/${customer.id}/apps`,
    fields: await describe(context.house, found ?? blank, language),
  }
}

async function describe(house: House, known: Known, language: Language): Promise<DescribedField[]> {
  const { field, nobody, optional } = customersWords(language)
  const staff = await readStaffChoices(house)
  const maybe = (label: string) => `${label} ${optional}`
  return [
    { kind: 'text', name: 'name', label: field.name, value: known.name },
    { kind: 'url', name: 'productionUrl', label: maybe(field.productionUrl), value: known.productionUrl ?? '' },
    { kind: 'url', name: 'repositoryUrl', label: maybe(field.repositoryUrl), value: known.repositoryUrl ?? '' },
    choice('pmId', field.pmId, { options: staff('pm'), value: known.pmId, blank: nobody }),
    choice('supportLeadId', field.supportLeadId, {
      ...{ options: staff('support_lead'), value: known.supportLeadId, blank: nobody },
    }),
    ...places.map((place) =>
      choice(`developer${place}`, field.developer(place), {
        ...{ options: staff('developer'), value: known.developers[place - 1]?.id ?? null, blank: nobody },
      }),
    ),
    tick('live', field.live, known.live),
    { kind: 'text', name: 'deepDiveWaiver', label: maybe(field.deepDiveWaiver), value: known.deepDiveWaiver ?? '' },
  ]
}

/** POST, the fields of an app. Sent twice it is the same app. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const { actor, language } = await requireStaff(request, context)
  const words = customersWords(language)
  const form = await readDeskForm(request, language)
  const companyId = params.company ?? ''
  if (!(await readCustomer(context.house, companyId))) throw new Response(null, { status: 404 })
  const read = readApp(form)
  if (!read.success) {
    const { developer: _, ...labels } = words.field
    return comeBack(form, typed, malformed(read.error.issues, language, labels))
  }
  const asked = { companyId, facts: read.data, by: actor, now: context.now() }
  const isNew = params.app === 'new'
  const isHere = isNew || (await listKeptApps(context.house, companyId)).some(({ id }) => id === params.app)
  if (!isHere) throw new Response(null, { status: 404 })
  const done = isNew
    ? await addCustomerApp(context.house, { ...asked, key: form.sourceKey })
    : await changeApp(context.house, { ...asked, appId: params.app ?? '' })
  if (isRefusal(done)) return comeBack(form, typed, refused(done, language))
  return redirectWith(`/desk/customers/${companyId}/apps`, { tone: 'good', text: words.saved }, context.settings)
}

function readApp(form: Pick<Filled, 'one'>) {
  return appFacts.safeParse({
    ...{ name: form.one('name'), live: form.one('live') === 'yes' },
    ...{ deepDiveWaiver: orNull(form.one('deepDiveWaiver')), productionUrl: orNull(form.one('productionUrl')) },
    ...{ repositoryUrl: orNull(form.one('repositoryUrl')), pmId: orNull(form.one('pmId')) },
    supportLeadId: orNull(form.one('supportLeadId')),
    developerIds: places.flatMap((place) => orNull(form.one(`developer${place}`)) ?? []),
  })
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }]

export default function App() {
  const { head, isNew, back, fields: asked, words, formKey } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>() ?? null
  return (
    <>
      <p className="crumbs">
        <Link to={back}>{words.apps}</Link>
      </p>
      <section className="card padded form" aria-labelledby="app">
        <h2 id="app">{head}</h2>
        <DescribedForm
          name="save"
          fields={asked}
          submit={isNew ? words.add : words.save}
          formKey={useSteadyKey(formKey)}
          failed={failed}
        />
      </section>
    </>
  )
}
