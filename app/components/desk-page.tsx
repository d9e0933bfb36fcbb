import { Form } from '@remix-run/react'
import { lazy, type ReactNode, Suspense } from 'react'
import { useWords } from '../words/use-words.ts'
import { ButtonLink } from './button.tsx'
import { ShortcutsProvider, useDeskKeys } from './desk-keys.ts'
import { Flash, type FlashMessage } from './flash.tsx'
import { Icon } from './icon.tsx'
import { SkipLink, useBusy } from './page.tsx'
import { BottomBar, SideNav, type SideNavProps } from './side-nav.tsx'

// Nobody needs it before they ask for it.
const Palette = lazy(() => import('../routes/desk/palette/palette.tsx'))

/** What the desk's frame shows on every page; `hours` says whether clocks run. */
export type DeskShell = SideNavProps & {
  hours: { open: boolean; text: string }
  newTicketHref: string | null
  /** Whether single keys do something; Ctrl K always does. */
  shortcuts: boolean
  flash: FlashMessage | null
}

/** The desk's frame: places at the side, search on top, and on a phone a bar at the bottom. */
export function DeskPage({ shell, children }: { shell: DeskShell; children: ReactNode }) {
  const words = useWords()
  const keys = useDeskKeys(shell)
  return (
    <ShortcutsProvider value={shell.shortcuts}>
      <div className={['desk', useBusy()].filter(Boolean).join(' ')}>
        <SkipLink />
        <SideNav {...shell} />
        <div>
          <header className="desk-bar">
            <Form className="find" role="search" action="/desk/find" aria-label={words.shell.findAll}>
              <Icon name="search" />
              <input type="search" name="q" aria-label={words.shell.find} placeholder={words.shell.find} />
              <kbd>Ctrl K</kbd>
            </Form>
            <p className={shell.hours.open ? 'open-hours open' : 'open-hours'} title={shell.hours.text}>
              <i />
              <span>{shell.hours.text}</span>
            </p>
            {shell.newTicketHref && (
              <ButtonLink size="small" to={shell.newTicketHref}>
                <Icon name="plus" />
                {words.shell.newTicket}
              </ButtonLink>
            )}
          </header>
          <main id="main">
            {shell.flash && <Flash {...shell.flash} />}
            {children}
          </main>
        </div>
        <BottomBar {...shell} />
        {keys.opened && (
          <Suspense>
            <Palette opened={keys.opened} links={shell.links} close={keys.close} />
          </Suspense>
        )}
      </div>
    </ShortcutsProvider>
  )
}
