import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { freePort } from '../../db/postgres/free-port.ts'
import { ourNode, root } from '../../jobs/set-up.mjs'
import { expectDescribed } from './described.ts'
import { until } from './until.ts'

export type RunningHouse = Awaited<ReturnType<typeof startHouse>>

/** The whole product as an operator starts it, with the demo world, on ports and in a folder of its own. */
export async function startHouse(settings: Record<string, string> = {}, dataDir?: string) {
  const folder = dataDir ?? (await mkdtemp(join(tmpdir(), 'signoff-house-')))
  const port = await freePort('127.0.0.1', 0)
  const mailPort = await freePort('127.0.0.1', 0)
  const environment: NodeJS.ProcessEnv = {
    PATH: process.env.PATH ?? '',
    HOME: process.env.HOME ?? '',
    NODE_ENV: 'production',
    DATA_DIR: folder,
    PORT: String(port),
    MAIL_LISTEN: `smtp://127.0.0.1:${mailPort}`,
    ...settings,
  }
  const child = spawn(process.execPath, ['jobs/start.mjs'], {
    cwd: root,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk))
  const ended = once(child, 'exit')
  const baseUrl = `http://localhost:${port}`
  await until(`ready at ${baseUrl}`, () => isReady(baseUrl, () => child.exitCode !== null && said), { seconds: 180 })

  /** Runs one of the commands of package.json beside the house, without npm, which takes longer than they do. */
  const command = async (name: string, ...args: string[]) => {
    const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
    const [, ...line] = scripts[name].split(' ')
    const { stdout } = await promisify(execFile)(ourNode, [...line, ...args], { cwd: root, env: environment })
    return stdout.trim()
  }

  const tokens = new Map<string, Promise<string>>()
  /** An API token of whoever has this address, the same one each time. */
  const tokenOf = (email: string): Promise<string> => {
    const token = tokens.get(email) ?? command('token', email)
    tokens.set(email, token)
    return token
  }

  return {
    baseUrl,
    mailPort,
    dataDir: folder,
    pid: child.pid ?? 0,
    said: () => said,
    command,
    tokenOf,
    /** Calls the API as the person with this address. What is answered must be as we describe it. */
    as: async (email: string) => {
      const token = await tokenOf(email)
      return (method: 'GET' | 'POST', path: string, body?: object) => call(baseUrl, path, { method, token, body })
    },
    stop: async (keep: 'data' | 'nothing' = 'nothing') => {
      child.kill('SIGTERM')
      await ended
      if (keep === 'nothing') await rm(folder, { recursive: true, force: true })
    },
  }
}

async function isReady(baseUrl: string, gaveUp: () => string | false): Promise<boolean> {
  const lastWords = gaveUp()
  if (lastWords) throw new Error(`The house did not start:\n${lastWords}`)
  const answer = await fetch(`${baseUrl}/readyz`).catch(() => null)
  return answer?.status === 200
}

type Asked = { method: 'GET' | 'POST'; token: string; body: object | undefined }

async function call(baseUrl: string, path: string, { method, token, body }: Asked) {
  const answer = await fetch(`${baseUrl}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  })
  const said = { status: answer.status, body: await answer.json() }
  expectDescribed({ method, path, ...said })
  return said
}
