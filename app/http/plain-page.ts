import type { ErrorRequestHandler, Request, Response } from 'express'
import type { Logger } from 'pino'
import { pathForLog } from '../path-for-log.ts'

/** A refusal or fault that Remix never sees, in both languages of the house. */
export type PlainWords = { status: number; code: string; en: Words; pt: Words }
type Words = { title: string; sentence: string }

/** Answers in words: a small page for people, RFC 9457 for the API. */
export function respondInWords(request: Request, response: Response, words: PlainWords): void {
  const language = request.acceptsLanguages('en', 'pt') === 'pt' ? 'pt' : 'en'
  const { title, sentence } = words[language]
  response.status(words.status).set('Cache-Control', 'no-store')
  if (request.path.startsWith('/api/')) {
    response.type('application/problem+json')
    response.send(
      JSON.stringify({ type: 'about:blank', title, status: words.status, code: words.code, detail: sentence }),
    )
    return
  }
  response.type('html').send(pageOf(language, title, sentence))
}

/** The last resort: what nobody else could answer is logged and told without its insides. */
export function answerFaults(log: Logger): ErrorRequestHandler {
  return (fault, request, response, next) => {
    log.error({ fault, method: request.method, path: pathForLog(request.originalUrl) }, 'a request failed')
    if (response.headersSent) return next(fault)
    respondInWords(request, response, broken)
  }
}

const broken: PlainWords = {
  status: 500,
  code: 'fault',
  en: { title: 'Something broke', sentence: 'This is our fault, and it has been written down. Try again in a moment.' },
  pt: { title: 'Algo falhou', sentence: 'A culpa é nossa, e ficou registada. Tente de novo dentro de momentos.' },
}

function pageOf(language: string, title: string, sentence: string) {
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title} · Signoff</title></head>
<body style="font:1.0625rem/1.5 system-ui,sans-serif;max-width:34rem;margin:15vh auto;padding:0 1.25rem;color-scheme:light dark">
<h1 style="font-size:1.5rem">${title}</h1>
<p>${sentence}</p>
</body>
</html>
`
}
