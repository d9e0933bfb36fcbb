import { createHash } from 'node:crypto'
import {
  FormDataParseError,
  MaxFileSizeExceededError,
  MaxFilesExceededError,
  MaxPartsExceededError,
  MaxTotalSizeExceededError,
  MultipartParseError,
  parseFormData,
} from '@remix-run/form-data-parser'
import { limits } from '../db/files.ts'
import { isRefusal, type Refusal, refuse } from '../domain/refusal.ts'
import { readToEnd } from './read-to-end.server.ts'

/** `field` is the name of the form's field that it came by. */
export type Upload = { field: string; name: string; bytes: Uint8Array }

/** What somebody filled in: one value of a name, all values of a name, and the files. */
export type Filled = {
  one: (name: string) => string
  all: (name: string) => string[]
  uploads: Upload[]
  /** Names this very sending: the key of the form with all that was in it. Sent twice it is the same. */
  sourceKey: string
}

const largestForm = 64 * 1024 * 1024

/** Reads what a browser sent with one of our forms; refuses and fails as `readFormData` does. */
export async function readForm(request: Request): Promise<Filled | Refusal | null> {
  const form = await readFormData(request)
  if (form === null || isRefusal(form)) return form
  const all = (name: string) =>
    form
      .getAll(name)
      .filter((value) => typeof value === 'string')
      // No database keeps a NUL; what is left says that something was there.
      .map((value) => value.replaceAll('\0', '\uFFFD'))
  const one = (name: string) => all(name)[0] ?? ''
  const uploads = await uploadsIn(form)
  return { all, one, uploads, sourceKey: `web/${one('key').slice(0, 100)}/${printOf(form, uploads)}` }
}

/**
 * Reads a form, urlencoded or multipart. The limits hold while it comes in, before anything is kept. Refuses
 * `too_large`; null when it is no form at all, or torn.
 */
export async function readFormData(request: Request): Promise<FormData | Refusal | null> {
  try {
    return await parseFormData(readToEnd(request), {
      maxFiles: limits.files,
      maxFileSize: limits.bytes,
      maxTotalSize: largestForm,
      maxHeaderSize: 8 * 1024,
    })
  } catch (fault) {
    if (isTooLarge(fault)) return refuse('too_large')
    if (fault instanceof MultipartParseError || fault instanceof FormDataParseError) return null
    if (fault instanceof TypeError) return null
    throw fault
  }
}

/** The files of a form. A file field that nobody filled comes as one nameless file without a byte. */
export function uploadsIn(form: FormData): Promise<Upload[]> {
  const files = [...form.entries()].flatMap(([field, value]) => (value instanceof File ? [{ field, file: value }] : []))
  return Promise.all(files.filter(({ file: { name, size } }) => name !== '' || size > 0).map(readUpload))
}

/** Not the key alone: words changed after the back button was pressed are other words, and must not be lost. */
function printOf(form: FormData, uploads: Upload[]): string {
  const hash = createHash('sha256')
  hash.update(JSON.stringify([...form.entries()].filter(([, value]) => typeof value === 'string')))
  for (const { name, bytes } of uploads) hash.update(name).update(bytes)
  return hash.digest('base64url')
}

async function readUpload({ field, file }: { field: string; file: File }): Promise<Upload> {
  // Browsers write a quote or line end in a file's name as percent signs (HTML, multipart/form-data encoding).
  const name = file.name.replaceAll('%22', '"').replaceAll(/%0[AD]/g, '')
  return { field, name, bytes: new Uint8Array(await file.arrayBuffer()) }
}

function isTooLarge(fault: unknown): boolean {
  return (
    fault instanceof MaxFilesExceededError ||
    fault instanceof MaxFileSizeExceededError ||
    fault instanceof MaxPartsExceededError ||
    fault instanceof MaxTotalSizeExceededError
  )
}
