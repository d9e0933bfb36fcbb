import type { LoaderFunctionArgs } from '@remix-run/node'
import { readRawMail } from '../../../../db/mailbox/mail-log.ts'
import { isDemo } from '../../../../db/people/demo.ts'
import { requireStaff } from '../../../actor.server.ts'
import { mailIn } from '../mail-in.server.ts'

/** GET /desk/mail/:id/raw: the bytes, shown as text and as nothing else. */
export async function loader({ request, params, context, context: { house, settings } }: LoaderFunctionArgs) {
  const { actor } = await requireStaff(request, context)
  const id = mailIn(params)
  const bytes = await readRawMail(house, { id, actor, demo: await isDemo(house, settings) })
  if (!bytes) throw new Response(null, { status: 404 })
  return new Response(new Uint8Array(bytes), {
    headers: {
      'Content-Type': 'text/plain; charset=utf-8',
      'Content-Disposition': `inline; filename="${id}.eml"`,
      'Content-Security-Policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
      'Cache-Control': 'private, no-store',
    },
  })
}
