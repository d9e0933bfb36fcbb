import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { readSignInLink, signInByLink } from '../../../db/people/sign-in.ts'
import { isRefusal } from '../../../domain/refusal.ts'
import { readAgency } from '../../agency.server.ts'
import { BarePage } from '../../components/page.tsx'
import { Wrong } from '../../components/wrong.tsx'
import { readPreferences } from '../../preferences.ts'
import { asResponse } from '../../respond.server.ts'
import { recallAsking } from '../../sign-in-cookie.server.ts'
import { titled } from '../../title.ts'
import { letIn, visitorOf } from '../../visitor.server.ts'
import { wordsFor } from '../../words/words.ts'
import { SignInGoPage } from './page.tsx'

/** Shows whom the link of a letter would let in. Opening it uses nothing up: scanners do that too. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const words = wordsFor(readPreferences(request).language)
  const name = await readSignInLink(context.house, params.token ?? '', context.now())
  const title = name === null ? words.signIn.expiredTitle : words.signIn.goTitle
  return { title: titled(words, title), agency: await readAgency(context), name }
}

/** Lets in, once. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const asking = await recallAsking(request, context.settings)
  const linkToken = params.token ?? ''
  const admitted = await signInByLink(context.house, { linkToken, ...visitorOf(request, context) })
  if (isRefusal(admitted)) throw asResponse(admitted, readPreferences(request).language)
  return letIn(admitted.token, asking?.back ?? null, context)
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }]

export default function SignInGo() {
  const { title: _, ...page } = useLoaderData<typeof loader>()
  return <SignInGoPage {...page} />
}

export function ErrorBoundary() {
  return (
    <BarePage agency={null}>
      <Wrong />
    </BarePage>
  )
}
