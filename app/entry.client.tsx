import { RemixBrowser } from '@remix-run/react'
import { StrictMode, startTransition } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { DocumentProvider } from './document.ts'
import { WordsProvider } from './words/use-words.ts'

const page = document.documentElement
const words = page.lang.startsWith('pt') ? (await import('./words/pt.ts')).pt : (await import('./words/en.ts')).en

// The server writes every time in the reader's zone; for who has not chosen one, the browser's is told here.
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
document.cookie = `tz=${zone}; path=/; max-age=31536000; samesite=lax`

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <DocumentProvider value={{ incident: page.dataset.incident }}>
        <WordsProvider value={words}>
          <RemixBrowser />
        </WordsProvider>
      </DocumentProvider>
    </StrictMode>,
  )
})
