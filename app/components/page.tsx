import { useNavigation } from '@remix-run/react'
import type { ReactNode } from 'react'
import { useWords } from '../words/use-words.ts'

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
export function useBusy() {
  return useNavigation().state === 'idle' ? undefined : 'busy'
}

/** Leads past the frame, for who does not see the page. */
export function SkipLink() {
  return (
    <a className="skip" href="#main">
      {useWords().shell.skip}
    </a>
  )
}
