import type { Tx } from '../../db/client.ts'
import { findGrants, type HeldGrant } from '../../db/mailbox/mail-signs.ts'
import { findNewcomer, newFor } from '../../db/mailbox/newcomers.ts'
import { type Bearer, findBearers, findCompanyOfDomain } from '../../db/people/addresses.ts'
import { readReplyToken } from '../../db/people/reply-token.ts'
import { isFreemail } from '../../domain/freemail.ts'
import type { Actor } from '../../domain/ticket.ts'
import { type Evidence, type Level, levelOf, readEvidence } from '../evidence/evidence.ts'
import { readAddress } from '../evidence/reply-address.ts'
import type { Addressed } from '../evidence/signature-fields.ts'
import type { InboundMail } from '../parsing/inbound-mail.ts'
import { lastDelivery } from '../parsing/read-headers.ts'
import { originOf, type Reading } from './reading.ts'

/** Who a mail is from, as far as the house knows, and what it proves of that. */
export type Identity = {
  /** The person who bears the address in From and may act; null for everybody else. */
  actor: Exclude<Actor, { kind: 'system' }> | null
  /** The company whose own domain the address is of, where that matters; null for freemail and strangers. */
  companyOfDomain: string | null
  /** Who of us had this address and left; null for everybody else. */
  leftId: string | null
  /** Nobody ever had this address; whoever once had it is nobody new. */
  isNew: boolean
  /** The company's domain that the address is of, where nobody had written from it until a day ago. */
  newcomerOf: string | null
  /** The first of our reply addresses that the mail came through. */
  grant: HeldGrant | null
  /** People who were written to besides us, by address. */
  copied: Map<string, Bearer>
  evidence: Evidence
  level: Level
}

/** Looks up who wrote a mail and weighs what it proves. A person's release vouches for the sender it named, up to P2. */
export async function identifySender(tx: Tx, reading: Reading): Promise<Identity> {
  const { mail, stored, context, own } = reading
  const address = mail.from?.address ?? null
  const others = [...mail.to, ...mail.cc].map((copied) => copied.address.toLowerCase()).slice(0, 50)
  const [bearers, through] = await Promise.all([
    findBearers(tx, [...new Set([...(address ? [address] : []), ...others])]),
    findGrant(tx, reading),
  ])
  const grant = through?.grant ?? null
  const bearer = address === null ? undefined : bearers.get(address)
  const companyOfDomain = isSettled(bearer) ? null : await companyFor(tx, address)
  const actor = bearer?.actor ?? null
  const isNew = bearer === undefined
  const newcomerOf = isNew ? companyOfDomain && domainOf(address) : await newLately(tx, reading, bearer)
  const holds = grant?.holds === true
  const evidence = readEvidence({
    mail,
    facts: {
      role: actor?.kind ?? 'contact',
      known: actor !== null || (isNew && companyOfDomain !== null),
      token: holds,
      ownsToken: holds && actor !== null && grant.personId === actor.id,
      addressed: through?.addressed ?? null,
    },
    authservId: context.authservId,
    origin: originOf(reading),
    own,
  })
  // Whoever vouches for a sender did not write for them: words of theirs, and nothing that decides or commands. Whoever
  // lets a flood in vouches for none of it.
  const isNamed = stored.release !== null && stored.release.as !== 'anyway'
  const vouched = isNamed ? { ...evidence, domain: evidence.struct, intact: false } : evidence
  if (address !== null) bearers.delete(address)
  return {
    actor,
    companyOfDomain,
    leftId: bearer?.left ? bearer.personId : null,
    isNew,
    newcomerOf,
    grant,
    copied: bearers,
    evidence: vouched,
    level: levelOf(vouched),
  }
}

/** Whoever works for one company needs no domain to tell which. */
function isSettled(bearer: Bearer | undefined): boolean {
  return bearer?.actor?.kind === 'staff' || bearer?.actor?.memberships.length === 1
}

async function companyFor(tx: Tx, address: string | null): Promise<string | null> {
  const domain = domainOf(address)
  return domain === '' || isFreemail(domain) ? null : findCompanyOfDomain(tx, domain)
}

function domainOf(address: string | null): string {
  return address?.slice(address.lastIndexOf('@') + 1) ?? ''
}

/** Whom we have known for longer than a day is asked nothing about. */
async function newLately(tx: Tx, { mail, stored }: Reading, { actor, since }: Bearer): Promise<string | null> {
  const moment = stored.receivedAt
  if (!mail.from || actor?.kind !== 'contact' || Temporal.Instant.compare(since.add(newFor), moment) <= 0) return null
  return findNewcomer(tx, { address: mail.from.address, moment })
}

type Through = { grant: HeldGrant; addressed: Addressed }

/**
 * The grant of the first genuine token: where the server delivered it to first, then whom it names. Sent to the address
 * for notes as well, it is a note.
 */
async function findGrant(tx: Tx, reading: Reading): Promise<Through | null> {
  const { mail, stored, context } = reading
  const named = [...mail.deliveredTo, ...stored.envelopeTo, ...[...mail.to, ...mail.cc].map(({ address }) => address)]
  const tokens = named.flatMap((address) => {
    const ours = readAddress(address, context.mailDomain)
    // The MAC is checked before the database is asked anything (T05).
    const hash = ours && ours.kind !== 'bounce' ? readReplyToken(context.secretKey, ours.kind, ours.token) : null
    return hash === null ? [] : [{ address, hash }]
  })
  const hashes = tokens.map(({ hash }) => hash)
  const grants = await findGrants(tx, hashes, stored.receivedAt)
  const genuine = tokens.flatMap(({ address, hash }) => {
    const grant = grants.get(hash)
    return grant ? [{ address, grant }] : []
  })
  const [first] = genuine
  if (!first) return null
  const chosen = genuine.find(({ grant }) => isNoteOf(first.grant, grant)) ?? first
  return { grant: chosen.grant, addressed: addressedBy(chosen.address, reading) }
}

function isNoteOf({ personId, ticketId }: HeldGrant, other: HeldGrant): boolean {
  return other.purpose === 'note' && other.personId === personId && other.ticketId === ticketId
}

/** Our own server's word for where it delivered a mail counts most; a field that anybody may have added, nothing. */
function addressedBy(address: string, { mail, stored }: Reading): Addressed {
  const isIt = (one: string) => one.toLowerCase() === address.toLowerCase()
  const isNamed = (people: InboundMail['to']) => people.some((one) => isIt(one.address))
  if (stored.envelopeTo.some(isIt) || lastDelivery(mail.headers).some(isIt)) return 'delivery'
  if (isNamed(mail.to)) return 'to'
  return isNamed(mail.cc) ? 'cc' : 'elsewhere'
}
