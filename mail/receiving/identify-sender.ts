import type { Tx } from '../../db/client.ts'
import { findGrants, type HeldGrant } from '../../db/mailbox/mail-signs.ts'
import { type Bearer, findBearers, findCompanyOfDomain } from '../../db/people/addresses.ts'
import { readReplyToken } from '../../db/people/reply-token.ts'
import { isFreemail } from '../../domain/freemail.ts'
import type { Actor } from '../../domain/ticket.ts'
import { type Evidence, type Level, levelOf, readEvidence } from '../evidence/evidence.ts'
import { readAddress } from '../evidence/reply-address.ts'
import type { Reading } from './reading.ts'

/** Who a mail is from, as far as the house knows, and what it proves of that. */
export type Identity = {
  /** The person who bears the address in From and may act; null for everybody else. */
  actor: Exclude<Actor, { kind: 'system' }> | null
  /** The company whose own domain the address is of, where that matters; null for freemail and strangers. */
  companyOfDomain: string | null
  /** Nobody ever had this address; whoever once had it is nobody new. */
  isNew: boolean
  /** The first of our reply addresses that the mail came through. */
  grant: HeldGrant | null
  /** People who were written to besides us, by address. */
  copied: Map<string, Bearer>
  evidence: Evidence
  level: Level
}

/** Looks up who wrote a mail and weighs what it proves. A person's release vouches for the sender it named. */
export async function identifySender(tx: Tx, reading: Reading): Promise<Identity> {
  const { mail, stored, context } = reading
  const address = mail.from?.address ?? null
  const others = [...mail.to, ...mail.cc].map((copied) => copied.address.toLowerCase()).slice(0, 50)
  const [bearers, grant] = await Promise.all([
    findBearers(tx, [...new Set([...(address ? [address] : []), ...others])]),
    findGrant(tx, reading),
  ])
  const bearer = address === null ? undefined : bearers.get(address)
  const companyOfDomain = isSettled(bearer) ? null : await companyFor(tx, address)
  const actor = bearer?.actor ?? null
  const isNew = bearer === undefined
  const holds = grant?.holds === true
  const evidence = readEvidence({
    mail,
    facts: {
      role: actor?.kind ?? 'contact',
      known: actor !== null || (isNew && companyOfDomain !== null),
      token: holds,
      ownsToken: holds && actor !== null && grant.personId === actor.id,
    },
    authservId: context.authservId,
    origin: stored.trusted === 'loopback' && context.trustLoopback ? 'loopback_trusted' : 'network',
  })
  const vouched = stored.release ? { ...evidence, domain: evidence.struct } : evidence
  if (address !== null) bearers.delete(address)
  return { actor, companyOfDomain, isNew, grant, copied: bearers, evidence: vouched, level: levelOf(vouched) }
}

/** Whoever works for one company needs no domain to tell which. */
function isSettled(bearer: Bearer | undefined): boolean {
  return bearer?.actor?.kind === 'staff' || bearer?.actor?.memberships.length === 1
}

async function companyFor(tx: Tx, address: string | null): Promise<string | null> {
  const domain = address?.slice(address.lastIndexOf('@') + 1) ?? ''
  return domain === '' || isFreemail(domain) ? null : findCompanyOfDomain(tx, domain)
}

/** The grant of the first genuine token: where the server delivered it to first, then whom it names. */
async function findGrant(tx: Tx, { mail, stored, context }: Reading): Promise<HeldGrant | null> {
  const named = [...mail.deliveredTo, ...stored.envelopeTo, ...[...mail.to, ...mail.cc].map(({ address }) => address)]
  const hashes = named.flatMap((address) => {
    const ours = readAddress(address, context.mailDomain)
    // The MAC is checked before the database is asked anything (T05).
    return ours && ours.kind !== 'bounce' ? (readReplyToken(context.secretKey, ours.kind, ours.token) ?? []) : []
  })
  const grants = await findGrants(tx, hashes, stored.receivedAt)
  return hashes.map((hash) => grants.get(hash)).find((grant) => grant !== undefined) ?? null
}
