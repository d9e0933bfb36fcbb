import { createHash } from 'node:crypto'
import { LazyFile } from '@remix-run/lazy-file'
import { AwsClient } from 'aws4fetch'
import { flowOf } from './flow.ts'

/** A bucket of an S3 service, and the key that opens it. `place` is its address, with what all our keys begin with. */
type Bucket = { place: string; region: string; accessKeyId: string; secretAccessKey: string }

/**
 * Reads `s3://key:secret@host[:port]/bucket[/folder][?region=…][&tls=0]`; null for anything else. Buckets stand in the
 * path, which every S3 service understands; `tls=0` is for a service on one's own network.
 */
export function parseBucket(text: string): Bucket | null {
  if (!URL.canParse(text)) return null
  const { protocol, username, password, host, pathname, searchParams } = new URL(text)
  const path = pathname.replace(/\/+$/, '')
  const known = [...searchParams.keys()].every((name) => name === 'region' || name === 'tls')
  const tls = searchParams.get('tls') ?? '1'
  if (protocol !== 's3:' || !host || !/^\/[^/]/.test(path) || !known || !/^[01]$/.test(tls)) return null
  const [accessKeyId, secretAccessKey] = [unescaped(username), unescaped(password)]
  if (!accessKeyId || !secretAccessKey) return null
  const place = `${tls === '0' ? 'http' : 'https'}://${host}${path}`
  return { place, region: searchParams.get('region') || 'us-east-1', accessKeyId, secretAccessKey }
}

function unescaped(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}

/** Somebody is waiting; what a busy service refuses is asked again for a second or so, then it is a fault. */
const retries = 4
const longestMs = 120_000

/**
 * The store of files in a bucket. It may be as private as can be: only we speak to it, with a key that may read, list,
 * write and delete. (Without the right to list, S3 says 403 of what is not there, and we cannot tell it from a fault.)
 */
export function createBucketStore({ place, region, ...key }: Bucket) {
  const client = new AwsClient({ ...key, region, service: 's3', retries })

  async function ask(name: string, init: RequestInit): Promise<Response | null> {
    // A bucket that lies elsewhere is a wrong setting: a signature is good for one place only.
    const answer = await client.fetch(`${place}/${encodeURIComponent(name)}`, { ...init, redirect: 'manual' })
    if (answer.ok) return answer
    const said = await answer.text()
    if (answer.status === 404) return null
    throw new Error(`The bucket of files answered ${init.method} with ${answer.status}: ${reasonIn(said)}`)
  }

  /** From `start` to before `end`, asked for when somebody begins to read. */
  async function* read(name: string, start: number, end: number): AsyncGenerator<Uint8Array<ArrayBuffer>> {
    if (end <= start) return
    const answer = await ask(name, { method: 'GET', headers: { Range: `bytes=${start}-${end - 1}` } })
    if (!answer?.body) throw new Error(`The bytes of file ${name} are gone from the bucket.`)
    yield* answer.body
  }

  const soon = () => ({ signal: AbortSignal.timeout(longestMs) })

  return {
    async get(name: string) {
      const answer = await ask(name, { method: 'HEAD', ...soon() })
      if (!answer) return null
      const byteLength = Number(answer.headers.get('content-length'))
      const stream = (start = 0, end = byteLength) => flowOf(read(name, start, end))
      return new LazyFile({ byteLength, stream }, name, { lastModified: 0 })
    },
    async has(name: string) {
      return (await ask(name, { method: 'HEAD', ...soon() })) !== null
    },
    async set(name: string, file: File) {
      const body = await file.arrayBuffer()
      // Signed with its sum, so that the service itself refuses what was torn on the way. Never a type that a browser
      // would run, should anybody ever lead one there.
      const headers = {
        'Content-Type': 'application/octet-stream',
        'X-Amz-Content-Sha256': createHash('sha256').update(new Uint8Array(body)).digest('hex'),
      }
      if (!(await ask(name, { method: 'PUT', headers, body, ...soon() }))) throw new Error('There is no such bucket.')
    },
    async remove(name: string) {
      await ask(name, { method: 'DELETE', ...soon() })
    },
  }
}

/** What an S3 service says of itself, without whatever it echoes of us. */
function reasonIn(xml: string): string {
  return /<Code>(\w{1,80})<\/Code>/.exec(xml)?.[1] ?? 'no reason given'
}
