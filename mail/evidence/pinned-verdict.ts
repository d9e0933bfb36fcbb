import type { RawHeader } from '../parsing/scan.ts'
import { type AuthenticationResults, type MethodResult, readAuthenticationResults } from './authentication-results.ts'
import { isAligned } from './signature-fields.ts'

/** What our own mail server found: for whom it proves the domain, and by what. */
export type PinnedVerdict = {
  contact: boolean
  staff: boolean
  /** The sender's own server handed the mail over. */
  sender: boolean
  /** It says that DMARC passes and nothing of signatures: by the sending address alone, perhaps (D13). */
  isUnsigned: boolean
}

type Asked = { headers: RawHeader[]; authservId: string | null; fromDomain: string }

const nothing: PinnedVerdict = { contact: false, staff: false, sender: false, isUnsigned: false }
/** A domain without DMARC, also in the words of servers that guess what it would say. */
const withoutPolicy = new Set(['none', 'bestguesspass'])
const undecided = new Set(['temperror', 'none'])

/** Pinned for Microsoft 365, whose fields bear no name of a server. */
const nameless = 'microsoft'

const remembered = new WeakMap<RawHeader[], Omit<Asked, 'headers'> & { verdict: PinnedVerdict | null }>()

/**
 * The verdict of the server whose name is pinned, or null where it gives none. Only its topmost field, above all that
 * the sender wrote, can prove anything; any other in its name can only disprove, so what a sender adds never helps
 * (D01, D03). What cannot be read says nothing, and no other is believed beside it (D04).
 */
export function readPinnedVerdict({ headers, authservId, fromDomain }: Asked): PinnedVerdict | null {
  if (authservId === null) return null
  // Each mail is asked about twice: whether to check it ourselves, and what it proves.
  const before = remembered.get(headers)
  if (before?.authservId === authservId && before.fromDomain === fromDomain) return before.verdict
  const verdict = judge(headers, authservId, fromDomain)
  remembered.set(headers, { authservId, fromDomain, verdict })
  return verdict
}

function judge(headers: RawHeader[], authservId: string, fromDomain: string): PinnedVerdict | null {
  const trace = endOfTrace(headers)
  const fields = readPinned(headers, authservId)
  const above = fields.filter(({ at }) => at < trace).map(({ field }) => field)
  // Without a name only the place tells whose a field is: each server on the way writes such.
  const pinned = authservId.toLowerCase() === nameless ? above : fields.map(({ field }) => field)
  const results = pinned.flatMap((field) => (field === 'unreadable' ? [] : field.results))
  const dmarc = results.filter(({ method, result }) => method === 'dmarc' && result !== 'temperror')
  if (dmarc.some(({ result }) => result !== 'pass' && !withoutPolicy.has(result))) return nothing
  if (pinned.includes('unreadable')) return null

  const [top] = above
  if (!top || top === 'unreadable' || saysNothing(top)) return null
  return readTop(top, { dmarc, fromDomain })
}

function readTop(top: AuthenticationResults, said: { dmarc: MethodResult[]; fromDomain: string }): PinnedVerdict {
  const { dmarc, fromDomain } = said
  const isSigned = top.results.some((result) => isAlignedSignature(result, fromDomain))
  const sender = top.results.some((result) => isAlignedSender(result, fromDomain))
  const passes =
    top.results.some(({ method, result }) => method === 'dmarc' && result === 'pass') &&
    dmarc.every((result) => isDmarcPass(result, fromDomain))
  // Staff have powers a stolen web server must not lend: only a signature counts for them (D13).
  if (passes) {
    const isUnsigned = !top.results.some(({ method, ...one }) => method === 'dkim' && saysWhose(one))
    return { contact: true, staff: isSigned, sender, isUnsigned }
  }
  if (dmarc.some(({ result }) => result === 'pass')) return nothing
  return { contact: isSigned || sender, staff: isSigned, sender, isUnsigned: false }
}

/** Some say that a signature holds, and not whose. */
function saysWhose({ result, properties }: Omit<MethodResult, 'method'>): boolean {
  return result !== 'pass' || properties.has('header.d') || properties.has('header.i')
}

/** A server that was asked nothing, or whose DNS did not answer, leaves the question open. */
function saysNothing({ results }: AuthenticationResults): boolean {
  const asked = results.filter(({ method }) => ['dmarc', 'dkim', 'spf'].includes(method))
  const dmarc = asked.filter(({ method }) => method === 'dmarc')
  if (dmarc.some(({ result }) => result === 'temperror')) return true
  return asked.every(({ method, result }) => method !== 'dmarc' && undecided.has(result))
}

// What a sender writes; a server on the way puts its own fields above all of these.
const written = new Set(
  'from to cc subject date message-id sender reply-to mime-version content-type dkim-signature'.split(' '),
)

function endOfTrace(headers: RawHeader[]) {
  const end = headers.findIndex(({ name }) => written.has(name))
  return end < 0 ? headers.length : end
}

/** The fields in our name, topmost first, and where each stands. */
function readPinned(headers: RawHeader[], authservId: string) {
  return headers.flatMap(({ name, value }, at) => {
    const field = name === 'authentication-results' ? readOwn(value, authservId) : 'foreign'
    return field === 'foreign' ? [] : [{ field, at }]
  })
}

/** A field in our name that cannot be read is kept as such: it must not open the way for one further down. */
function readOwn(value: string, authservId: string): AuthenticationResults | 'foreign' | 'unreadable' {
  const read = readAuthenticationResults(value)
  const name = authservId.toLowerCase()
  if (read) return read.authservId === (name === nameless ? '' : name) ? read : 'foreign'
  return value.toLowerCase().includes(name) ? 'unreadable' : 'foreign'
}

/** Whether a result says that the domain in From passed DMARC. */
export function isDmarcPass({ method, result, properties }: MethodResult, fromDomain: string): boolean {
  // Cisco's gateways call it `d`.
  const from = properties.get('header.from') ?? properties.get('d')
  return method === 'dmarc' && result === 'pass' && domainOf(from) === fromDomain
}

function isAlignedSignature({ method, result, properties }: MethodResult, fromDomain: string) {
  const signer = properties.get('header.d') ?? properties.get('header.i')
  return method === 'dkim' && result === 'pass' && isAligned(domainOf(signer), fromDomain)
}

function isAlignedSender({ method, result, properties }: MethodResult, fromDomain: string) {
  return method === 'spf' && result === 'pass' && isAligned(domainOf(properties.get('smtp.mailfrom')), fromDomain)
}

function domainOf(value = '') {
  return value.slice(value.lastIndexOf('@') + 1).toLowerCase()
}
