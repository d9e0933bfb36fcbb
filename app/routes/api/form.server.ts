import { isRefusal, type Refusal } from '../../../domain/refusal.ts'
import { readFields, type Upload, uploadsIn } from '../../form.server.ts'

export type { Upload } from '../../form.server.ts'
export type Form = { fields: Record<string, string>; files: Upload[] }

/** Reads a multipart body of a call; refuses and fails as `readFields` does. */
export async function readForm(request: Request): Promise<Form | Refusal | null> {
  const form = await readFields(request)
  if (form === null || isRefusal(form)) return form
  const fields = form.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : []))
  return { fields: Object.fromEntries(fields), files: uploadsIn(form) }
}
