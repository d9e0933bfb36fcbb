import type { LoaderFunctionArgs } from '@remix-run/node'
import { Outlet, useLoaderData } from '@remix-run/react'
import { requireStaff } from '../../../actor.server.ts'
import { NavLink } from '../../../components/link.tsx'
import { mayLook } from '../settings-letters/asked.server.ts'
import { frameWordsFor, sections } from './words.server.ts'

/** The frame of the settings: which of them there are. All of us may look, an admin may change. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { actor, language } = await requireStaff(request, context)
  const words = frameWordsFor(language)
  const shown = sections.filter((section) => section !== 'letters' || mayLook(actor))
  return { label: words.label, links: shown.map((section) => ({ section, text: words[section] })) }
}

export default function SettingsFrame() {
  const { label, links } = useLoaderData<typeof loader>()
  return (
    <div className="settings">
      <nav className="settings-nav" aria-label={label}>
        <ul>
          {links.map(({ section, text }) => (
            <li key={section}>
              <NavLink to={`/desk/settings/${section}`} prefetch="intent">
                {text}
              </NavLink>
            </li>
          ))}
        </ul>
      </nav>
      <div>
        <Outlet />
      </div>
    </div>
  )
}
