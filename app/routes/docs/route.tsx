import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { readDocument, type ShownDocument } from '../../../db/customers/documents.ts'
import { openTicket } from '../../../db/open-ticket.ts'
import { isRefusal, refusalStatus, sentenceFor } from '../../../domain/refusal.ts'
import { requireContact } from '../../actor.server.ts'
import { useSteadyKey } from '../../components/steady-key.ts'
import { WrongPage } from '../../components/wrong.tsx'
import { renderDocument } from '../../document-html.server.ts'
import { shortName } from '../../face.server.ts'
import { redirectWith } from '../../flash.server.ts'
import { type Filled, readForm } from '../../form.server.ts'
import { sayUpdated } from '../../revisions.server.ts'
import { titled } from '../../title.ts'
import { type DocsWords, docsWords } from '../../words/docs.server.ts'
import { portalWords } from '../../words/portal.server.ts'
import { wordsFor } from '../../words/words.ts'
import { readContents } from './contents.server.ts'
import { DocPage } from './page.tsx'

/** GET /docs/:page?version=: a page as it reads now, or as it once read. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { actor, language, timeZone } = await requireContact(request, context)
  const [page, apps] = await Promise.all([
    readDocument(context.house, actor, { pageId: params.page ?? '', ...versionIn(request) }),
    readContents(context.house, actor),
  ])
  if (!page) throw new Response(null, { status: 404 })
  const words = docsWords(language)
  const { revision } = page
  return {
    head: titled(wordsFor(language), revision.title),
    id: page.id,
    title: revision.title,
    html: renderDocument(revision.body),
    about: [page.app.name, words.kind[page.kind]],
    updated: sayUpdated(revision, { language, timeZone, now: context.now() }),
    owner: page.owner && words.owner(shortName(page.owner)),
    old: revision.version === page.latest ? null : words.versionOf(revision.version, page.latest),
    tickets: page.tickets,
    apps,
    words: words.page,
    formKey: crypto.randomUUID(),
  }
}

function versionIn(request: Request): { version?: number } {
  const version = Number(new URL(request.url).searchParams.get('version') ?? 'none')
  return Number.isInteger(version) && version > 0 && version < 2 ** 31 ? { version } : {}
}

const longest = 20_000

/** POST /docs/:page: a suggestion becomes a Question that links the page and quotes its words. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const { actor, language } = await requireContact(request, context)
  const words = docsWords(language)
  const page = await readDocument(context.house, actor, { pageId: params.page ?? '' })
  if (!page) throw new Response(null, { status: 404 })
  const form = await readForm(request)
  if (form === null || isRefusal(form)) {
    const text = form ? sentenceFor(form.refused, language) : portalWords(language).wrong.form
    return data({ entered: nothing, errors: [{ field: '', text }] }, { status: 400 })
  }
  const entered = { quote: written(form, 'quote'), words: written(form, 'words') }
  const again = (text: string, status: number) => data({ entered, errors: [{ field: 'words', text }] }, { status })
  if (entered.words === '') return again(words.suggestion.needed, 422)
  if (entered.words.length + entered.quote.length > longest) return again(words.suggestion.long, 422)
  const opened = await openTicket(context.house, {
    ...{ companyId: page.company.id, appId: page.app.id, requesterId: actor.id, actor },
    ...{ category: 'question', impact: [], participantIds: [], files: [] },
    title: words.suggestion.title(page.revision.title).slice(0, 200),
    body: bodyOf(page, entered, { words, baseUrl: context.settings.baseUrl }),
    ...{ source: 'portal', channel: 'web', proof: 'session', sourceKey: form.sourceKey, now: context.now() },
  })
  if (isRefusal(opened)) return again(sentenceFor(opened.refused, language), refusalStatus[opened.refused])
  return redirectWith(`/tickets/${opened.number}`, { tone: 'good', text: words.suggestion.sent }, context.settings)
}

/** Forms end their lines as mails do (HTML, form submission); our texts as everybody does. */
function written(form: Filled, field: string): string {
  return form.one(field).replaceAll('\r\n', '\n').trim()
}

function bodyOf(
  { id, revision }: ShownDocument,
  entered: { quote: string; words: string },
  { words, baseUrl }: { words: DocsWords; baseUrl: string },
): string {
  const name = revision.title.replaceAll(/[[\]\\]/g, '\\$&')
  const about = words.suggestion.about(name, `${baseUrl}/docs/${id}`, revision.version)
  const quoted = entered.quote === '' ? [] : [entered.quote.replaceAll(/^/gm, '> ')]
  return [about, ...quoted, entered.words].join('\n\n')
}

const nothing = { quote: '', words: '' }

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.head }]

export default function Doc() {
  const { head: _, formKey, ...page } = useLoaderData<typeof loader>()
  const { entered, errors } = useActionData<typeof action>() ?? { entered: nothing, errors: [] }
  return <DocPage {...page} entered={entered} errors={errors} formKey={useSteadyKey(formKey)} key={page.id} />
}

export { WrongPage as ErrorBoundary }
