import type { LoaderFunctionArgs } from '@remix-run/node'
import { requireStaff } from '../../../actor.server.ts'
import { previewOf, refuseOthers, wantedIn } from './asked.server.ts'

/** GET /desk/settings/letters/:letter/html: the letter in its own shape, for a frame that may do nothing. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { actor, language } = await requireStaff(request, context)
  refuseOthers(actor)
  const wanted = wantedIn(new URL(request.url), params.letter, language)
  const preview = await previewOf(context.house, wanted, context.settings.baseUrl)
  if (!preview) throw new Response(null, { status: 404 })
  return new Response(preview.html, {
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': [
        'sandbox',
        "default-src 'none'",
        'img-src data:',
        // A letter carries its own style, as mail programs want it; it can fetch nothing and run nothing.
        "style-src 'unsafe-inline'",
        "frame-ancestors 'self'",
      ].join('; '),
      'Cache-Control': 'private, no-store',
    },
  })
}
