import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requireStaff } from '../../actor.server.ts'
import { keepSettings, showManner } from '../me/manner.server.ts'
import { Devices, MeForm, MeTitle } from '../me/page.tsx'

export { Wrong as ErrorBoundary } from '../../components/wrong.tsx'

/** GET /desk/me */
export async function loader({ request, context }: LoaderFunctionArgs) {
  return showManner(await requireStaff(request, context), context)
}

/** POST /desk/me */
export async function action({ request, context }: ActionFunctionArgs) {
  return keepSettings(request, await requireStaff(request, context), { path: '/desk/me', context })
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }]

export default function DeskMe() {
  const { who, manner, devices } = useLoaderData<typeof loader>()
  const sent = useActionData<typeof action>()
  return (
    <>
      <div className="desk-head plain">
        <MeTitle {...who} />
      </div>
      <div className="desk-form form">
        <MeForm {...manner} errors={sent?.errors ?? []} />
        <Devices {...devices} />
      </div>
    </>
  )
}
