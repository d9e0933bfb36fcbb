import { fieldValues, type RawHeader } from '../parsing/scan.ts'
import { type AuthenticationResults, type MethodResult, readAuthenticationResults } from './authentication-results.ts'

export type DomainQuestion = {
  headers: RawHeader[]
  authservId: string | null
  fromDomain: string
  /** Staff have powers a stolen web server must not lend: without DMARC only a signature counts for them. */
  role: 'contact' | 'staff'
}

/**
 * Whether our own mail server proved the domain of the sender. Only the topmost field with the pinned id, above
 * all that the sender wrote, can prove anything; any other field with that id can only disprove, so what a sender adds never helps (D01, D03).
 */
export function provesDomain({ headers, authservId, fromDomain, role }: DomainQuestion): boolean {
  if (authservId === null || fromDomain === '') return false
  const pinned = readPinned(headers, authservId)
  const top = readPinned(headers.slice(0, endOfTrace(headers)), authservId)[0]
  if (!top || top === 'unreadable' || pinned.includes('unreadable')) return false

  const results = pinned.flatMap((field) => (field === 'unreadable' ? [] : field.results))
  const dmarc = results.filter(({ method }) => method === 'dmarc')
  if (dmarc.some(({ result }) => result !== 'pass' && result !== 'none')) return false
  const isSigned = top.results.some((result) => isAlignedSignature(result, fromDomain))
  const own = top.results.filter(({ method }) => method === 'dmarc')
  const passes = own.length > 0 && dmarc.every((result) => isDmarcPass(result, fromDomain))
  if (passes) return role === 'contact' || isSigned || !top.results.some(({ method }) => method === 'dkim')
  if (dmarc.some(({ result }) => result === 'pass')) return false
  return isSigned || (role === 'contact' && top.results.some((result) => isAlignedSender(result, fromDomain)))
}

// What a sender writes; a server on the way puts its own fields above all of these.
const written = new Set(
  'from to cc subject date message-id sender reply-to mime-version content-type dkim-signature'.split(' '),
)

function endOfTrace(headers: RawHeader[]) {
  const end = headers.findIndex(({ name }) => written.has(name))
  return end < 0 ? headers.length : end
}

function readPinned(headers: RawHeader[], authservId: string) {
  return fieldValues(headers, 'authentication-results')
    .map(readOwn(authservId))
    .filter((field) => field !== 'foreign')
}

/** A field in our name that cannot be read is kept as such: it must not open the way for one further down. */
function readOwn(authservId: string) {
  return (value: string): AuthenticationResults | 'foreign' | 'unreadable' => {
    const read = readAuthenticationResults(value)
    if (read) return read.authservId === authservId.toLowerCase() ? read : 'foreign'
    return value.toLowerCase().includes(authservId.toLowerCase()) ? 'unreadable' : 'foreign'
  }
}

function isDmarcPass({ result, properties }: MethodResult, fromDomain: string) {
  return result === 'pass' && domainOf(properties.get('header.from')) === fromDomain
}

function isAlignedSignature({ method, result, properties }: MethodResult, fromDomain: string) {
  const signer = properties.get('header.d') ?? properties.get('header.i')
  return method === 'dkim' && result === 'pass' && isAligned(domainOf(signer), fromDomain)
}

function isAlignedSender({ method, result, properties }: MethodResult, fromDomain: string) {
  return method === 'spf' && result === 'pass' && isAligned(domainOf(properties.get('smtp.mailfrom')), fromDomain)
}

/** Relaxed alignment (RFC 7489 §3.1): the same domain, or one of them below the other. */
function isAligned(proven: string, fromDomain: string) {
  if (!proven.includes('.')) return false
  return proven === fromDomain || proven.endsWith(`.${fromDomain}`) || fromDomain.endsWith(`.${proven}`)
}

function domainOf(value = '') {
  return value.slice(value.lastIndexOf('@') + 1).toLowerCase()
}
