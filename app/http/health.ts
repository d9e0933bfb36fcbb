import type { NextFunction, Request, Response } from 'express'
import type postgres from 'postgres'
import type { Connection } from '../../db/client.ts'
import { isReachable, readReadiness } from '../../db/readiness.ts'
import type { Settings } from '../../db/settings.ts'
import { type PlainWords, respondInWords } from './plain-page.ts'

/** GET /healthz: the process lives, whatever else does not. */
export function tellHealth(_request: Request, response: Response): void {
  response.type('text').set('Cache-Control', 'no-store').send('ok\n')
}

/** GET /readyz: 200 when every part is ready, else 503 naming what is not. */
export function tellReadiness(connection: Connection, settings: Settings) {
  return async (_request: Request, response: Response) => {
    const parts = await readReadiness(connection, settings, Temporal.Now.instant())
    const ready = parts.every((part) => part.ready)
    response.status(ready ? 200 : 503).set('Cache-Control', 'no-store')
    response.json({ ready, ...Object.fromEntries(parts.map(({ name, ready, note }) => [name, { ready, note }])) })
  }
}

/** Answers 503 in words while the database is away; asked of the database at most once a second. */
export function waitForDatabase(sql: postgres.Sql) {
  let asked = { at: Number.NEGATIVE_INFINITY, reachable: Promise.resolve(true) }
  return async (request: Request, response: Response, next: NextFunction) => {
    if (performance.now() - asked.at > 1_000) asked = { at: performance.now(), reachable: isReachable(sql) }
    if (await asked.reachable) return next()
    response.set('Retry-After', '5')
    respondInWords(request, response, away)
  }
}

const away: PlainWords = {
  status: 503,
  code: 'database_away',
  en: {
    title: 'Back in a moment',
    sentence:
      'Signoff cannot reach its database just now. Nothing you sent before is lost; try again in a few seconds.',
  },
  pt: {
    title: 'Voltamos já',
    sentence:
      'O Signoff não consegue chegar à base de dados neste momento. Nada do que enviou antes se perdeu; tente de novo dentro de segundos.',
  },
}
