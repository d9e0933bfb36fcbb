import type { ProbeFault, ProbeFindings } from '../../domain/probe.ts'
import { fieldValues, type RawHeader } from '../parsing/scan.ts'
import { type AuthenticationResults, readAuthenticationResults } from './authentication-results.ts'
import { proveDomain } from './domain-proof.ts'
import type { Origin } from './evidence.ts'
import type { OwnCheck } from './own-check.ts'
import { isAligned, readSignatures } from './signature-fields.ts'

type Probed = {
  headers: RawHeader[]
  /** The address in From, of one of us. */
  address: string
  authservId: string | null
  origin: Origin
  own: OwnCheck | null
}

/**
 * What a mail of one of us arrived with, what others like it may do, and what stands between them and all of it (D12).
 * By the same proof as every mail: it finds out nothing that a real answer would not be held against.
 */
export function findProof(probed: Probed): ProbeFindings {
  const { headers, address, authservId, origin, own } = probed
  const fields = fieldValues(headers, 'authentication-results').map(readAuthenticationResults)
  const pinned = fields.find((field) => authservId !== null && field?.authservId === authservId.toLowerCase())
  const signers = (readSignatures(headers) ?? []).map(({ domain }) => domain)
  const isTrusted = origin === 'loopback_trusted'
  // As an answer to a letter of ours would be: to a reply address that stands in To.
  const proof = proveDomain({ headers, address, authservId, role: 'staff', own, addressed: 'to' })
  const found = {
    // Some servers give verdicts without a name.
    server: fields[0]?.authservId || null,
    pinned: authservId,
    said: pinned ? saidBy(pinned) : null,
    signers: [...new Set(signers)],
    own: own && { signed: own.signatures.length > 0, dmarc: own.dmarc },
    may: { note: isTrusted || proof.domain, reply: isTrusted || (proof.domain && proof.intact) },
  }
  return { ...found, fault: faultOf(found, { address, wasChecked: fields.length > 0 }) }
}

function saidBy({ results }: AuthenticationResults): ProbeFindings['said'] {
  const of = (method: string) => results.find((result) => result.method === method)?.result ?? null
  return { dmarc: of('dmarc'), dkim: of('dkim'), spf: of('spf') }
}

/** The first thing to mend: a signature comes before anybody who could believe it. */
function faultOf(
  { server, pinned, said, signers, own, may }: Omit<ProbeFindings, 'fault'>,
  { address, wasChecked }: { address: string; wasChecked: boolean },
): ProbeFault | null {
  if (may.reply) return null
  if (may.note) return 'uncovered'
  const domain = address.slice(address.lastIndexOf('@') + 1)
  if (!signers.some((signer) => isAligned(signer, domain))) {
    if (signers.length > 0) return 'foreign_signature'
    return wasChecked ? 'unsigned' : 'unchecked'
  }
  if (said !== null || own?.dmarc === 'fail') return 'rejected'
  if (server !== null && pinned === null) return 'not_pinned'
  return server === null || server === pinned ? 'rejected' : 'other_server'
}
