import type { LoaderFunctionArgs } from '@remix-run/node'
import { readMail } from '../../../../db/mailbox/mail-page.ts'
import { requireStaff } from '../../../actor.server.ts'
import { letterDocument } from '../../../message-html.server.ts'
import { mailIn } from '../mail-in.server.ts'

/**
 * GET /desk/mail/:id/html: the letter in its own shape, sanitised, for a frame that may do nothing. `?pictures=all` also
 * shows what its reader asked to have fetched from elsewhere.
 */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { actor } = await requireStaff(request, context)
  const mail = await readMail(context.house, actor, mailIn(params))
  const remote = new URL(request.url).searchParams.get('pictures') === 'all'
  const page =
    mail?.direction === 'in' && mail.html !== null ? letterDocument(mail.html, { nonce: context.nonce, remote }) : null
  if (page === null) throw new Response(null, { status: 404 })
  return new Response(page, {
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': [
        'sandbox allow-popups allow-popups-to-escape-sandbox',
        "default-src 'none'",
        `style-src 'nonce-${context.nonce}'`,
        "style-src-attr 'unsafe-inline'",
        ...(remote ? ['img-src http: https:'] : []),
        "frame-ancestors 'self'",
      ].join('; '),
      'Cache-Control': 'private, no-store',
      'Referrer-Policy': 'no-referrer',
    },
  })
}
