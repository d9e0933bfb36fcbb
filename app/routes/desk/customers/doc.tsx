import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { readDocument, readRevisions } from '../../../../db/customers/documents.ts'
import { mayKeep } from '../../../../domain/keeping.ts'
import { requireStaff } from '../../../actor.server.ts'
import { ButtonLink } from '../../../components/button.tsx'
import { Link } from '../../../components/link.tsx'
import { Markdown } from '../../../components/markdown.tsx'
import { Revisions } from '../../../components/revisions.tsx'
import { renderDocument } from '../../../document-html.server.ts'
import { asVersion, sayUpdated, showVersions } from '../../../revisions.server.ts'
import { titled } from '../../../title.ts'
import { customersWords } from '../../../words/customers.server.ts'
import { docsWords } from '../../../words/docs.server.ts'
import { wordsFor } from '../../../words/words.ts'

export { Wrong as ErrorBoundary } from '../../../components/wrong.tsx'

const atOnce = 20

/** GET /desk/customers/:company/docs/:page?before=: a page as it reads now, and its history with differences. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { actor, language, timeZone } = await requireStaff(request, context)
  const pageId = params.page ?? ''
  const page = await readDocument(context.house, actor, { pageId })
  if (!page || page.company.id !== params.company) throw new Response(null, { status: 404 })
  const asked = new URL(request.url).searchParams
  const before = Number(asked.get('before') ?? 'none')
  const older = Number.isInteger(before) && before < 2 ** 31 ? { before } : {}
  const revisions = await readRevisions(context.house, actor, { pageId, ...older })
  const manner = { language, timeZone, now: context.now() }
  const last = revisions.length > atOnce ? revisions[atOnce - 1] : undefined
  const ticket = /^\d{1,9}$/.exec(asked.get('ticket') ?? '')?.[0]
  return {
    head: titled(wordsFor(language), page.revision.title),
    title: page.revision.title,
    html: renderDocument(page.revision.body),
    about: [page.app.name, docsWords(language).kind[page.kind]],
    updated: sayUpdated(page.revision, manner),
    words: { ...customersWords(language).page, older: docsWords(language).page.older },
    back: `/desk/customers/${page.company.id}/docs`,
    editHref: mayKeep(actor, 'documents') ? `edit${ticket ? `?ticket=${ticket}` : ''}` : null,
    olderHref: last ? `?before=${last.version}` : null,
    versions: showVersions(revisions.map(asVersion), {
      ...{ manner, count: atOnce },
      ticketHref: (number) => `/desk/t/${number}`,
    }),
  }
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.head }]

export default function Doc() {
  const { title, html, about, updated, words, back, editHref, olderHref, versions } = useLoaderData<typeof loader>()
  return (
    <>
      <p className="crumbs">
        <Link to={back}>{words.docs}</Link>
      </p>
      <article className="card padded doc">
        <header>
          <div className="title-row">
            <h2>{title}</h2>
            {editHref && (
              <ButtonLink size="small" to={editHref}>
                {words.edit}
              </ButtonLink>
            )}
          </div>
          <p className="sub">
            {about.map((one) => (
              <span key={one}>{one}</span>
            ))}
            <span>
              {updated.updated}
              {updated.after && <Link to={`/desk/t/${updated.after.number}`}>{updated.after.text}</Link>}
            </span>
          </p>
        </header>
        <Markdown html={html} />
      </article>
      <section aria-label={words.history}>
        <Revisions versions={versions} />
        {olderHref && (
          <p className="empty">
            <Link to={olderHref}>{words.older}</Link>
          </p>
        )}
      </section>
    </>
  )
}
