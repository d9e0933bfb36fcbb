import type { LoaderFunctionArgs } from '@remix-run/node'
import { readMail } from '../../../../db/mailbox/mail-page.ts'
import { requireStaff } from '../../../actor.server.ts'
import { respondWithLetter } from '../../../letter-document.server.ts'
import { mailIn } from '../mail-in.server.ts'

/** GET /desk/mail/:id/html: the letter in its own shape. Its pictures are kept once it belongs somewhere. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const reader = await requireStaff(request, context)
  const mail = await readMail(context.house, reader.actor, mailIn(params))
  if (mail?.direction !== 'in' || mail.html === null) throw new Response(null, { status: 404 })
  return respondWithLetter(mail.id, { html: mail.html, files: mail.pictures }, { request, reader })
}
