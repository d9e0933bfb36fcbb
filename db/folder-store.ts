import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { LazyFile } from '@remix-run/lazy-file'
import { flowOf } from './flow.ts'

/**
 * The store of files in a folder, each under a name that no key can lead astray, in one of 256 folders below. A file gets
 * its name only when whole, so nobody ever reads half of one.
 */
export function createFolderStore(root: string) {
  const pathOf = (key: string) => {
    const name = createHash('sha256').update(key).digest('hex')
    return join(root, name.slice(0, 2), `${name}.dat`)
  }

  return {
    async get(key: string) {
      const path = pathOf(key)
      const found = await unlessMissing(stat(path))
      if (!found) return null
      const stream = (start = 0, end = found.size) => flowOf(read(path, start, end))
      return new LazyFile({ byteLength: found.size, stream }, key, { lastModified: 0 })
    },
    async has(key: string) {
      return (await unlessMissing(access(pathOf(key)).then(() => true))) ?? false
    },
    async set(key: string, file: File) {
      const path = pathOf(key)
      const draft = `${path}.${randomUUID()}`
      const bytes = new Uint8Array(await file.arrayBuffer())
      const write = () => writeFile(draft, bytes).then(() => true)
      try {
        // Nearly always the folder is there.
        if (!(await unlessMissing(write()))) {
          await mkdir(dirname(path), { recursive: true })
          await write()
        }
        await rename(draft, path)
      } catch (fault) {
        await rm(draft, { force: true })
        throw fault
      }
    },
    async remove(key: string) {
      await rm(pathOf(key), { force: true })
    },
  }
}

/** From `start` to before `end`, read when somebody asks for it. */
async function* read(path: string, start: number, end: number): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  if (end <= start) return
  for await (const chunk of createReadStream(path, { start, end: end - 1 })) yield new Uint8Array(chunk)
}

async function unlessMissing<Answer>(asked: Promise<Answer>): Promise<Answer | null> {
  try {
    return await asked
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return null
    throw fault
  }
}
