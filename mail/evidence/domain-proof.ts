import type { RawHeader } from '../parsing/scan.ts'
import { readAuthenticationResults } from './authentication-results.ts'
import type { OwnCheck } from './own-check.ts'
import { isDmarcPass, type PinnedVerdict, readPinnedVerdict } from './pinned-verdict.ts'
import { type Addressed, coversAll, isAligned, readSignatures } from './signature-fields.ts'

export type DomainQuestion = {
  headers: RawHeader[]
  authservId: string | null
  /** The address in From. */
  address: string
  /** Staff have powers a stolen web server must not lend: without DMARC only a signature counts for them. */
  role: 'contact' | 'staff'
  /** What we found ourselves; null where nobody looked. */
  own: OwnCheck | null
  /** By what the mail names the reply address it came through; null where it came through none. */
  addressed: Addressed | null
}

/** `domain`: it came from there. `intact`: and nothing that it is read by was changed or added by whoever passed it on. */
export type DomainProof = { domain: boolean; intact: boolean }

const unproven: DomainProof = { domain: false, intact: false }

/**
 * Whether the domain of the sender is proven: by the server whose name is pinned, and where that says nothing by our
 * own check. What either disproves is not proven, and a signature that leaves part of the body open has to hold for both.
 */
export function proveDomain(question: DomainQuestion): DomainProof {
  const { headers, role, own } = question
  const fromDomain = domainOf(question.address)
  if (fromDomain === '') return unproven
  const pinned = readPinnedVerdict({ headers, authservId: question.authservId, fromDomain })
  if (pinned === null) return own === null ? unproven : proveByOwn(question, own)
  const asksOwn = (role === 'staff' && pinned.isUnsigned) || leavesOpen(headers, pinned, fromDomain)
  if (pinned.contact && asksOwn) return own === null ? unproven : proveByOwn(question, own)
  if (!pinned[role]) return unproven
  return { domain: true, intact: coversByClaim(question, pinned, fromDomain) }
}

/**
 * Whether the pinned server leaves something for us to find out. It does where it says nothing, where it does not say
 * by what DMARC passes (D13), and where what it believed is a signature over a part of the body (D06).
 */
export function needsOwnCheck({
  headers,
  authservId,
  address,
}: Pick<DomainQuestion, 'headers' | 'authservId' | 'address'>): boolean {
  const fromDomain = domainOf(address)
  if (fromDomain === '') return false
  const pinned = readPinnedVerdict({ headers, authservId, fromDomain })
  return pinned === null || pinned.isUnsigned || (pinned.contact && leavesOpen(headers, pinned, fromDomain))
}

function leavesOpen(headers: RawHeader[], { sender }: PinnedVerdict, fromDomain: string): boolean {
  if (sender) return false
  const signatures = readSignatures(headers)
  return signatures === null || signatures.some(({ domain, isLimited }) => isLimited && isAligned(domain, fromDomain))
}

/** The server does not say which signature it believed: each of that domain has to cover all. */
function coversByClaim(question: DomainQuestion, { sender }: PinnedVerdict, fromDomain: string): boolean {
  const { headers, addressed, role } = question
  // Without any signature that would do as well, so one that covers little must not take from it (B9).
  if (role === 'contact' && sender) return true
  const signatures = readSignatures(headers)?.filter(({ domain }) => isAligned(domain, fromDomain))
  return signatures?.every(({ covers }) => coversAll(headers, { covers, addressed, isDirect: sender })) ?? false
}

function proveByOwn({ headers, address, role, addressed }: DomainQuestion, own: OwnCheck): DomainProof {
  // Where two readers find two senders, there is none (F01-F12).
  if (own.from?.toLowerCase() !== address) return unproven
  const isSigned = own.signatures.length > 0
  if ((own.dmarc === 'pass' || own.dmarc === 'none') && (isSigned || (role === 'contact' && own.sender))) {
    const isCovered = own.signatures.some(({ covers }) =>
      coversAll(headers, { covers, addressed, isDirect: own.sender }),
    )
    return { domain: true, intact: isCovered || (role === 'contact' && own.sender) }
  }
  // Whoever passed a mail on may have changed it: a contact may be heard, but decides nothing (D10).
  const isVouched = role === 'contact' && own.sealed !== null && vouches(own.sealed, domainOf(address))
  return { domain: isVouched, intact: false }
}

function vouches(sealed: string, fromDomain: string): boolean {
  const dmarc = readAuthenticationResults(sealed)?.results.filter(({ method }) => method === 'dmarc') ?? []
  return dmarc.length > 0 && dmarc.every((result) => isDmarcPass(result, fromDomain))
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1)
}
