import { isMultipartRequest, MultipartParseError, parseMultipartRequest } from '@remix-run/multipart-parser'
import { limits } from '../db/tickets/files.ts'
import { type Refusal, refuse } from '../domain/refusal.ts'

/** More than the longest words of any of our forms, percent-encoded; a few of these at once must fit into memory. */
const longestText = 2 * 1024 * 1024
const largestForm = 64 * 1024 * 1024
const mostParts = 1_000

/** `field` is the name of the form's field that it came by. */
export type Upload = { field: string; name: string; bytes: Uint8Array }

/** What a form holds, by the names of its fields, in order. */
export type Parts = [field: string, value: string | Upload][]

/**
 * Reads a form, urlencoded or multipart. Its limits hold while it comes in, before anything is made of it. Refuses
 * `too_large` for its files and `too_long` for its words; null when it is no form at all, or torn.
 */
export async function readParts(request: Request): Promise<Parts | Refusal | null> {
  try {
    if (isMultipartRequest(request)) return await readMultipart(request)
    const isForm = request.headers.get('content-type')?.startsWith('application/x-www-form-urlencoded')
    return isForm ? await readUrlEncoded(request) : null
  } catch (fault) {
    if (fault instanceof MultipartParseError) return isLimit(fault) ? refuse('too_large') : null
    // Headers or words that are no UTF-8.
    if (fault instanceof TypeError) return null
    throw fault
  }
}

async function readMultipart(request: Request): Promise<Parts | Refusal> {
  const parts: Parts = []
  const seen = { files: 0, text: 0 }
  const most = { maxParts: mostParts, maxFileSize: limits.bytes, maxTotalSize: largestForm, maxHeaderSize: 8 * 1024 }
  for await (const part of parseMultipartRequest(request, most)) {
    if (part.isFile) seen.files += 1
    else seen.text += part.size
    if (seen.files > limits.files) return refuse('too_large')
    if (seen.text > longestText) return refuse('too_long')
    const { name: field } = part
    // Words are made of the bytes only here, so that what is refused never became any.
    if (field) parts.push([field, part.isFile ? { field, name: nameOf(part), bytes: part.bytes } : part.text])
  }
  return parts
}

/** Browsers write a quote or line end in a file's name as percent signs (HTML, multipart/form-data encoding). */
function nameOf({ filename = '' }: { filename: string | undefined }): string {
  return filename.replaceAll('%22', '"').replaceAll(/%0[AD]/g, '')
}

async function readUrlEncoded({ body }: Request): Promise<Parts | Refusal> {
  const chunks: Uint8Array[] = []
  const seen = { bytes: 0, pairs: 0 }
  for await (const chunk of body ?? []) {
    seen.bytes += chunk.byteLength
    seen.pairs += chunk.reduce((count, byte) => (byte === ampersand ? count + 1 : count), 0)
    if (seen.bytes > longestText || seen.pairs >= mostParts) return refuse('too_long')
    chunks.push(chunk)
  }
  return [...new URLSearchParams(Buffer.concat(chunks).toString())]
}

const ampersand = 38

/** The parser's faults for what is too much are kinds of their own; what is torn has the plain one. */
function isLimit(fault: MultipartParseError): boolean {
  return fault.constructor !== MultipartParseError
}
