import { createCookie, redirect } from '@remix-run/node'
import { z } from 'zod'
import type { Settings } from '../db/settings.ts'
import type { FlashMessage } from './components/flash.tsx'

const flash = z.object({
  /** The path of the page it is for. */
  page: z.string(),
  tone: z.enum(['good', 'problem', 'plain']),
  text: z.string(),
  undo: z.object({ url: z.string(), action: z.string(), key: z.string(), label: z.string() }).optional(),
})

/** Back to a page (303, so that a reload asks nothing again) which then tells once what happened. */
export async function redirectWith(to: string, told: FlashMessage, settings: Settings): Promise<Response> {
  const page = new URL(to, settings.baseUrl).pathname
  const cookie = await cookieOf(settings).serialize({ ...told, page }, { maxAge: 60 })
  return redirect(to, { status: 303, headers: { 'Set-Cookie': cookie } })
}

/**
 * What the last page left to tell, and the Set-Cookie that makes sure it is told only once. Nobody takes it but the page
 * it is for: a link read ahead of its click, or another window that hears of the change, would tell it to no one.
 */
export async function takeFlash(
  request: Request,
  settings: Settings,
): Promise<{ flash: FlashMessage | null; headers: Headers }> {
  const kept: unknown = await cookieOf(settings).parse(request.headers.get('cookie'))
  const headers = new Headers()
  if (kept === null) return { flash: null, headers }
  const { data } = flash.safeParse(kept)
  if (data && (isAhead(request) || data.page !== new URL(request.url).pathname)) return { flash: null, headers }
  headers.set('Set-Cookie', await cookieOf(settings).serialize('', { maxAge: 0 }))
  if (!data) return { flash: null, headers }
  const { undo, page: _, ...told } = data
  return { flash: undo ? { ...told, undo } : told, headers }
}

/** Whether a browser asks ahead of a click: Sec-Purpose of the Fetch standard, Purpose of older ones. */
function isAhead({ headers }: Request) {
  return /prefetch/i.test(`${headers.get('sec-purpose')} ${headers.get('purpose')}`)
}

function cookieOf({ baseUrl, secretKey }: Settings) {
  return createCookie('flash', {
    ...{ path: '/', httpOnly: true, sameSite: 'lax' as const, secure: baseUrl.startsWith('https:') },
    secrets: [secretKey],
  })
}
