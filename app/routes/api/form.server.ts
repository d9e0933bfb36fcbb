import {
  MaxFileSizeExceededError,
  MaxFilesExceededError,
  MaxPartsExceededError,
  MaxTotalSizeExceededError,
  MultipartParseError,
  parseFormData,
} from '@remix-run/form-data-parser'
import { limits } from '../../../db/files.ts'
import { type Refusal, refuse } from '../../../domain/refusal.ts'

export type Upload = { name: string; bytes: Uint8Array }
export type Form = { fields: Record<string, string>; files: Upload[] }

const largestForm = 64 * 1024 * 1024

/**
 * Reads a multipart body. The limits hold while it comes in, before anything is kept. Refuses `too_large`; null when
 * it is not multipart at all, or torn.
 */
export async function readForm(request: Request): Promise<Form | Refusal | null> {
  try {
    const form = await parseFormData(request, {
      maxFiles: limits.files,
      maxFileSize: limits.bytes,
      maxTotalSize: largestForm,
      maxHeaderSize: 8 * 1024,
    })
    const entries = [...form.entries()]
    return {
      fields: Object.fromEntries(
        entries.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
      ),
      files: await Promise.all(entries.flatMap(([, value]) => (value instanceof File ? [readUpload(value)] : []))),
    }
  } catch (fault) {
    if (isTooLarge(fault)) return refuse('too_large')
    if (fault instanceof MultipartParseError || fault instanceof TypeError) return null
    throw fault
  }
}

async function readUpload(file: File): Promise<Upload> {
  return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }
}

function isTooLarge(fault: unknown): boolean {
  return (
    fault instanceof MaxFilesExceededError ||
    fault instanceof MaxFileSizeExceededError ||
    fault instanceof MaxPartsExceededError ||
    fault instanceof MaxTotalSizeExceededError
  )
}
