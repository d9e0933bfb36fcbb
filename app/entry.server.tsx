import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { AppLoadContext, EntryContext, HandleDataRequestFunction, HandleErrorFunction } from '@remix-run/node'
import { RemixServer } from '@remix-run/react'
import pino from 'pino'
import { renderToPipeableStream } from 'react-dom/server'
import { isAway } from '../db/postgres/away.ts'
import { type Language, languages } from '../domain/ticket.ts'
import { DocumentProvider } from './document.ts'
import { pathForLog } from './path-for-log.ts'
import { readPreferences } from './preferences.ts'
import { WordsProvider } from './words/use-words.ts'
import { wordsFor } from './words/words.ts'

const log = pino({ name: 'web' })
const patience = 10_000

/** The number of the fault that happened while a request was answered, told on its page. */
const incidents = new WeakMap<AppLoadContext, string>()

/** Requests that failed because the database went away while they were answered. */
const aways = new WeakSet<AppLoadContext>()

/** Writes the fault down under a number that its reader can tell us. */
export const handleError: HandleErrorFunction = (fault, { request, context }) => {
  if (request.signal.aborted) return
  const incident = crypto.randomUUID().slice(0, 8)
  incidents.set(context, incident)
  if (isAway(fault)) aways.add(context)
  log.error({ incident, fault, method: request.method, path: pathForLog(request.url) }, 'a page failed')
}

/** What a page's script asks for is as private as the page. */
export const handleDataRequest: HandleDataRequestFunction = (response, { request }) => {
  keepFromCaches(request, response.headers)
  return response
}

/**
 * Renders a page in the language of its reader. It is sent whole, as all that it shows is known before it is drawn: in
 * pieces it would come no sooner, and with scripts that put them together.
 */
export default function sendDocument(
  request: Request,
  status: number,
  headers: Headers,
  page: EntryContext,
  context: AppLoadContext,
) {
  return new Promise<Response>((resolve, reject) => {
    const send = async () => {
      const body = new PassThrough()
      pipe(body)
      headers.set('Content-Type', 'text/html; charset=utf-8')
      keepFromCaches(request, headers)
      const away = aways.has(context)
      if (away) headers.set('Retry-After', '5')
      const told = away ? 503 : failed ? 500 : status
      resolve(new Response(await buffer(body), { status: told, headers }))
    }
    let failed = false
    const { pipe, abort } = renderToPipeableStream(
      <DocumentProvider value={{ nonce: context.nonce, incident: incidents.get(context) }}>
        <WordsProvider value={wordsFor(languageOf(page) ?? readPreferences(request).language)}>
          <RemixServer context={page} url={request.url} abortDelay={patience} nonce={context.nonce} />
        </WordsProvider>
      </DocumentProvider>,
      {
        nonce: context.nonce,
        onAllReady: () => send().catch(reject),
        onShellError: reject,
        onError: (fault) => {
          failed = true
          log.error({ fault, path: pathForLog(request.url) }, 'a page could not be rendered')
        },
      },
    )
    setTimeout(abort, patience).unref()
  })
}

/**
 * What a page shows is its reader's own, and may be otherwise a moment later. What a secret address shows is kept
 * nowhere; other pages the browser keeps for its back button, with all that was typed, until its person signs out.
 */
function keepFromCaches(request: Request, headers: Headers) {
  if (headers.has('Cache-Control')) return
  const isSecret = /^\/(?:a|signin\/go)\//.test(new URL(request.url).pathname)
  headers.set('Cache-Control', isSecret ? 'no-store' : 'private, no-cache')
}

/** The language that the root's loader found, if it got that far. */
function languageOf(page: EntryContext): Language | undefined {
  const root: unknown = page.staticHandlerContext.loaderData.root
  if (typeof root !== 'object' || root === null || !('language' in root)) return undefined
  return languages.find((one) => one === root.language)
}
