import {
  type ActionFunctionArgs,
  data,
  type HeadersFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { isTooMany } from '../../../db/people/rate-limit.ts'
import { signInByCode, signInMinutes } from '../../../db/people/sign-in.ts'
import { isRefusal, refusalStatus, sentenceFor } from '../../../domain/refusal.ts'
import { readAgency } from '../../agency.server.ts'
import type { FieldError } from '../../components/error-summary.tsx'
import { readForm } from '../../form.server.ts'
import { readPreferences } from '../../preferences.ts'
import { recallAsking } from '../../sign-in-cookie.server.ts'
import { titled } from '../../title.ts'
import { letIn, visitorOf } from '../../visitor.server.ts'
import { portalWords } from '../../words/portal.server.ts'
import { wordsFor } from '../../words/words.ts'
import { SignInSentPage } from './page.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const asking = await recallAsking(request, context.settings)
  if (!asking) throw redirect('/signin')
  const words = wordsFor(readPreferences(request).language)
  const waited = context.now().since(Temporal.Instant.from(asking.at)).total('seconds')
  return {
    title: titled(words, words.signIn.sentTitle),
    agency: await readAgency(context),
    email: asking.email,
    back: asking.back,
    minutes: signInMinutes,
    mayAskAgain: waited >= 60,
  }
}

/** Lets in by the code of the letter. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { language } = readPreferences(request)
  const form = await readForm(request)
  const code = form === null || isRefusal(form) ? '' : form.one('code').replaceAll(/\s/g, '')
  if (!/^\d{6}$/.test(code)) return comesBack(portalWords(language).wrong.code, 422)
  const asking = await recallAsking(request, context.settings)
  const admitted = await signInByCode(context.house, { code, ...visitorOf(request, context) })
  if (!isRefusal(admitted)) return letIn(admitted.token, asking?.back ?? null, context)
  const headers: HeadersInit = isTooMany(admitted) ? { 'Retry-After': String(admitted.retryAfter) } : {}
  return comesBack(sentenceFor(admitted.refused, language), refusalStatus[admitted.refused], headers)
}

function comesBack(text: string, status: number, headers: HeadersInit = {}) {
  const errors: FieldError[] = [{ field: 'code', text }]
  return data({ errors }, { status, headers })
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }]

export const headers: HeadersFunction = ({ actionHeaders }) => actionHeaders

export default function SignInSent() {
  const { title: _, ...page } = useLoaderData<typeof loader>()
  return <SignInSentPage {...page} errors={useActionData<typeof action>()?.errors ?? []} />
}
