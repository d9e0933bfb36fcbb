import { RemixBrowser } from '@remix-run/react'
import { StrictMode, startTransition } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { DocumentProvider } from './document.ts'
import { bring, joinWords } from './words/browser-words.ts'
import { WordsProvider } from './words/use-words.ts'

const page = document.documentElement
const { shared, portal, desk } = page.lang.startsWith('pt') ? portuguese() : english()
const [common] = await Promise.all([
  shared,
  bring(location.pathname.startsWith('/desk') ? desk : portal),
  untilDataIsRead(),
])
const words = joinWords(common, [portal, desk])

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

/**
 * Remix reads the data of a page on its first render, and until then suspends the root, for which React is not made: a
 * click or a sent form that comes just then ends in its error 345, and the page never wakes. So it is read before.
 */
async function untilDataIsRead() {
  try {
    RemixBrowser({})
  } catch (reading) {
    await reading
  }
}

function english() {
  return {
    shared: import('./words/en.ts').then(({ en }) => en),
    portal: { load: async () => (await import('./words/portal-pages-en.ts')).portalPagesEn },
    desk: { load: async () => (await import('./words/desk-pages-en.ts')).deskPagesEn },
  }
}

function portuguese() {
  return {
    shared: import('./words/pt.ts').then(({ pt }) => pt),
    portal: { load: async () => (await import('./words/portal-pages-pt.ts')).portalPagesPt },
    desk: { load: async () => (await import('./words/desk-pages-pt.ts')).deskPagesPt },
  }
}
