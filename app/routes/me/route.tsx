import {
  type ActionFunctionArgs,
  type AppLoadContext,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { type Reader, requireActor } from '../../actor.server.ts'
import { WrongPage } from '../../components/wrong.tsx'
import { keepSettings, showManner } from './manner.server.ts'
import { Devices, MeForm, MeTitle } from './page.tsx'

/** GET /me: for contacts; staff have theirs at the desk. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  return showManner(await requireReader(request, context), context)
}

/** POST /me */
export async function action({ request, context }: ActionFunctionArgs) {
  return keepSettings(request, await requireReader(request, context), { path: '/me', context })
}

async function requireReader(request: Request, context: AppLoadContext): Promise<Reader> {
  const reader = await requireActor(request, context)
  if (reader.actor.kind === 'staff') throw redirect('/desk/me')
  return reader
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }]

export default function Me() {
  const { who, manner, devices } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return (
    <div className="frame single">
      <main id="main">
        <div className="form">
          <div>
            <MeTitle {...who} />
          </div>
          <MeForm {...manner} errors={sent?.errors ?? []} />
          <Devices {...devices} />
        </div>
      </main>
    </div>
  )
}

export { WrongPage as ErrorBoundary }
