import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { readCustomer } from '../../../../db/customers/customers.ts'
import { listWorkflows } from '../../../../db/customers/workflows.ts'
import { moveWorkflow, retireWorkflow } from '../../../../db/customers/write-workflow.ts'
import { mayKeep } from '../../../../domain/keeping.ts'
import { isRefusal } from '../../../../domain/refusal.ts'
import { requireStaff } from '../../../actor.server.ts'
import { ButtonLink } from '../../../components/button.tsx'
import { ActButtons } from '../../../components/described-form.tsx'
import { ErrorSummary } from '../../../components/error-summary.tsx'
import { Icon } from '../../../components/icon.tsx'
import { Link } from '../../../components/link.tsx'
import { Markdown } from '../../../components/markdown.tsx'
import { useSteadyKey } from '../../../components/steady-key.ts'
import { redirectWith } from '../../../flash.server.ts'
import { renderMarkdown } from '../../../markdown.server.ts'
import { titled } from '../../../title.ts'
import { customersWords } from '../../../words/customers.server.ts'
import { wordsFor } from '../../../words/words.ts'
import { actsOfListed, comeBack, readDeskForm, refused } from './form.server.ts'

export { Wrong as ErrorBoundary } from '../../../components/wrong.tsx'

/** GET /desk/customers/:company/workflows: the known workflows of a customer's apps, in their order (R034). */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { actor, language } = await requireStaff(request, context)
  const customer = await readCustomer(context.house, params.company ?? '')
  if (!customer) throw new Response(null, { status: 404 })
  const words = customersWords(language)
  const workflows = await listWorkflows(context.house, customer.id)
  const mayChange = mayKeep(actor, 'workflows')
  return {
    title: titled(wordsFor(language), `${words.page.workflows}: ${customer.name}`),
    ...{ words: words.page, mayChange, formKey: crypto.randomUUID() },
    groups: [...Map.groupBy(workflows, ({ app, retired }) => (retired ? words.page.retired : app.name))].map(
      ([name, own]) => ({
        name,
        workflows: own.map((one) => ({
          ...{ id: one.id, title: one.title, version: words.version(one.version) },
          ...{ steps: renderMarkdown(one.steps), expected: one.expected },
          acts: mayChange ? actsOfListed(one, words.page) : [],
        })),
      }),
    ),
  }
}

/** POST, `do` = up, down, retire or restore, `id`. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const { actor, language } = await requireStaff(request, context)
  const form = await readDeskForm(request, language)
  const asked = { workflowId: form.one('id'), by: actor, now: context.now() }
  const wanted = form.one('do')
  const known = (await listWorkflows(context.house, params.company ?? '')).some(({ id }) => id === asked.workflowId)
  if (!known) throw new Response(null, { status: 404 })
  const done =
    wanted === 'up' || wanted === 'down'
      ? await moveWorkflow(context.house, { ...asked, way: wanted })
      : await retireWorkflow(context.house, { ...asked, way: wanted === 'restore' ? 'restore' : 'retire' })
  if (isRefusal(done)) return comeBack(form, [], refused(done, language))
  const back = `/desk/customers/${params.company}/workflows`
  return redirectWith(back, { tone: 'good', text: customersWords(language).saved }, context.settings)
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }]

export default function Workflows() {
  const { groups, words, mayChange, formKey } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  const key = useSteadyKey(formKey)
  return (
    <>
      <div className="title-row">
        <h2>{words.workflows}</h2>
        {mayChange && (
          <ButtonLink size="small" to="new">
            <Icon name="plus" />
            {words.addWorkflow}
          </ButtonLink>
        )}
      </div>
      <ErrorSummary errors={failed?.errors ?? []} />
      <p className="hint">{groups.length > 0 ? words.workflowsLine : words.noWorkflows}</p>
      {groups.map(({ name, workflows }) => (
        <section key={name} aria-label={name} className="form">
          <h3>{name}</h3>
          {workflows.map(({ id, title, version, steps, expected, acts }) => (
            <article key={id} className="card padded" aria-labelledby={`workflow-${id}`}>
              <div className="title-row">
                <h4 id={`workflow-${id}`}>
                  <Link to={id}>{title}</Link>
                </h4>
                <ActButtons id={id} acts={acts} formKey={key} />
              </div>
              <Markdown html={steps} />
              <p className="sub">
                <span>
                  {words.expected}: {expected}
                </span>
                <span>{version}</span>
              </p>
            </article>
          ))}
        </section>
      ))}
    </>
  )
}
