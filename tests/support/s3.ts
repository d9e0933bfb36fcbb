import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { freePort } from '../../db/postgres/free-port.ts'
import { ourNode, root } from '../../jobs/set-up.mjs'

/** A real S3 server with one bucket, which asks who writes. Answers where it is, and a FILES_URL for it. */
export async function anS3() {
  const folder = mkdtempSync(join(tmpdir(), 'signoff-s3-'))
  const port = await freePort('127.0.0.1', 0)
  const program = join(root, 'node_modules/s3rver/bin/s3rver.js')
  const place = ['-d', folder, '-a', '127.0.0.1', '-p', String(port), '--no-vhost-buckets']
  const server = spawn(ourNode, [program, ...place, '--configure-bucket', 'files'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said: string[] = []
  const listens = new Promise<void>((resolve) => {
    for (const stream of [server.stdout, server.stderr]) {
      stream.on('data', (chunk) => {
        said.push(String(chunk))
        if (/listening/i.test(said.join(''))) resolve()
      })
    }
  })
  afterAll(async () => {
    server.kill('SIGTERM')
    if (server.exitCode === null && server.signalCode === null) await once(server, 'exit')
    rmSync(folder, { recursive: true, force: true })
  })
  const ended = once(server, 'exit').then(() => {
    throw new Error(`The S3 server ended at once: ${said.join('')}`)
  })
  await Promise.race([listens, ended])
  ended.catch(() => {})
  const urlFor = (key: string, bucket = 'files') => `s3://${key}@127.0.0.1:${port}/${bucket}/desk?tls=0`
  return { base: `http://127.0.0.1:${port}/files`, url: urlFor('S3RVER:S3RVER'), urlFor }
}
