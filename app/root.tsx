import font from '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url'
import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Links, Meta, Outlet, Scripts, ScrollRestoration, useRouteLoaderData } from '@remix-run/react'
import { type ReactNode, useEffect } from 'react'
import { readActor } from './actor.server.ts'
import { readAccentRule } from './agency.server.ts'
import { useHeldForms } from './components/line.ts'
import { BarePage } from './components/page.tsx'
import { Wrong } from './components/wrong.tsx'
import { useDocument } from './document.ts'
import { type Preferences, readPreferences } from './preferences.ts'
import { readHolder } from './routes/answer/link.server.ts'
import styles from './styles/main.css?url'
import mark from './styles/mark.svg?url'
import { useWords } from './words/use-words.ts'

export const links: LinksFunction = () => [
  { rel: 'preload', as: 'font', type: 'font/woff2', href: font, crossOrigin: 'anonymous' },
  { rel: 'stylesheet', href: styles },
  { rel: 'icon', type: 'image/svg+xml', href: mark },
]

export const meta: MetaFunction = () => [{ title: 'Signoff' }]

/**
 * Whoever is signed in said what they want; a letter's page speaks the language of who got the letter; of others we know
 * what their browser says.
 */
export async function loader({ request, context }: LoaderFunctionArgs): Promise<Look> {
  const [reader, holder, accent] = await Promise.all([
    readActor(request, context),
    readHolder(request, context),
    readAccentRule(context),
  ])
  if (holder) return { ...readPreferences(request), language: holder.language, accent }
  return { ...(reader ? { language: reader.language, theme: reader.theme } : readPreferences(request)), accent }
}

/** How the reader wants the page, and the rule of the agency's colours, if it has its own. */
type Look = Preferences & { accent: string | null }

/** The document around every page, also around one that tells of a fault. */
export function Layout({ children }: { children: ReactNode }) {
  const preferences = useRouteLoaderData<typeof loader>('root')
  const { nonce, incident } = useDocument()
  const words = useWords()
  const held = useHeldForms()
  const theme = preferences?.theme === 'system' ? undefined : preferences?.theme
  // Who drives a browser, tests too, can tell a page whose scripts listen from one that is still waking up.
  useEffect(() => {
    document.documentElement.dataset.awake = ''
  }, [])
  return (
    <html lang={preferences?.language === 'pt' ? 'pt-PT' : 'en'} data-theme={theme} data-incident={incident}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover" />
        <Meta />
        <Links />
        {preferences?.accent && (
          // A browser hides the nonce again, so that its copy differs from what the server wrote.
          <style nonce={nonce} suppressHydrationWarning>
            {preferences.accent}
          </style>
        )}
      </head>
      <body>
        {children}
        {held && (
          <p className="flash problem unsent" role="alert">
            {words.form.unsent}
          </p>
        )}
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  )
}

export default function Root() {
  return <Outlet />
}

export function ErrorBoundary() {
  return (
    <BarePage agency={null}>
      <Wrong />
    </BarePage>
  )
}
