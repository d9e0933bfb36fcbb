import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { readDocument, readRevisions, revisionsAtOnce } from '../../../db/customers/documents.ts'
import { requireContact } from '../../actor.server.ts'
import { Link } from '../../components/link.tsx'
import { Revisions } from '../../components/revisions.tsx'
import { WrongPage } from '../../components/wrong.tsx'
import { asVersion, showVersions } from '../../revisions.server.ts'
import { titled } from '../../title.ts'
import { docsWords } from '../../words/docs.server.ts'
import { wordsFor } from '../../words/words.ts'
import { readContents } from './contents.server.ts'
import { Contents } from './contents.tsx'

/** GET /docs/:page/history?before=: what a page said before, and what changed each time. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { actor, language, timeZone } = await requireContact(request, context)
  const pageId = params.page ?? ''
  const page = await readDocument(context.house, actor, { pageId })
  if (!page) throw new Response(null, { status: 404 })
  const before = Number(new URL(request.url).searchParams.get('before') ?? 'none')
  const [apps, revisions] = await Promise.all([
    readContents(context.house, actor),
    readRevisions(context.house, actor, { pageId, ...(Number.isInteger(before) && before < 2 ** 31 && { before }) }),
  ])
  const words = docsWords(language)
  const manner = { language, timeZone, now: context.now() }
  const last = revisions.length > revisionsAtOnce ? revisions[revisionsAtOnce - 1] : undefined
  return {
    head: titled(wordsFor(language), `${words.page.history}: ${page.revision.title}`),
    ...{ id: pageId, title: page.revision.title, apps, words: words.page },
    versions: showVersions(revisions.map(asVersion), {
      ...{ manner, count: revisionsAtOnce },
      ticketHref: (number) => `/tickets/${number}`,
    }),
    olderHref: last ? `?before=${last.version}` : null,
  }
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.head }]

export default function History() {
  const { id, title, apps, words, versions, olderHref } = useLoaderData<typeof loader>()
  return (
    <div className="frame docs">
      <main id="main">
        <p className="crumbs">
          <Link to={`/docs/${id}`}>{words.back}</Link>
        </p>
        <h1>
          {words.history}: {title}
        </h1>
        <Revisions versions={versions} />
        {olderHref && (
          <p className="empty">
            <Link to={olderHref}>{words.older}</Link>
          </p>
        )}
      </main>
      <Contents apps={apps} q="" words={words} />
    </div>
  )
}

export { WrongPage as ErrorBoundary }
