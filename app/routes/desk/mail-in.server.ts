import { z } from 'zod'

/** The id of a mail in an address; what is none leads to a page that is not there. */
export function mailIn({ id }: { id?: string | undefined }): string {
  const read = z.uuid().safeParse(id)
  if (!read.success) throw new Response(null, { status: 404 })
  return read.data
}
