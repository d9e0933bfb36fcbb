import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { listKeptApps, readCustomer } from '../../../../db/customers/customers.ts'
import { readWorkflow, type WorkflowVersion } from '../../../../db/customers/workflows.ts'
import { addWorkflow, reviseWorkflow } from '../../../../db/customers/write-workflow.ts'
import { mayKeep } from '../../../../domain/keeping.ts'
import { isRefusal } from '../../../../domain/refusal.ts'
import { requireStaff } from '../../../actor.server.ts'
import { type DescribedField, DescribedForm } from '../../../components/described-form.tsx'
import { Link } from '../../../components/link.tsx'
import { Revisions } from '../../../components/revisions.tsx'
import { useSteadyKey } from '../../../components/steady-key.ts'
import { redirectWith } from '../../../flash.server.ts'
import { showVersions } from '../../../revisions.server.ts'
import { titled } from '../../../title.ts'
import { customersWords } from '../../../words/customers.server.ts'
import { wordsFor } from '../../../words/words.ts'
import { choice, comeBack, comeBackNewer, malformed, readDeskForm, refused } from './form.server.ts'

export { Wrong as ErrorBoundary } from '../../../components/wrong.tsx'

const words = z.object({
  title: z.string().trim().min(1).max(200),
  steps: z.string().trim().min(1).max(20_000),
  expected: z.string().trim().min(1).max(5_000),
})
const typed = ['app', 'title', 'steps', 'expected']

/** GET /desk/customers/:company/workflows/:workflow: one of them with its history, or an empty form for `new`. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { actor, language, timeZone } = await requireStaff(request, context)
  const customer = await readCustomer(context.house, params.company ?? '')
  const asked = { companyId: customer?.id ?? '', workflowId: params.workflow ?? '' }
  const found = customer && (await readWorkflow(context.house, asked))
  if (!customer || (!found && params.workflow !== 'new')) throw new Response(null, { status: 404 })
  const { page, field } = customersWords(language)
  const apps = found ? [] : await listKeptApps(context.house, customer.id)
  const own: DescribedField[] = [
    { kind: 'text', name: 'title', label: field.title, value: found?.title ?? '' },
    { kind: 'lines', name: 'steps', label: field.steps, value: found?.steps ?? '', hint: field.bodyHint },
    { kind: 'lines', name: 'expected', label: field.expected, value: found?.expected ?? '' },
  ]
  const where = choice('app', field.app, {
    options: apps.map(({ id, name }) => ({ value: id, label: name })),
    value: null,
  })
  const head = found?.title ?? page.addWorkflow
  return {
    title: titled(wordsFor(language), head),
    ...{ head, app: found?.app.name ?? null, base: found?.version ?? null, words: page },
    formKey: crypto.randomUUID(),
    back: `/desk/customers/${customer.id}/workflows`,
    fields: mayKeep(actor, 'workflows') ? [...(found ? [] : [where]), ...own] : null,
    versions: showVersions(
      (found?.versions ?? []).map((one) => asVersion(one, field.expected)),
      { manner: { language, timeZone, now: context.now() }, count: 200, ticketHref: (number) => `/desk/t/${number}` },
    ),
  }
}

/** A version as the text that is compared. */
function asVersion({ title, steps, expected, ...version }: WorkflowVersion, label: string) {
  return { ...version, text: `# ${title}\n\n${steps}\n\n${label}: ${expected}` }
}

/** POST, `title`, `steps`, `expected`, and `app` of a new one, `base` of one that changes. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const { actor, language } = await requireStaff(request, context)
  const said = customersWords(language)
  const form = await readDeskForm(request, language)
  const companyId = params.company ?? ''
  const read = words.safeParse({ title: form.one('title'), steps: form.one('steps'), expected: form.one('expected') })
  const { developer: _, ...labels } = said.field
  if (!read.success) return comeBack(form, typed, malformed(read.error.issues, language, labels))
  const writing = { ...read.data, by: actor, key: form.sourceKey, now: context.now() }
  const workflowId = params.workflow ?? ''
  const known = workflowId === 'new' ? null : await readWorkflow(context.house, { companyId, workflowId })
  const apps = await listKeptApps(context.house, companyId)
  const appId = apps.find(({ id }) => id === form.one('app'))?.id
  if (workflowId === 'new' ? !appId : !known) throw new Response(null, { status: 404 })
  const done = known
    ? await reviseWorkflow(context.house, { ...writing, workflowId, base: Number(form.one('base')) })
    : await addWorkflow(context.house, { ...writing, appId: appId ?? '' })
  if (isRefusal(done) && done.refused === 'revised_meanwhile') {
    const after = await readWorkflow(context.house, { companyId, workflowId })
    const texts = (after?.versions ?? []).map((one) => asVersion(one, said.field.expected))
    const began = texts.find(({ version }) => version === Number(form.one('base')))
    const [now = { version: 0, text: '' }] = texts
    const wrong = refused(done, language)
    return comeBackNewer(form, typed, { before: began?.text ?? '', now, title: said.page.changedMeanwhile, wrong })
  }
  if (isRefusal(done)) return comeBack(form, typed, refused(done, language))
  const back = `/desk/customers/${companyId}/workflows`
  return redirectWith(back, { tone: 'good', text: said.saved }, context.settings)
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }]

export default function Workflow() {
  const { head, app, base, back, fields, versions, words: page, formKey } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>() ?? null
  const key = useSteadyKey(formKey)
  const seen: DescribedField[] = base === null ? [] : [{ kind: 'hidden', name: 'base', label: '', value: String(base) }]
  return (
    <>
      <p className="crumbs">
        <Link to={back}>{page.workflows}</Link>
      </p>
      <section className="card padded form" aria-labelledby="workflow">
        <div>
          <h2 id="workflow">{head}</h2>
          {app && (
            <p className="sub">
              <span>{app}</span>
            </p>
          )}
        </div>
        {fields && (
          <DescribedForm
            name="save"
            fields={[...fields, ...seen]}
            submit={base === null ? page.add : page.save}
            formKey={key}
            failed={failed}
          />
        )}
      </section>
      {versions.length > 0 && (
        <section aria-label={page.history}>
          <Revisions versions={versions} />
        </section>
      )}
    </>
  )
}
