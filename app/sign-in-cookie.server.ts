import { createCookie } from '@remix-run/node'
import { z } from 'zod'
import { signInMinutes } from '../db/people/sign-in.ts'
import type { Settings } from '../db/settings.ts'

/** What a browser asked for when it asked to sign in: for which address, when, and where to go afterwards. */
export type AskedToSignIn = z.infer<typeof asked>

const asked = z.object({ email: z.string(), at: z.string(), back: z.string() })

/** The Set-Cookie that remembers the asking as long as its link is good. */
export function rememberAsking(asking: AskedToSignIn, settings: Settings): Promise<string> {
  return cookieOf(settings).serialize(asking)
}

/** The asking this browser remembers; null when there is none, or no more. */
export async function recallAsking(request: Request, settings: Settings): Promise<AskedToSignIn | null> {
  return asked.safeParse(await cookieOf(settings).parse(request.headers.get('cookie'))).data ?? null
}

function cookieOf({ baseUrl, secretKey }: Settings) {
  return createCookie('asking', {
    ...{ path: '/signin', httpOnly: true, sameSite: 'lax' as const, secure: baseUrl.startsWith('https:') },
    ...{ maxAge: signInMinutes * 60, secrets: [secretKey] },
  })
}
