import type { DnsAnswer, DnsQuestion } from './dns.ts'

/** What is asked about the origin of a mail, with all that the DNS has said so far. */
export type OriginQuestion = {
  /** When the mail arrived, for signatures that run out: milliseconds since 1970. */
  at: number
  /** The connection it came by; null where that is not known or proves nothing. */
  connection: { address: string; name: string; sender: string } | null
  /** Whether those who sealed it on its way are such as we believe. */
  readsSeals: boolean
  answers: DnsAnswer[]
}

/** What our own look at the raw bytes came to. */
export type OwnCheck = {
  /** The one address in From, as the checking library reads it. */
  from: string | null
  /** Signatures of the sender's domain that hold over the whole body, each with the fields it covers. */
  signatures: { domain: string; covers: string[] }[]
  /** SPF passed for an envelope sender of the sender's domain. */
  sender: boolean
  /** `unknown` when the DNS did not answer, or answered nonsense. */
  dmarc: 'pass' | 'fail' | 'none' | 'unknown'
  /** Where every seal holds: what the first of those who sealed the mail had found. */
  sealed: string | null
  /** The DNS may have more to say later, or a machine that is less busy more to find. */
  isTemporary: boolean
}

/** What a check came to, or what the DNS has to be asked first. */
export type Checked = { check: OwnCheck } | { missing: DnsQuestion[] }

/** A check that found nothing that proves anything. */
export const nothingFound: OwnCheck = {
  ...{ from: null, signatures: [], sender: false, dmarc: 'unknown', sealed: null, isTemporary: false },
}
