import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { type ListedDocument, listDocuments, searchDocuments } from '../../../db/customers/documents.ts'
import { readCompanyPm } from '../../../db/work/company-pm.ts'
import { isRefusal } from '../../../domain/refusal.ts'
import { type Reader, requireContact } from '../../actor.server.ts'
import { Icon } from '../../components/icon.tsx'
import { SimpleRow } from '../../components/row.tsx'
import { WrongPage } from '../../components/wrong.tsx'
import { shortName } from '../../face.server.ts'
import type { Manner } from '../../moment.server.ts'
import { asResponse } from '../../respond.server.ts'
import { sayUpdated } from '../../revisions.server.ts'
import { titled } from '../../title.ts'
import { docsWords } from '../../words/docs.server.ts'
import { wordsFor } from '../../words/words.ts'
import { readContents } from './contents.server.ts'
import { Contents } from './contents.tsx'

/** GET /docs?q=: the documentation of the contact's apps, or the pages of it that hold some words. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const reader = await requireContact(request, context)
  const { actor, language, timeZone } = reader
  const words = docsWords(language)
  const q = (new URL(request.url).searchParams.get('q') ?? '').replaceAll('\0', '').trim().slice(0, 200)
  const [apps, pages] = await Promise.all([
    readContents(context.house, actor),
    q === '' ? listDocuments(context.house, actor) : searchDocuments(context.house, actor, q),
  ])
  if (isRefusal(pages)) throw asResponse(pages, language)
  const none = q === '' ? words.empty(await writerOf(reader, context)) : words.noneFound(q)
  return {
    title: titled(wordsFor(language), words.page.title),
    head: q === '' ? words.page.title : words.foundFor(q),
    ...{ q, apps, words: words.page, none },
    pages: pages.map((page) => showRow(page, { language, timeZone, now: context.now() })),
  }
}

function showRow({ id, title, kind, app, writtenAt, ticket }: ListedDocument, manner: Manner) {
  const { updated, after } = sayUpdated({ writtenAt, ticket }, manner)
  return {
    ...{ id, title, app: app.name, kind: docsWords(manner.language).kind[kind] },
    updated: after ? `${updated}, ${after.text}` : updated,
  }
}

async function writerOf({ actor }: Reader, { house }: Parameters<typeof loader>[0]['context']): Promise<string | null> {
  const [first] = actor.kind === 'contact' ? actor.memberships : []
  const pm = first && (await readCompanyPm(house.db, first.companyId))
  return pm ? shortName(pm.name) : null
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }]

export default function Docs() {
  const { head, q, apps, words, none, pages } = useLoaderData<typeof loader>()
  return (
    <div className="frame docs list">
      <main id="main">
        <h1>{head}</h1>
        {pages.length === 0 ? (
          <p className="card empty">{none}</p>
        ) : (
          <ul className="rows spaced">
            {pages.map(({ id, title, app, kind, updated }) => (
              <SimpleRow
                key={id}
                mark={<Icon name="book" />}
                href={`/docs/${id}`}
                title={title}
                about={
                  <>
                    <span>{app}</span>
                    <span>{kind}</span>
                  </>
                }
                aside={updated}
              />
            ))}
          </ul>
        )}
      </main>
      <Contents apps={apps} q={q} words={words} />
    </div>
  )
}

export { WrongPage as ErrorBoundary }
