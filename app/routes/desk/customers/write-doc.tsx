import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { listKeptApps, readCustomer } from '../../../../db/customers/customers.ts'
import { readDocument, type ShownDocument } from '../../../../db/customers/documents.ts'
import { addDocument, reviseDocument } from '../../../../db/customers/write-document.ts'
import { documentKinds } from '../../../../domain/document.ts'
import { mayKeep } from '../../../../domain/keeping.ts'
import { isRefusal, refuse } from '../../../../domain/refusal.ts'
import { requireStaff } from '../../../actor.server.ts'
import { type DescribedField, DescribedForm, type FailedForm } from '../../../components/described-form.tsx'
import { Link } from '../../../components/link.tsx'
import { Markdown } from '../../../components/markdown.tsx'
import { useSteadyKey } from '../../../components/steady-key.ts'
import { renderDocument } from '../../../document-html.server.ts'
import { redirectWith } from '../../../flash.server.ts'
import type { Filled } from '../../../form.server.ts'
import { asResponse } from '../../../respond.server.ts'
import { asVersion } from '../../../revisions.server.ts'
import { titled } from '../../../title.ts'
import { customersWords } from '../../../words/customers.server.ts'
import { docsWords } from '../../../words/docs.server.ts'
import { wordsFor } from '../../../words/words.ts'
import { choice, comeBack, comeBackNewer, malformed, readDeskForm, refused } from './form.server.ts'

export { Wrong as ErrorBoundary } from '../../../components/wrong.tsx'

const written = z.object({
  title: z.string().trim().min(1).max(200),
  body: z.string().trim().min(1).max(100_000),
  kind: z.enum(documentKinds),
})
const typed = ['app', 'kind', 'title', 'body', 'ticket', 'base']

/** GET /desk/customers/:company/docs/new and …/:page/edit, `?ticket=` the one that makes it necessary (R048). */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { actor, language } = await requireStaff(request, context)
  if (!mayKeep(actor, 'documents')) throw asResponse(refuse('not_yours_to_keep'), language)
  const customer = await readCustomer(context.house, params.company ?? '')
  const page = params.page === undefined ? null : await readDocument(context.house, actor, { pageId: params.page })
  const isHere = params.page === undefined || page?.company.id === customer?.id
  if (!customer || !isHere) throw new Response(null, { status: 404 })
  const { page: words, field, optional } = customersWords(language)
  const { kind } = docsWords(language)
  const apps = page ? [] : await listKeptApps(context.house, customer.id)
  const ticket = /^\d{1,9}$/.exec(new URL(request.url).searchParams.get('ticket') ?? '')?.[0] ?? ''
  const newPage: DescribedField[] = [
    choice('app', field.app, { options: apps.map(({ id, name }) => ({ value: id, label: name })), value: null }),
    choice('kind', field.kind, {
      options: documentKinds.map((value) => ({ value, label: kind[value] })),
      value: 'flow',
    }),
  ]
  const fields: DescribedField[] = [
    ...(page ? [] : newPage),
    { kind: 'text', name: 'title', label: field.title, value: page?.revision.title ?? '' },
    { kind: 'lines', name: 'body', label: field.body, hint: field.bodyHint, value: page?.revision.body ?? '' },
    { kind: 'text', name: 'ticket', label: `${field.ticket} ${optional}`, hint: field.ticketHint, value: ticket },
    { kind: 'hidden', name: 'base', label: '', value: String(page?.latest ?? 0) },
  ]
  const head = page?.revision.title ?? words.addPage
  return {
    title: titled(wordsFor(language), head),
    ...{ head, words, fields, formKey: crypto.randomUUID(), submit: page ? words.save : words.add },
    back: `/desk/customers/${customer.id}/docs`,
  }
}

/** POST, `title`, `body`, `ticket`, `base`, and `app` and `kind` of a new page; `preview` only shows it. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const { actor, language } = await requireStaff(request, context)
  const words = customersWords(language)
  const form = await readDeskForm(request, language)
  const companyId = params.company ?? ''
  if (!(await readCustomer(context.house, companyId))) throw new Response(null, { status: 404 })
  const pageId = params.page ?? null
  const page = pageId === null ? null : await readDocument(context.house, actor, { pageId })
  if (pageId !== null && page?.company.id !== companyId) throw new Response(null, { status: 404 })
  if (form.one('preview') !== '') return preview(form)
  const read = written.safeParse({
    ...{ title: form.one('title'), body: form.one('body'), kind: page?.kind ?? form.one('kind') },
  })
  if (!read.success) {
    const { developer: _, ...labels } = words.field
    return comeBack(form, typed, malformed(read.error.issues, language, labels))
  }
  const number = /^#?(\d{1,9})?$/.exec(form.one('ticket').trim())
  if (!number) return comeBack(form, typed, { errors: [{ field: 'ticket', text: words.wrongTicket }], status: 422 })
  const ticketNumber = number[1] ? Number(number[1]) : null
  const { kind, ...said } = read.data
  const writing = { ...said, ticketNumber, by: actor, key: form.sourceKey, now: context.now() }
  const apps = page ? [] : await listKeptApps(context.house, companyId)
  const appId = apps.find(({ id }) => id === form.one('app'))?.id
  if (!page && !appId) throw new Response(null, { status: 404 })
  const done = page
    ? await reviseDocument(context.house, { ...writing, pageId: page.id, base: Number(form.one('base')) })
    : await addDocument(context.house, { ...writing, appId: appId ?? '', kind })
  if (isRefusal(done) && done.refused === 'revised_meanwhile' && page) {
    const before = await readDocument(context.house, actor, { pageId: page.id, version: Number(form.one('base')) || 1 })
    const wrong = refused(done, language)
    return comeBackNewer(form, typed, {
      ...{ before: before ? textOf(before) : '', now: { version: page.latest, text: textOf(page) } },
      ...{ title: words.page.changedMeanwhile, wrong },
    })
  }
  if (isRefusal(done)) {
    const { errors, status } = refused(done, language)
    const field = done.refused === 'no_such_ticket' ? 'ticket' : ''
    return comeBack(form, typed, { errors: errors.map(({ text }) => ({ field, text })), status })
  }
  const text = ticketNumber === null ? words.saved : words.writtenFor(ticketNumber)
  return redirectWith(`/desk/customers/${companyId}/docs/${done.pageId}`, { tone: 'good', text }, context.settings)
}

function textOf({ revision }: ShownDocument): string {
  return asVersion(revision).text
}

function preview(form: Filled) {
  const entered = Object.fromEntries(typed.map((field) => [field, form.one(field)]))
  const html = renderDocument(form.one('body'))
  return data<FailedForm & { html: string }>({ form: form.one('do'), entered, errors: [], html })
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }]

export default function WriteDoc() {
  const { head, back, fields, words, submit, formKey } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>() ?? null
  return (
    <>
      <p className="crumbs">
        <Link to={back}>{words.docs}</Link>
      </p>
      <section className="card padded form" aria-labelledby="doc">
        <h2 id="doc">{head}</h2>
        <DescribedForm
          name="write"
          preview={words.preview}
          formKey={useSteadyKey(formKey)}
          {...{ fields, submit, failed }}
        />
      </section>
      {failed && 'html' in failed && (
        <section className="card padded doc" aria-label={words.preview}>
          <Markdown html={failed.html} />
        </section>
      )}
    </>
  )
}
