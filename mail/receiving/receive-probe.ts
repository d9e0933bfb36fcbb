import type { Tx } from '../../db/client.ts'
import { claimProbe } from '../../db/mailbox/probes.ts'
import { probeCodeIn } from '../../domain/probe.ts'
import { findProof } from '../evidence/probe-findings.ts'
import type { Identity } from './identify-sender.ts'
import { type Fate, originOf, type Reading } from './reading.ts'

/**
 * A mail by which one of us wants to see what proof theirs arrive with (D12): what was found of it is written down for
 * the page that asked for it, and nothing else comes of it. A code is good for one mail, of whoever asked for it.
 */
export async function asProbe(tx: Tx, reading: Reading, { actor }: Identity): Promise<Fate | null> {
  const { mail, stored, context, own } = reading
  const code = probeCodeIn(mail.subject)
  if (code === null || actor?.kind !== 'staff' || !mail.from || stored.release) return null
  const { address } = mail.from
  const isTheirs = await claimProbe(tx, {
    ...{ code, personId: actor.id, mailId: stored.id, at: stored.receivedAt },
    domain: address.slice(address.lastIndexOf('@') + 1),
    findings: findProof({
      headers: mail.headers,
      address,
      authservId: context.authservId,
      origin: originOf(reading),
      own,
    }),
  })
  return isTheirs ? { fate: 'command', reason: 'probe' } : null
}
