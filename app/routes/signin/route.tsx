import {
  type ActionFunctionArgs,
  type AppLoadContext,
  data,
  type HeadersFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { type DemoPerson, listDemoPeople, signInAsDemoPerson } from '../../../db/people/demo.ts'
import { isTooMany, type TooMany } from '../../../db/people/rate-limit.ts'
import { askToSignIn } from '../../../db/people/sign-in.ts'
import { makeToken } from '../../../db/people/token.ts'
import { isRefusal, type Refusal, refusalStatus, sentenceFor } from '../../../domain/refusal.ts'
import type { Language } from '../../../domain/ticket.ts'
import { readActor, wayBack } from '../../actor.server.ts'
import { readAgency } from '../../agency.server.ts'
import type { FieldError } from '../../components/error-summary.tsx'
import { readForm } from '../../form.server.ts'
import { readPreferences } from '../../preferences.ts'
import { browserCookie, browserTokenOf } from '../../session-cookie.server.ts'
import { rememberAsking } from '../../sign-in-cookie.server.ts'
import { titled } from '../../title.ts'
import { letIn, visitorOf } from '../../visitor.server.ts'
import { portalWords } from '../../words/portal.server.ts'
import { wordsFor } from '../../words/words.ts'
import { SignInPage } from './page.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const asked = new URL(request.url).searchParams
  const back = wayBack(asked.get('then'))
  if (await readActor(request, context)) throw redirect(back)
  const { language } = readPreferences(request)
  const people = await listDemoPeople(context.house, context.settings)
  const { demoLine, wrong } = portalWords(language)
  const unsent: FieldError[] = asked.has('unsent') ? [{ field: '', text: wrong.unsent }] : []
  return {
    title: titled(wordsFor(language), wordsFor(language).signIn.title),
    agency: await readAgency(context),
    unsent,
    back: back === '/' ? null : back,
    demoPeople: people.toSorted(byCompany).map(({ email, name, company, roles }) => ({
      ...{ email, name },
      line: company ?? roles.map((role) => demoLine[role]).join(', '),
    })),
  }
}

/** The customers first, company by company; then our own. */
function byCompany(one: DemoPerson, other: DemoPerson): number {
  return one.kind.localeCompare(other.kind) || (one.company ?? '').localeCompare(other.company ?? '')
}

/** Lets in one of the demo's people at once; to everybody else it sends the same answer and, if we know them, a letter. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { language } = readPreferences(request)
  const form = await readForm(request)
  if (form === null || isRefusal(form)) return comesBack('', portalWords(language).wrong.form, { status: 400 })
  const back = wayBack(form.one('then'))
  const demo = form.one('demo')
  if (demo) return letInDemoPerson(request, context, { email: demo, back, language })
  const email = z.email().safeParse(form.one('email').trim())
  if (!email.success) {
    return comesBack(form.one('email').slice(0, longestAddress), portalWords(language).wrong.email, {
      status: 422,
      field: 'email',
    })
  }
  return sendLink(request, context, { email: email.data, back, language })
}

/** No address is longer (RFC 5321, 4.5.3.1); what is has no business on the page. */
const longestAddress = 254

type Asked = { email: string; back: string; language: Language }

async function letInDemoPerson(request: Request, context: AppLoadContext, { email, back, language }: Asked) {
  const { device, now } = visitorOf(request, context)
  const admitted = await signInAsDemoPerson(context.house, context.settings, { email, device, now })
  return isRefusal(admitted) ? refused(email, admitted, language) : letIn(admitted.token, back, context)
}

async function sendLink(
  request: Request,
  { house, settings, ip, now }: AppLoadContext,
  { email, back, language }: Asked,
) {
  // A browser that asks again keeps its token, so that an earlier letter still works in it.
  const browserToken = browserTokenOf(request, settings) ?? makeToken()
  const tooMany = await askToSignIn(house, { email, browserToken, ip, now: now() })
  if (tooMany) return refused(email, tooMany, language)
  const headers = new Headers()
  headers.append('Set-Cookie', browserCookie(browserToken, settings))
  headers.append('Set-Cookie', await rememberAsking({ email, back, at: now().toString() }, settings))
  return redirect('/signin/sent', { status: 303, headers })
}

function refused(email: string, refusal: Refusal | TooMany, language: Language) {
  const headers: HeadersInit = isTooMany(refusal) ? { 'Retry-After': String(refusal.retryAfter) } : {}
  return comesBack(email, sentenceFor(refusal.refused, language), { status: refusalStatus[refusal.refused], headers })
}

type Manner = { status: number; field?: string; headers?: HeadersInit }

function comesBack(email: string, text: string, { status, field = '', headers = {} }: Manner) {
  const errors: FieldError[] = [{ field, text }]
  return data({ email, errors }, { status, headers })
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }]

export const headers: HeadersFunction = ({ actionHeaders }) => actionHeaders

export default function SignIn() {
  const { title: _, unsent, ...page } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return <SignInPage {...page} email={sent?.email ?? ''} errors={sent?.errors ?? unsent} />
}
