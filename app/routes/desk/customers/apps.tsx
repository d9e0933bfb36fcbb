import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { listKeptApps, readCustomer } from '../../../../db/customers/customers.ts'
import { mayKeep } from '../../../../domain/keeping.ts'
import { requireStaff } from '../../../actor.server.ts'
import { ButtonLink } from '../../../components/button.tsx'
import { Icon } from '../../../components/icon.tsx'
import { Link } from '../../../components/link.tsx'
import { titled } from '../../../title.ts'
import { customersWords } from '../../../words/customers.server.ts'
import { wordsFor } from '../../../words/words.ts'

export { Wrong as ErrorBoundary } from '../../../components/wrong.tsx'

/** GET /desk/customers/:company/apps: the apps of a customer, and what each still needs (R034, R046). */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { actor, language } = await requireStaff(request, context)
  const customer = await readCustomer(context.house, params.company ?? '')
  if (!customer) throw new Response(null, { status: 404 })
  const words = customersWords(language)
  const apps = await listKeptApps(context.house, customer.id)
  return {
    title: titled(wordsFor(language), `${words.page.apps}: ${customer.name}`),
    ...{ words: words.page, mayChange: mayKeep(actor, 'apps') },
    apps: apps.map((app) => ({
      ...{ id: app.id, name: app.name, live: app.live ? words.live.yes : words.live.no },
      links: [app.productionUrl, app.repositoryUrl].filter((url) => url !== null),
      about: [
        ...(app.developers.length > 0 ? [words.developers(app.developers.map(({ name }) => name).join(', '))] : []),
        words.pages(app.pages),
        words.workflowCount(app.workflows),
        words.environmentCount(app.environments),
      ],
      waived: app.live && app.deepDiveWaiver !== null ? words.waived(app.deepDiveWaiver) : null,
      warns: app.workflows === 0,
    })),
  }
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }]

export default function Apps() {
  const { apps, words, mayChange } = useLoaderData<typeof loader>()
  return (
    <>
      <div className="title-row">
        <h2>{words.apps}</h2>
        {mayChange && (
          <ButtonLink size="small" to="new">
            <Icon name="plus" />
            {words.addApp}
          </ButtonLink>
        )}
      </div>
      {apps.length === 0 && <p className="empty">{words.noApps}</p>}
      {apps.map(({ id, name, live, links, about, waived, warns }) => (
        <section key={id} className="card padded" aria-labelledby={`app-${id}`}>
          <div className="title-row">
            <h3 id={`app-${id}`}>{name}</h3>
            {mayChange && (
              <Link to={id}>
                {words.edit}
                <span className="hidden-text"> {name}</span>
              </Link>
            )}
          </div>
          <p className="sub">
            <b>{live}</b>
            {about.map((one) => (
              <span key={one}>{one}</span>
            ))}
          </p>
          {links.length > 0 && (
            <p className="sub">
              {links.map((url) => (
                <a key={url} href={url} rel="noreferrer" target="_blank">
                  {url}
                </a>
              ))}
            </p>
          )}
          {waived && <p className="sub">{waived}</p>}
          {warns && (
            <p className="warns">
              <Icon name="warning" /> {words.noWorkflows}
            </p>
          )}
        </section>
      ))}
      <p className="hint">
        {words.environments} <Link to="/desk/staging">{words.staging}</Link>.
      </p>
    </>
  )
}
