import type { InboundMail } from '../parsing/inbound-mail.ts'
import { provesDomain } from './domain-proof.ts'

/** What a mail proves about who wrote it. Each is a fact by itself; powers need several at once. */
export type Evidence = {
  /** Exactly one From field with one plain address in it. */
  struct: boolean
  domain: boolean
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
export type SenderFacts = { role: 'contact' | 'staff'; known: boolean; token: boolean; ownsToken: boolean }

type Testimony = {
  mail: Pick<InboundMail, 'from' | 'headers' | 'screening'>
  facts: SenderFacts
  authservId: string | null
  origin: Origin
}

/** Gathers the evidence of one mail. Without a pinned authserv-id the domain is never proven from the network. */
export function readEvidence({ mail, facts, authservId, origin }: Testimony): Evidence {
  const address = mail.from?.address ?? ''
  const fromDomain = address.slice(address.lastIndexOf('@') + 1)
  const struct = mail.from !== null
  return {
    struct,
    domain:
      struct &&
      (origin === 'loopback_trusted' ||
        provesDomain({ headers: mail.headers, authservId, fromDomain, role: facts.role })),
    known: struct && facts.known,
    token: facts.token,
    person: struct && facts.token && facts.ownsToken,
    human: mail.screening.kind === 'human' || mail.screening.kind === 'list',
  }
}

/** The powers of a mail, from nothing (P0) to deciding and commanding (P3). More evidence never means less. */
export function levelOf({ struct, domain, known, token, person, human }: Evidence): Level {
  if (struct && domain && known) return token && person && human ? 'P3' : 'P2'
  return token ? 'P1' : 'P0'
}
