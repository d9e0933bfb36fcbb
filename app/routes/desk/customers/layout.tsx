import type { LoaderFunctionArgs } from '@remix-run/node'
import { Outlet, useLoaderData, useLocation } from '@remix-run/react'
import { readCustomer } from '../../../../db/customers/customers.ts'
import { requireStaff } from '../../../actor.server.ts'
import { Link } from '../../../components/link.tsx'
import { Tabs } from '../../../components/tabs.tsx'
import { customersWords } from '../../../words/customers.server.ts'

export { Wrong as ErrorBoundary } from '../../../components/wrong.tsx'

/** What stands above everything about one customer. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { language } = await requireStaff(request, context)
  const customer = await readCustomer(context.house, params.company ?? '')
  if (!customer) throw new Response(null, { status: 404 })
  const { tier, page, policy } = customersWords(language)
  return {
    ...{ id: customer.id, name: customer.name, words: page },
    about: [customer.plan.name, tier[customer.plan.tier], policy[customer.billingPolicy]],
  }
}

const tabs = ['facts', 'people', 'apps', 'workflows', 'docs', 'tickets'] as const

export default function Customer() {
  const { id, name, about, words } = useLoaderData<typeof loader>()
  const here = useLocation().pathname.split('/')[4] ?? 'facts'
  const base = `/desk/customers/${id}`
  return (
    <>
      <div className="desk-head">
        <p className="crumbs">
          <Link to="/desk/customers">{words.title}</Link>
        </p>
        <h1>{name}</h1>
        <p className="sub">
          {about.map((one) => (
            <span key={one}>{one}</span>
          ))}
        </p>
        <Tabs
          label={words.tabs}
          tabs={tabs.map((tab) => ({
            href: tab === 'facts' ? base : `${base}/${tab}`,
            ...{ text: words[tab], current: tab === (here || 'facts') },
          }))}
        />
      </div>
      <div className="desk-form form customer">
        <Outlet />
      </div>
    </>
  )
}
