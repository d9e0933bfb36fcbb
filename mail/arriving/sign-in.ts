import {
  allowInsecureRequests,
  ClientSecretPost,
  None,
  processRefreshTokenResponse,
  ResponseBodyError,
  refreshTokenGrantRequest,
  WWWAuthenticateChallengeError,
} from 'oauth4webapi'
import type { House } from '../../db/house.ts'
import { keepGrant, readGrant } from '../../db/mailbox/kept-grant.ts'
import type { Mailbox, TokenGrant } from '../../db/mailbox/mail-settings.ts'

/** What a mailbox is signed in to with. */
export type SignIn = {
  /** The password, or an access token that is good for a while yet. Throws `SignInRefused` when none is given out. */
  credentials: () => Promise<{ pass: string } | { accessToken: string }>
  /** After a refusal: whether something fresher may be had at once. A password and a new token are refused for good. */
  mayRenew: () => boolean
}

/** Nobody is let in with what we were given, for the reason that the token server gave: a person has to mend it. */
export class SignInRefused extends Error {}

/** Milliseconds. A token is renewed a little before its end, so that it does not run out on the way. */
const limits = { answer: 15_000, margin: 60_000, shortest: 300_000 }

type Asking = { house: House; mailbox: Mailbox; secretKey: string }
type Access = { token: string; goodUntil: number; isNew: boolean }

/**
 * How to sign in to a mailbox: with its password, or by XOAUTH2 with access tokens from its grant (RFC 6749 §6). A
 * refresh token that comes back in exchange is kept before the access token is used: the one before may be void.
 */
export function signInTo({ house, mailbox, secretKey }: Asking): SignIn {
  const { login, name } = mailbox
  if (login.by === 'password') {
    return { credentials: async () => ({ pass: login.password }), mayRenew: () => false }
  }
  const { grant } = login
  const held = { name, secretKey, configured: grant.refreshToken }
  let access: Access | null = null

  async function renew(): Promise<Access> {
    const refreshToken = await readGrant(house.db, held)
    const { access_token: token, expires_in: seconds, refresh_token: renewed } = await exchange(grant, refreshToken)
    if (renewed && renewed !== refreshToken) await keepGrant(house.db, held, renewed)
    const life = seconds === undefined ? limits.shortest : seconds * 1000 - limits.margin
    return { token, goodUntil: performance.now() + life, isNew: true }
  }

  return {
    credentials: async () => {
      const isGood = access !== null && access.goodUntil > performance.now()
      access = isGood && access ? { ...access, isNew: false } : await renew()
      return { accessToken: access.token }
    },
    mayRenew: () => {
      const wasOld = access?.isNew === false
      access = null
      return wasOld
    },
  }
}

/** One request to the token server. Only a loopback address may be asked without TLS. */
async function exchange({ tokenUrl, clientId, clientSecret }: TokenGrant, refreshToken: string) {
  const server = { issuer: new URL(tokenUrl).origin, token_endpoint: tokenUrl }
  const client = { client_id: clientId }
  const authentication = clientSecret === null ? None() : ClientSecretPost(clientSecret)
  try {
    const answer = await refreshTokenGrantRequest(server, client, authentication, refreshToken, {
      signal: () => AbortSignal.timeout(limits.answer),
      [allowInsecureRequests]: ['127.0.0.1', '[::1]', 'localhost'].includes(new URL(tokenUrl).hostname),
    })
    return await processRefreshTokenResponse(server, client, answer)
  } catch (fault) {
    const said = whyRefused(fault)
    if (said === null) throw fault
    throw new SignInRefused(said)
  }
}

/** What a token server gives as its reason (RFC 6749 §5.2), in the body or as a challenge; null when it gave none. */
function whyRefused(fault: unknown): string | null {
  if (fault instanceof WWWAuthenticateChallengeError) return `status ${fault.status}`
  if (!(fault instanceof ResponseBodyError)) return null
  return [fault.error, fault.error_description].filter(Boolean).join(': ')
}
