/** Where mail comes in by itself. */
export type MailListen = { protocol: 'smtp' | 'lmtp'; host: string; port: number }

/** One IMAP folder to watch. `name` tells it apart in the log and on the screen, and holds no password. */
export type Mailbox = {
  name: string
  host: string
  port: number
  /** `tls` from the first byte (imaps), or `starttls` when the server offers it (imap). */
  security: 'tls' | 'starttls'
  user: string
  folder: string
  /** The address that people write to, in lower case, and the name our letters from it bear; null is the house's own. */
  address: string | null
  senderName: string | null
  /** From where it is read when it is first seen: from its first mail, from that moment on, or from the start of a day. */
  from: 'first' | 'now' | Temporal.PlainDate
  login: { by: 'password'; password: string } | { by: 'xoauth2'; grant: TokenGrant }
}

/** What fetches a fresh access token when the last one has run out (RFC 6749 §6). */
export type TokenGrant = { tokenUrl: string; clientId: string; clientSecret: string | null; refreshToken: string }

/** Every function here answers null for what it cannot read; the caller knows which setting that was. */
export function parseMailListen(text: string): MailListen | 'off' | null {
  if (text === 'off') return 'off'
  const url = parseUrl(text)
  if (!url?.port || !url.hostname) return null
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const port = Number(url.port)
  if (url.protocol === 'smtp:') return { protocol: 'smtp', host, port }
  if (url.protocol === 'lmtp:') return { protocol: 'lmtp', host, port }
  return null
}

/** `imaps://user:password@host:port/INBOX?address=…&name=…`, several separated by spaces. */
export function parseMailboxes(text: string): Mailbox[] | null {
  const boxes = text
    .split(/\s+/)
    .filter((part) => part !== '')
    .map(parseMailbox)
  return boxes.every((box) => box !== null) ? boxes : null
}

function parseMailbox(text: string): Mailbox | null {
  const url = parseUrl(text)
  if (!url?.hostname || !url.username || !['imap:', 'imaps:'].includes(url.protocol)) return null
  const login = parseLogin(url)
  const from = parseFrom(url.searchParams.get('from'))
  const address = url.searchParams.get('address')?.toLowerCase() ?? null
  if (!login || !from || (address !== null && !/^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/.test(address))) return null
  const user = decodeURIComponent(url.username)
  const folder = decodeURIComponent(url.pathname.slice(1)) || 'INBOX'
  const implicit = url.protocol === 'imaps:'
  return {
    name: `${user}@${url.host}/${folder}`,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port ? Number(url.port) : implicit ? 993 : 143,
    security: implicit ? 'tls' : 'starttls',
    ...{ user, folder, address, from },
    senderName: url.searchParams.get('name')?.trim() || null,
    login,
  }
}

/** `now`, or a day as `2026-11-01`; without it everything that waits is read. */
function parseFrom(text: string | null): Mailbox['from'] | null {
  if (text === null) return 'first'
  if (text === 'now') return text
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null
  try {
    return Temporal.PlainDate.from(text)
  } catch {
    // Looks like a day, and there is none: the 31st of November.
    return null
  }
}

function parseLogin(url: URL): Mailbox['login'] | null {
  if (url.searchParams.get('auth') === 'xoauth2') return parseGrant(url.searchParams)
  if (url.searchParams.has('auth') || !url.password) return null
  return { by: 'password', password: decodeURIComponent(url.password) }
}

/** `provider=google`, `provider=microsoft&tenant=…` or `token_url=…`, with `client_id`, `client_secret`, `refresh_token`. */
function parseGrant(params: URLSearchParams): Mailbox['login'] | null {
  const tokenUrl = params.get('token_url') ?? tokenUrlOf(params.get('provider'), params.get('tenant') ?? 'common')
  const clientId = params.get('client_id')
  const refreshToken = params.get('refresh_token')
  if (!tokenUrl || !clientId || !refreshToken) return null
  return { by: 'xoauth2', grant: { tokenUrl, clientId, clientSecret: params.get('client_secret'), refreshToken } }
}

function tokenUrlOf(provider: string | null, tenant: string): string | null {
  if (provider === 'google') return 'https://oauth2.googleapis.com/token'
  if (provider === 'microsoft')
    return `https://login.microsoftonline.com/${encodeURIComponent(tenant)}/oauth2/v2.0/token`
  return null
}

function parseUrl(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null
}
