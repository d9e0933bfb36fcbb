import type { Server } from 'node:http'
import type { ServerBuild } from '@remix-run/node'
import type { RequestHandler } from 'express'
import { createServer } from 'vite'

/** The app straight from its sources, reloaded as they change: for `npm run dev` alone. */
export async function serveFromSources(
  server: Server,
): Promise<{ middleware: RequestHandler; build: () => Promise<ServerBuild> }> {
  const vite = await createServer({ server: { middlewareMode: { server }, hmr: { server } } })
  return {
    middleware: vite.middlewares,
    // Remix's plugin makes this module, and Vite's loader does not say what is in one.
    build: async () => (await vite.ssrLoadModule('virtual:remix/server-build')) as ServerBuild,
  }
}
