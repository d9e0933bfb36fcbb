import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { readCustomer } from '../../../../db/customers/customers.ts'
import { listDocuments } from '../../../../db/customers/documents.ts'
import { moveDocument, restoreDocument, retireDocument } from '../../../../db/customers/write-document.ts'
import { mayKeep } from '../../../../domain/keeping.ts'
import { isRefusal } from '../../../../domain/refusal.ts'
import { requireStaff } from '../../../actor.server.ts'
import { ButtonLink } from '../../../components/button.tsx'
import { ActButtons } from '../../../components/described-form.tsx'
import { ErrorSummary } from '../../../components/error-summary.tsx'
import { Icon } from '../../../components/icon.tsx'
import { Link } from '../../../components/link.tsx'
import { useSteadyKey } from '../../../components/steady-key.ts'
import { redirectWith } from '../../../flash.server.ts'
import { sayUpdated } from '../../../revisions.server.ts'
import { titled } from '../../../title.ts'
import { customersWords } from '../../../words/customers.server.ts'
import { docsWords } from '../../../words/docs.server.ts'
import { wordsFor } from '../../../words/words.ts'
import { actsOfListed, comeBack, readDeskForm, refused } from './form.server.ts'

export { Wrong as ErrorBoundary } from '../../../components/wrong.tsx'

/** GET /desk/customers/:company/docs?ticket=: what is written of a customer's apps; a ticket goes along to the forms. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { actor, language, timeZone } = await requireStaff(request, context)
  const customer = await readCustomer(context.house, params.company ?? '')
  if (!customer) throw new Response(null, { status: 404 })
  const words = customersWords(language)
  const pages = await listDocuments(context.house, actor, { companyId: customer.id, retired: 'too' })
  const mayChange = mayKeep(actor, 'documents')
  const ticket = /^\d{1,9}$/.exec(new URL(request.url).searchParams.get('ticket') ?? '')?.[0]
  const manner = { language, timeZone, now: context.now() }
  const inForce = pages.filter(({ retired }) => !retired)
  const grouped = [...inForce, ...pages.filter(({ retired }) => retired)]
  return {
    title: titled(wordsFor(language), `${words.page.docs}: ${customer.name}`),
    ...{ words: words.page, mayChange, formKey: crypto.randomUUID(), query: ticket ? `?ticket=${ticket}` : '' },
    groups: [...Map.groupBy(grouped, ({ app, retired }) => (retired ? words.page.retired : app.name))].map(
      ([name, own]) => ({
        name,
        pages: own.map((page) => {
          const { updated, after } = sayUpdated(page, manner)
          return {
            ...{ id: page.id, title: page.title, acts: mayChange ? actsOfListed(page, words.page) : [] },
            about: [
              docsWords(language).kind[page.kind],
              words.version(page.version),
              after ? `${updated}, ${after.text}` : updated,
            ],
          }
        }),
      }),
    ),
  }
}

/** POST, `do` = up, down, retire or restore, `id`. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const { actor, language } = await requireStaff(request, context)
  const form = await readDeskForm(request, language)
  const companyId = params.company ?? ''
  const asked = { pageId: form.one('id'), by: actor, now: context.now() }
  const wanted = form.one('do')
  const customer = await readCustomer(context.house, companyId)
  const pages = customer ? await listDocuments(context.house, actor, { companyId, retired: 'too' }) : []
  if (!pages.some(({ id }) => id === asked.pageId)) throw new Response(null, { status: 404 })
  const done =
    wanted === 'up' || wanted === 'down'
      ? await moveDocument(context.house, { ...asked, way: wanted })
      : await (wanted === 'restore' ? restoreDocument : retireDocument)(context.house, asked)
  if (isRefusal(done)) return comeBack(form, [], refused(done, language))
  const text = customersWords(language).saved
  return redirectWith(`/desk/customers/${companyId}/docs`, { tone: 'good', text }, context.settings)
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }]

export default function Docs() {
  const { groups, words, mayChange, formKey, query } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>()
  const key = useSteadyKey(formKey)
  return (
    <>
      <div className="title-row">
        <h2>{words.docs}</h2>
        {mayChange && (
          <ButtonLink size="small" to={`new${query}`}>
            <Icon name="plus" />
            {words.addPage}
          </ButtonLink>
        )}
      </div>
      <ErrorSummary errors={failed?.errors ?? []} />
      {groups.length === 0 && <p className="hint">{words.noPages}</p>}
      {groups.map(({ name, pages }) => (
        <section key={name} aria-label={name}>
          <h3>{name}</h3>
          <ul className="kept card">
            {pages.map(({ id, title, about, acts }) => (
              <li key={id}>
                <div>
                  <Link to={`${id}${query}`}>{title}</Link>
                  <p className="sub">
                    {about.map((one) => (
                      <span key={one}>{one}</span>
                    ))}
                  </p>
                </div>
                <ActButtons id={id} acts={acts} formKey={key} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}
