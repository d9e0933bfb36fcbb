import { useLoaderData } from '@remix-run/react'

/** Whatever has no address of its own. */
export function loader() {
  throw new Response(null, { status: 404 })
}

export default function NotFound() {
  return useLoaderData<typeof loader>()
}
