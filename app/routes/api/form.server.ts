import { isRefusal, type Refusal } from '../../../domain/refusal.ts'
import { readFormData, type Upload, uploadsIn } from '../../form.server.ts'

export type { Upload } from '../../form.server.ts'
export type Form = { fields: Record<string, string>; files: Upload[] }

/** Reads a multipart body of a call; refuses and fails as `readFormData` does. */
export async function readForm(request: Request): Promise<Form | Refusal | null> {
  const form = await readFormData(request)
  if (form === null || isRefusal(form)) return form
  const fields = [...form.entries()].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []))
  return { fields: Object.fromEntries(fields), files: await uploadsIn(form) }
}
