import { randomBytes } from 'node:crypto'
import type { NextFunction, Request, Response } from 'express'
import type { Settings } from '../../db/settings.ts'
import { type PlainWords, respondInWords } from './plain-page.ts'

/** More than any message with its files; the routes set their own, smaller limits. */
export const largestBody = 64 * 1024 * 1024

const reading = new Set(['GET', 'HEAD', 'OPTIONS'])
const asked = new Set(['GET', 'HEAD', 'POST'])

/** Headers that tell a browser what a page of ours may do, with one nonce a document in `response.locals.nonce`. */
export function tellBrowsers({ baseUrl }: Settings, mode: 'production' | 'development') {
  const secure = baseUrl.startsWith('https:')
  return (request: Request, response: Response, next: NextFunction) => {
    const nonce = randomBytes(16).toString('base64')
    response.locals.nonce = nonce
    response.set({
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy':
        isLinked(request.path) || isLetter(request.path) ? 'no-referrer' : 'strict-origin-when-cross-origin',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=()',
      ...policyFor(request, nonce, mode),
      // The address of such a page is a secret.
      ...(isLinked(request.path) ? { 'X-Robots-Tag': 'noindex' } : {}),
      ...(secure ? { 'Strict-Transport-Security': 'max-age=31536000; includeSubDomains' } : {}),
    })
    next()
  }
}

function policyFor(request: Request, nonce: string, mode: 'production' | 'development') {
  const header = 'Content-Security-Policy'
  if (isBare(request.path)) return { [header]: nothingRuns }
  if (isLetter(request.path)) return { [header]: letterPolicy(request.query.pictures === 'all') }
  return mode === 'production' ? { [header]: contentPolicy(nonce) } : {}
}

/** For what is no page of ours: files that people sent, and the answers of the API. */
const nothingRuns = "sandbox; default-src 'none'; frame-ancestors 'none'"

function isBare(path: string) {
  return path.startsWith('/files/') || path.startsWith('/api/') || /^\/a\/[^/]+\/files\//.test(path)
}

/** Pages that the link of a letter leads to. */
function isLinked(path: string) {
  return path.startsWith('/a/')
}

/** Letters in their own shape: of a message, and of the mail log. */
function isLetter(path: string) {
  return path.startsWith('/messages/') || /^\/desk\/mail\/[^/]+\/html$/.test(path)
}

/**
 * For the document of a letter, whoever shows it: without scripts and forms, of our origin only so that the page around
 * it can ask how high it is. Pictures come from its own mail, and from elsewhere once its reader asks for them.
 */
function letterPolicy(remote: boolean) {
  return [
    'sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox',
    "default-src 'none'",
    `img-src 'self' data:${remote ? ' http: https:' : ''}`,
    "style-src 'unsafe-inline'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
  ].join('; ')
}

function contentPolicy(nonce: string) {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'self'",
  ].join('; ')
}

/** Refuses a host that no address can have, and ways of asking that no page of ours has; the API answers for its own. */
export function refuseOddAsking(request: Request, response: Response, next: NextFunction): void {
  if (!isHost(request.headers.host)) {
    respondInWords(request, response, nowhere)
    return
  }
  if (asked.has(request.method) || request.path.startsWith('/api/')) {
    next()
    return
  }
  response.set('Allow', [...asked].join(', '))
  respondInWords(request, response, odd)
}

/** Of a host that is no part of an address nothing can be made. Old programs name none. */
function isHost(host = '') {
  return /^[\w.:[\]-]*$/.test(host) && (host === '' || URL.canParse(`http://${host}`))
}

/**
 * Refuses a change that another site's page asks a browser for. Remix would answer it with a bare 500, so it must not
 * get that far; nor may it believe a forwarded host that anybody can write.
 */
export function refuseForeignOrigins({ baseUrl }: Settings) {
  return (request: Request, response: Response, next: NextFunction) => {
    delete request.headers['x-forwarded-host']
    // Who shows a token was not led here by a browser: no other site's page can send it along.
    if (/^Bearer /i.test(request.headers.authorization ?? '')) {
      delete request.headers.origin
      return next()
    }
    if (reading.has(request.method)) return next()
    // A page that sends no referrer names no origin with its forms either (Fetch, "append a request Origin header").
    if (request.headers.origin === 'null' && isLinked(request.path) && cameFromUs(request)) {
      delete request.headers.origin
      return next()
    }
    const origin = request.headers.origin
    if (origin === undefined ? request.headers['sec-fetch-site'] !== 'cross-site' : isOurs(origin, request, baseUrl)) {
      // A proxy may have put its own name for us there; Remix compares it with the origin.
      if (origin === baseUrl) request.headers.host = new URL(baseUrl).host
      return next()
    }
    respondInWords(request, response, foreign)
  }
}

/** What a browser says by itself and no page can make it say; old ones say nothing, and show a cookie of the page. */
function cameFromUs({ headers }: Request) {
  return headers['sec-fetch-site'] === undefined || headers['sec-fetch-site'] === 'same-origin'
}

function isOurs(origin: string, request: Request, baseUrl: string) {
  if (origin === baseUrl) return true
  if (!URL.canParse(origin)) return false
  const { host, protocol } = new URL(origin)
  // Whoever may change what comes over plain http must not be able to ask for changes over https.
  return host === request.headers.host && protocol === new URL(baseUrl).protocol
}

/**
 * Refuses a body that is too long, by what it says of itself or, when it says nothing, once it is. A shorter one is read
 * to its end even when it was answered before: who still sends would never read the answer.
 */
export function limitBodies(request: Request, response: Response, next: NextFunction): void {
  if (Number(request.headers['content-length'] ?? 0) > largestBody) {
    respondInWords(request, response, tooLong)
    return
  }
  let seen = 0
  const push = request.push.bind(request)
  // Counted on the way in: a listener for 'data' would take the body from the route that wants to read it.
  request.push = (chunk: Buffer | null, encoding?: BufferEncoding) => {
    seen += chunk?.length ?? 0
    if (seen > largestBody) request.destroy()
    return push(chunk, encoding)
  }
  response.once('finish', () => {
    if (!request.complete) request.removeAllListeners('data').resume()
  })
  next()
}

const nowhere: PlainWords = {
  status: 400,
  code: 'odd_host',
  en: { title: 'Nothing is there', sentence: 'The name of this place cannot be read. Nothing was done.' },
  pt: { title: 'Não há nada aí', sentence: 'O nome deste sítio não se consegue ler. Nada foi feito.' },
}

const odd: PlainWords = {
  status: 405,
  code: 'method_not_allowed',
  en: { title: 'Not possible', sentence: 'A page can be opened, or sent a form. Nothing was done.' },
  pt: { title: 'Não é possível', sentence: 'Uma página pode ser aberta ou receber um formulário. Nada foi feito.' },
}

const foreign: PlainWords = {
  status: 403,
  code: 'foreign_origin',
  en: {
    title: 'Not from here',
    sentence:
      'This change was asked for by a page of another site, so nothing was done. Open Signoff itself and try again.',
  },
  pt: {
    title: 'Pedido de outro sítio',
    sentence:
      'Esta alteração foi pedida por uma página de outro sítio, por isso nada foi feito. Abra o Signoff e tente de novo.',
  },
}

const tooLong: PlainWords = {
  status: 413,
  code: 'too_large',
  en: { title: 'Too large', sentence: 'That is more than 64 MB at once. Send fewer or smaller files.' },
  pt: {
    title: 'Demasiado grande',
    sentence: 'São mais de 64 MB de uma só vez. Envie menos ficheiros, ou mais pequenos.',
  },
}
