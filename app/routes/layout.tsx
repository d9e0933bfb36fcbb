import { data, type LoaderFunctionArgs } from '@remix-run/node'
import { Outlet, useLoaderData } from '@remix-run/react'
import { requireActor } from '../actor.server.ts'
import { CustomerPage } from '../components/customer-page.tsx'
import { useKeptFlash } from '../components/kept-flash.ts'
import { readCustomerShell } from '../customer-shell.server.ts'
import { takeFlash } from '../flash.server.ts'

/** The customer's frame around their pages. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const reader = await requireActor(request, context)
  const [shell, { flash, headers }] = await Promise.all([
    readCustomerShell(reader, context),
    takeFlash(request, context.settings),
  ])
  return data({ ...shell, flash }, { headers })
}

export default function Frame() {
  const shell = useLoaderData<typeof loader>()
  const flash = useKeptFlash(shell.flash)
  return (
    <CustomerPage shell={{ ...shell, flash }}>
      <Outlet />
    </CustomerPage>
  )
}
