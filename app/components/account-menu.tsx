import { Form } from '@remix-run/react'
import { useWords } from '../words/use-words.ts'
import { Icon } from './icon.tsx'
import { NavLink } from './link.tsx'

/** Who is signed in, their settings, and the way out. */
export function AccountMenu({ name, settingsHref }: { name: string; settingsHref: string }) {
  const words = useWords()
  return (
    <>
      <ul>
        <li>
          <div>{name}</div>
        </li>
        <li>
          <NavLink to={settingsHref}>
            <Icon name="settings" />
            {words.shell.me}
          </NavLink>
        </li>
      </ul>
      <Form method="post" action="/signout">
        <button type="submit">
          <Icon name="leave" />
          {words.shell.signOut}
        </button>
      </Form>
    </>
  )
}
