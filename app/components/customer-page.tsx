import type { ReactNode } from 'react'
import { Flash, type FlashMessage } from './flash.tsx'
import { SkipLink, useBusy } from './page.tsx'
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
