import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A token server as the large providers run them: one client, one person, and every exchange ends the token before. */
export type OauthServer = {
  tokenUrl: string
  /** Where a mail server asks whose an access token is; the token comes at the end. */
  tokenInfo: string
  /** The refresh token that is good now. */
  refreshToken: () => string
  /** How many access tokens were asked for. */
  exchanges: () => number
  /** Voids the access tokens that are out, as a changed password does; with `grant` the refresh token too. */
  revoke: (what?: 'grant') => void
  stop: () => Promise<void>
}

export const client = { clientId: 'the desk', clientSecret: 'known to two' }

export async function anOauthServer(): Promise<OauthServer> {
  let exchanges = 0
  let good = { access: '', refresh: 'refresh-0' }
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const answer =
      url.pathname === '/token' ? exchange(await bodyOf(request)) : tell(url.searchParams.get('access_token'))
    const isStranger = 'error' in answer && answer.error === 'invalid_client'
    response.writeHead(isStranger ? 401 : 'error' in answer ? 400 : 200, {
      ...(isStranger && { 'www-authenticate': 'Basic realm="tokens"' }),
      'content-type': 'application/json',
      'cache-control': 'no-store',
    })
    response.end(JSON.stringify(answer))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo

  function exchange(asked: URLSearchParams) {
    exchanges += 1
    const isClient = asked.get('client_id') === client.clientId && asked.get('client_secret') === client.clientSecret
    if (!isClient) return { error: 'invalid_client' }
    const isGrant = asked.get('grant_type') === 'refresh_token' && asked.get('refresh_token') === good.refresh
    if (!isGrant) return { error: 'invalid_grant', error_description: 'Token has been expired or revoked.' }
    good = { access: `access-${exchanges}`, refresh: `refresh-${exchanges}` }
    return { access_token: good.access, token_type: 'Bearer', expires_in: 3600, refresh_token: good.refresh }
  }

  function tell(token: string | null) {
    return token === good.access ? { email: 'desk', expires_in: 3600 } : { error: 'invalid_token' }
  }

  return {
    tokenUrl: `http://127.0.0.1:${port}/token`,
    tokenInfo: `http://127.0.0.1:${port}/info?access_token=`,
    refreshToken: () => good.refresh,
    exchanges: () => exchanges,
    revoke: (what) => {
      good = { access: '', refresh: what === 'grant' ? '' : good.refresh }
    },
    stop: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

async function bodyOf(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return new URLSearchParams(Buffer.concat(chunks).toString())
}
