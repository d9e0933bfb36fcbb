import type { LoaderFunctionArgs } from '@remix-run/node'
import { requireStaff } from '../../../actor.server.ts'
import { previewOf, refuseOthers, wantedIn } from './asked.server.ts'

/** GET /desk/settings/letters/:letter/html: the letter in its own shape, for a frame that may do nothing. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { actor, language } = await requireStaff(request, context)
  refuseOthers(actor)
  const wanted = wantedIn(new URL(request.url), params.letter, language)
  const preview = await previewOf(context.house, actor, wanted, context.settings.baseUrl)
  if (!preview) throw new Response(null, { status: 404 })
  // The letter's one style sheet is ours; whatever else it might hold can fetch nothing and run nothing.
  const page = preview.html.replace('<style>', `<style nonce="${context.nonce}">`)
  return new Response(page, {
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': [
        'sandbox',
        "default-src 'none'",
        'img-src data:',
        `style-src 'nonce-${context.nonce}'`,
        "style-src-attr 'unsafe-inline'",
        "frame-ancestors 'self'",
      ].join('; '),
      'Cache-Control': 'private, no-store',
    },
  })
}
