import './http/remember-routes.ts'

import { createServer } from 'node:http'
import { join } from 'node:path'
import { createRequestHandler } from '@remix-run/express'
import type { ServerBuild } from '@remix-run/node'
import express from 'express'
import pino from 'pino'
import { databaseUrlOrExit } from '../db/embedded.ts'
import { openHouse } from '../db/house.ts'
import { settingsOrExit } from '../db/settings.ts'
import { stopGently } from '../db/stop-gently.ts'
import { serveAssets } from './http/assets.ts'
import { takeBodiesInTurn } from './http/bodies-in-turn.ts'
import { tellHealth, tellReadiness, waitForDatabase } from './http/health.ts'
import { answerFaults } from './http/plain-page.ts'
import { limitBodies, refuseForeignOrigins, refuseOddAsking, tellBrowsers } from './http/security.ts'

const built = join(import.meta.dirname, '..', 'build')
const mode = process.argv.includes('--dev') ? 'development' : 'production'
// React and Remix look here when they are loaded, which is below.
process.env.NODE_ENV = mode

const log = pino({ name: 'web' })
const settings = settingsOrExit()
const house = openHouse({
  databaseUrl: await databaseUrlOrExit(settings),
  filesUrl: settings.filesUrl,
  max: 10,
  ours: settings,
})

const web = express()
const server = createServer(web)
const sources = mode === 'development' ? await (await import('./development.ts')).serveFromSources(server) : null

web.disable('x-powered-by')
// A proxy beside us says whom it speaks for; nobody else is believed.
web.set('trust proxy', 'loopback')
web.use(tellBrowsers(settings, mode))
web.get('/healthz', tellHealth)
web.get('/readyz', tellReadiness(house, settings))
web.use(sources ? sources.middleware : serveAssets(join(built, 'client')))
web.use(limitBodies, refuseOddAsking, refuseForeignOrigins(settings), takeBodiesInTurn(), waitForDatabase(house.sql))
web.use(
  createRequestHandler({
    build: sources ? sources.build : await loadBuild(),
    mode,
    getLoadContext: (request, response) => {
      const now = Temporal.Now.instant()
      const ip = request.ip ?? ''
      return { house, settings, now: () => now, ip, nonce: String(response.locals.nonce) }
    },
  }),
)
web.use(answerFaults(log))

server.on('error', (fault) => {
  log.fatal(fault)
  process.exit(1)
})
server.listen(settings.port, settings.host, () => {
  process.send?.('listening')
  log.info({ at: settings.baseUrl }, 'listening')
})

stopGently(
  async () => {
    const ended = new Promise((resolve) => server.close(resolve))
    // Whoever still watches a live page after three seconds is cut off; the page comes back by itself.
    setTimeout(() => server.closeAllConnections(), 3_000).unref()
    await ended
    await house.close()
  },
  { withinSeconds: 8 },
)

async function loadBuild(): Promise<ServerBuild> {
  return import(join(built, 'server', 'index.js'))
}
