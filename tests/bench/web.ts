import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { freePort } from '../../db/postgres/free-port.ts'
import { thrift } from '../../jobs/keep-running.ts'
import { until } from '../support/until.ts'

/** The web process as it runs in the product. `WEB_OPTIONS` goes to node: `--cpu-prof` says where the time goes. */
export async function startWeb({ url, filesUrl }: { url: string; filesUrl: string }) {
  const port = await freePort('127.0.0.1', 0)
  const baseUrl = `http://localhost:${port}`
  const options = [...thrift, ...(process.env.WEB_OPTIONS?.split(' ') ?? [])]
  const child = spawn(process.execPath, [...options, '--import', './db/load-hook.mjs', 'app/server.ts'], {
    cwd: join(import.meta.dirname, '..', '..'),
    env: {
      ...{ PATH: process.env.PATH ?? '', NODE_ENV: 'production', DATABASE_URL: url, FILES_URL: filesUrl },
      ...{ SECRET_KEY: 'bench bench bench bench', PORT: String(port), BASE_URL: baseUrl },
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  await until('the web process to answer', async () => (await fetch(`${baseUrl}/healthz`).catch(() => null))?.ok, {
    seconds: 60,
  })
  return {
    baseUrl,
    pid: child.pid ?? 0,
    stop: async () => {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}
