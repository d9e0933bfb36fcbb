import { Form, useNavigation } from '@remix-run/react'
import type { ReactNode } from 'react'
import { useWords } from '../words/use-words.ts'
import { ButtonLink } from './button.tsx'
import { Flash, type FlashMessage } from './flash.tsx'
import { Icon } from './icon.tsx'
import { BottomBar, SideNav, type SideNavProps } from './side-nav.tsx'
import { TopBar, type TopBarProps } from './top-bar.tsx'

/** What the customer's frame shows on every page. */
export type CustomerShell = TopBarProps & { flash: FlashMessage | null }

/** The customer's frame: top bar, flash, page. */
export function CustomerPage({ shell, children }: { shell: CustomerShell; children: ReactNode }) {
  return (
    <div className={useBusy()}>
      <SkipLink />
      <TopBar {...shell} />
      {shell.flash && (
        <div className="flash-strip">
          <Flash {...shell.flash} />
        </div>
      )}
      {children}
    </div>
  )
}

/** What the desk's frame shows on every page; `hours` says whether clocks run. */
export type DeskShell = SideNavProps & {
  hours: { open: boolean; text: string }
  newTicketHref: string | null
  flash: FlashMessage | null
}

/** The desk's frame: places at the side, search on top, and on a phone a bar at the bottom. */
export function DeskPage({ shell, children }: { shell: DeskShell; children: ReactNode }) {
  const words = useWords()
  return (
    <div className={['desk', useBusy()].filter(Boolean).join(' ')}>
      <SkipLink />
      <SideNav {...shell} />
      <div>
        <header className="desk-bar">
          <Form className="find" role="search" action="/desk/find" aria-label={words.shell.findAll}>
            <Icon name="search" />
            <input type="search" name="q" aria-label={words.shell.find} placeholder={words.shell.find} />
            <kbd>/</kbd>
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
    </div>
  )
}

/** A page without places to go: sign in, a mail's link, an error before anybody is known. */
export function BarePage({ agency, width, children }: BarePageProps) {
  return (
    <div className="bare">
      {agency && (
        <header className="brand">
          <i aria-hidden="true">{agency.mark}</i>
          {agency.name}
        </header>
      )}
      <main id="main" className={width}>
        {children}
      </main>
    </div>
  )
}

type BarePageProps = { agency: { name: string; mark: string } | null; width?: 'wide'; children: ReactNode }

/** A thin line on top when the next page takes its time; the old page stays meanwhile. */
function useBusy() {
  return useNavigation().state === 'idle' ? undefined : 'busy'
}

function SkipLink() {
  return (
    <a className="skip" href="#main">
      {useWords().shell.skip}
    </a>
  )
}
