import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { requireStaff } from '../../actor.server.ts'

export { Wrong as ErrorBoundary } from '../../components/wrong.tsx'

/** What is no place of the desk, told inside its frame. */
export async function loader({ request, context }: LoaderFunctionArgs): Promise<null> {
  await requireStaff(request, context)
  throw new Response(null, { status: 404 })
}

export default function NoSuchPlace() {
  return useLoaderData<typeof loader>()
}
