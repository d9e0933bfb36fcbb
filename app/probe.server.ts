import type { FoundProof } from '../db/mailbox/probes.ts'
import type { Settings } from '../db/settings.ts'
import type { ProbeFindings } from '../domain/probe.ts'
import type { Language } from '../domain/ticket.ts'
import type { Fact } from './components/fact-list.tsx'
import { type Manner, sayWhen } from './moment.server.ts'
import { probeWordsFor } from './words/probe.server.ts'

/** Whose word the settings believe, in a sentence: told here, changed there. */
export function sayPinned(
  { authservId, trustLoopback }: Pick<Settings, 'authservId' | 'trustLoopback'>,
  language: Language,
) {
  const words = probeWordsFor(language)
  const pinned = authservId === null ? words.notPinned : words.pinned(authservId)
  return trustLoopback ? `${pinned} ${words.demo}` : pinned
}

/** What a mail arrived with, line by line, and how to mend what is missing. */
export function sayProof(
  { domain, at, mailId, findings }: FoundProof,
  manner: Manner,
): { title: string; facts: Fact[] } {
  const words = probeWordsFor(manner.language)
  const { server, said, own, signers, fault } = findings
  const mend = fault && words.faults[fault](namesIn(domain, findings))
  return {
    title: words.found(domain),
    facts: [
      { term: words.at, text: sayWhen(at, manner).text, href: `/desk/mail/${mailId}` },
      { term: words.server, text: server ?? words.nobody },
      ...(said ? [{ term: words.said, text: saidIn(said) }] : []),
      { term: words.signers, text: signers.join(', ') || words.nobody },
      ...(own ? [{ term: words.own, text: `${own.signed ? words.holds : words.breaks} · DMARC ${own.dmarc}` }] : []),
      { term: words.may, text: sayMay(findings, manner.language) },
      ...(mend ? [{ term: words.mend, text: mend }] : []),
    ],
  }
}

/** What a mail like it may do, in a few words. */
export function sayMay({ may }: ProbeFindings, language: Language): string {
  const { powers } = probeWordsFor(language)
  return may.reply ? powers.all : may.note ? powers.note : powers.none
}

function saidIn(said: NonNullable<ProbeFindings['said']>): string {
  return Object.entries(said)
    .map(([method, result]) => `${method.toUpperCase()} ${result ?? '–'}`)
    .join(' · ')
}

function namesIn(domain: string, { server, pinned, signers }: ProbeFindings) {
  return { domain, server: server ?? '', pinned: pinned ?? '', signers: signers.join(', ') }
}
