import { join } from 'node:path'
import { createRequestHandler, type ServerBuild } from '@remix-run/node'
import type { House } from '../../db/house.ts'
import { readSettings } from '../../db/settings.ts'
import { fitBuild, root } from '../../jobs/set-up.mjs'

/** The built pages without a server before them, so that a test sees what they do with its own house. */
export async function thePages(house: House & { url: string; filesUrl: string }, now: Temporal.Instant) {
  await fitBuild()
  const base = 'http://localhost:8080'
  const settings = readSettings({
    ...{ DATABASE_URL: house.url, FILES_URL: house.filesUrl, DATA_DIR: '/nowhere', BASE_URL: base, DEMO: '0' },
    SECRET_KEY: 'nobody can guess this one',
  })
  const build: ServerBuild = await import(join(root, 'build', 'server', 'index.js'))
  const answer = createRequestHandler(build, 'production')
  return (path: string, headers: Record<string, string>) =>
    answer(new Request(base + path, { headers }), { house, settings, now: () => now, ip: '127.0.0.1', nonce: 'once' })
}
