import type { InboundMail } from '../parsing/inbound-mail.ts'
import { proveDomain } from './domain-proof.ts'
import type { OwnCheck } from './own-check.ts'
import type { Addressed } from './signature-fields.ts'

/** What a mail proves about who wrote it. Each is a fact by itself; powers need several at once. */
export type Evidence = {
  /** Exactly one From field with one plain address in it. */
  struct: boolean
  domain: boolean
  /** Nobody who passed it on changed or added what it is read by, or sent it to another address of ours. */
  intact: boolean
  /** A known, active person wrote from a verified address, or anybody from a company's own domain. */
  known: boolean
  /** It came through a reply address that only we can have made and that still holds. */
  token: boolean
  /** That reply address belongs to the person in From, who may see the ticket now. */
  person: boolean
  human: boolean
}

export type Level = 'P0' | 'P1' | 'P2' | 'P3'

/** Where the raw bytes came in: `loopback_trusted` only in the demo, whose listener nobody else can reach. */
export type Origin = 'network' | 'loopback_trusted'

/** What the database knows of the sender and of the reply address, looked up by the caller. */
export type SenderFacts = {
  role: 'contact' | 'staff'
  known: boolean
  token: boolean
  ownsToken: boolean
  addressed: Addressed | null
}

type Testimony = {
  mail: Pick<InboundMail, 'from' | 'headers' | 'screening'>
  facts: SenderFacts
  authservId: string | null
  origin: Origin
  /** What we found ourselves of where it comes from; null where nobody looked. */
  own: OwnCheck | null
}

/** Gathers the evidence of one mail. From the network only the pinned server or our own check proves the domain. */
export function readEvidence({ mail, facts, authservId, origin, own }: Testimony): Evidence {
  const struct = mail.from !== null
  const { role, addressed } = facts
  const { domain, intact } =
    mail.from === null || origin === 'loopback_trusted'
      ? { domain: struct, intact: struct }
      : proveDomain({ headers: mail.headers, address: mail.from.address, authservId, role, own, addressed })
  return {
    ...{ struct, domain, intact },
    known: struct && facts.known,
    token: facts.token,
    person: struct && facts.token && facts.ownsToken,
    human: mail.screening.kind === 'human' || mail.screening.kind === 'list',
  }
}

/** The powers of a mail, from nothing (P0) to deciding and commanding (P3). More evidence never means less. */
export function levelOf({ struct, domain, intact, known, token, person, human }: Evidence): Level {
  if (struct && domain && known) return intact && token && person && human ? 'P3' : 'P2'
  return token ? 'P1' : 'P0'
}
