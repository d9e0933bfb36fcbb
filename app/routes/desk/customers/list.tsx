import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { listCustomers } from '../../../../db/customers/customers.ts'
import { mayKeep } from '../../../../domain/keeping.ts'
import { requireStaff } from '../../../actor.server.ts'
import { Button, ButtonLink } from '../../../components/button.tsx'
import { Icon } from '../../../components/icon.tsx'
import { SimpleRow } from '../../../components/row.tsx'
import { titled } from '../../../title.ts'
import { customersWords } from '../../../words/customers.server.ts'
import { wordsFor } from '../../../words/words.ts'

export { Wrong as ErrorBoundary } from '../../../components/wrong.tsx'

/** GET /desk/customers?q= */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { actor, language } = await requireStaff(request, context)
  const words = customersWords(language)
  const q = (new URL(request.url).searchParams.get('q') ?? '').replaceAll('\0', '').trim().slice(0, 200)
  const customers = await listCustomers(context.house, q)
  return {
    title: titled(wordsFor(language), words.page.title),
    ...{ q, words: words.page, mayAdd: mayKeep(actor, 'money') },
    customers: customers.map(({ id, name, tier, billingPolicy, pm, people, apps, open }) => ({
      ...{ id, name, open: words.open(open) },
      about: [
        words.tier[tier],
        words.policy[billingPolicy],
        pm ?? words.nobody,
        words.peopleCount(people),
        words.appCount(apps),
      ],
    })),
  }
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }]

export default function Customers() {
  const { q, words, mayAdd, customers } = useLoaderData<typeof loader>()
  return (
    <>
      <div className="desk-head plain title-row">
        <h1>{words.title}</h1>
        {mayAdd && (
          <ButtonLink look="primary" size="small" to="/desk/customers/new">
            <Icon name="plus" />
            {words.new}
          </ButtonLink>
        )}
      </div>
      <Form className="filters" role="search">
        <input
          className="input"
          type="search"
          name="q"
          defaultValue={q}
          placeholder={words.search}
          aria-label={words.search}
        />
        <Button size="small">{words.searchButton}</Button>
      </Form>
      <div className="desk-list">
        {customers.length === 0 ? (
          <p className="empty">{words.none}</p>
        ) : (
          <ul className="rows spaced">
            {customers.map(({ id, name, about, open }) => (
              <SimpleRow
                key={id}
                mark={<Icon name="company" />}
                href={`/desk/customers/${id}`}
                title={name}
                about={about.map((one) => <span key={one}>{one}</span>)}
                aside={open}
              />
            ))}
          </ul>
        )}
      </div>
    </>
  )
}
