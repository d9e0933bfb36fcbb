import { createCookie, redirect } from '@remix-run/node'
import { z } from 'zod'
import type { Settings } from '../db/settings.ts'
import type { FlashMessage } from './components/flash.tsx'

const flash = z.object({
  tone: z.enum(['good', 'problem', 'plain']),
  text: z.string(),
  undo: z.object({ url: z.string(), action: z.string(), key: z.string(), label: z.string() }).optional(),
})

/** Back to a page (303, so that a reload asks nothing again) which then tells once what happened. */
export async function redirectWith(to: string, told: FlashMessage, settings: Settings): Promise<Response> {
  const cookie = await cookieOf(settings).serialize(told, { maxAge: 60 })
  return redirect(to, { status: 303, headers: { 'Set-Cookie': cookie } })
}

/** What the last page left to tell, and the Set-Cookie that makes sure it is told only once. */
export async function takeFlash(
  request: Request,
  settings: Settings,
): Promise<{ flash: FlashMessage | null; headers: Headers }> {
  const kept: unknown = await cookieOf(settings).parse(request.headers.get('cookie'))
  const headers = new Headers()
  if (kept === null) return { flash: null, headers }
  headers.set('Set-Cookie', await cookieOf(settings).serialize('', { maxAge: 0 }))
  const { data } = flash.safeParse(kept)
  if (!data) return { flash: null, headers }
  const { undo, ...told } = data
  return { flash: undo ? { ...told, undo } : told, headers }
}

function cookieOf({ baseUrl, secretKey }: Settings) {
  return createCookie('flash', {
    ...{ path: '/', httpOnly: true, sameSite: 'lax' as const, secure: baseUrl.startsWith('https:') },
    secrets: [secretKey],
  })
}
