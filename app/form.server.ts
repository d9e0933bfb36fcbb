import { createHash } from 'node:crypto'
import { isRefusal, type Refusal } from '../domain/refusal.ts'
import { type Parts, readParts, type Upload } from './form-parts.server.ts'
import { readToEnd } from './read-to-end.server.ts'

export type { Upload } from './form-parts.server.ts'

/** What somebody filled in: one value of a name, all values of a name, and the files. */
export type Filled = {
  one: (name: string) => string
  all: (name: string) => string[]
  uploads: Upload[]
  /** Names this very sending: the key of the form with all that was in it. Sent twice it is the same. */
  sourceKey: string
}

/** Reads what a browser sent with one of our forms; refuses and fails as `readParts` does. */
export async function readForm(request: Request): Promise<Filled | Refusal | null> {
  const form = await readFields(request)
  if (form === null || isRefusal(form)) return form
  const all = (name: string) =>
    form
      .flatMap(([field, value]) => (field === name && typeof value === 'string' ? [value] : []))
      // No database keeps a NUL; what is left says that something was there.
      .map((value) => value.replaceAll('\0', '\uFFFD'))
  const one = (name: string) => all(name)[0] ?? ''
  const uploads = uploadsIn(form)
  return { all, one, uploads, sourceKey: `web/${one('key').slice(0, 100)}/${printOf(form, uploads)}` }
}

/** The fields of a form in order; refuses and fails as `readParts` does. */
export function readFields(request: Request): Promise<Parts | Refusal | null> {
  return readParts(readToEnd(request))
}

/** The files of a form. A file field that nobody filled comes as one nameless file without a byte. */
export function uploadsIn(form: Parts): Upload[] {
  const files = form.flatMap(([, value]) => (typeof value === 'string' ? [] : [value]))
  return files.filter(({ name, bytes }) => name !== '' || bytes.byteLength > 0)
}

/** Not the key alone: words changed after the back button was pressed are other words, and must not be lost. */
function printOf(form: Parts, uploads: Upload[]): string {
  const hash = createHash('sha256')
  hash.update(JSON.stringify(form.filter(([, value]) => typeof value === 'string')))
  for (const { name, bytes } of uploads) hash.update(name).update(bytes)
  return hash.digest('base64url')
}
