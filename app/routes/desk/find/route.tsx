import { type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { find } from '../../../../db/find.ts'
import { numberIn } from '../../../../db/search.ts'
import { isRefusal } from '../../../../domain/refusal.ts'
import { statusOf } from '../../../../domain/stage.ts'
import { requireStaff } from '../../../actor.server.ts'
import { asResponse } from '../../../respond.server.ts'
import { titled } from '../../../title.ts'
import { deskWordsFor } from '../../../words/desk.server.ts'
import { wordsFor } from '../../../words/words.ts'
import { FindPage, type FindProps } from './page.tsx'

export { Wrong as ErrorBoundary } from '../../../components/wrong.tsx'

const longest = 200

/** GET /desk/find?q= */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { actor, language } = await requireStaff(request, context)
  const q = wordsIn(request)
  const number = numberIn(q)
  const found = q === '' ? { tickets: [], companies: [], people: [], pages: [] } : await find(context.house, actor, q)
  if (isRefusal(found)) throw asResponse(found, language)
  if (number && found.tickets[0]?.number === number) throw redirect(`/desk/t/${number}`)
  const words = deskWordsFor(language)
  const props: FindProps = {
    q,
    tickets: found.tickets.map(({ stage, ...ticket }) => ({
      ...ticket,
      status: statusOf(stage),
      line: words.stage[stage],
    })),
    others: [
      ...found.companies.map(({ id, name }) => ({
        ...{ kind: 'company' as const, name, line: words.find.company, href: `/desk/customers/${id}` },
      })),
      ...found.pages.map(({ id, title, app, company }) => ({
        ...{ kind: 'page' as const, name: title, href: `/desk/customers/${company.id}/docs/${id}` },
        line: [words.find.page, app, company.name].join(' · '),
      })),
      ...found.people.map(({ name, email, kind, company }) => ({
        ...{ kind: 'person' as const, name, href: `/desk/mail?q=${encodeURIComponent(email)}` },
        line: [company ?? words.find[kind], email].join(' · '),
      })),
    ],
  }
  return { title: titled(wordsFor(language), wordsFor(language).find.title), ...props }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }]

export default function Find() {
  return <FindPage {...useLoaderData<typeof loader>()} />
}

function wordsIn(request: Request): string {
  const q = new URL(request.url).searchParams.get('q') ?? ''
  return q.replaceAll('\0', '').trim().slice(0, longest)
}
