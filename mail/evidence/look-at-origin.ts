import { BlockList, isIP } from 'node:net'
import type { Waiting } from '../../db/mailbox/inbound-mail.ts'
import type { InboundMail } from '../parsing/inbound-mail.ts'
import { type MailTime, newMailTime } from '../parsing/mail-time.ts'
import type { checkInOffice } from './check-office.ts'
import { askDns, type DnsAnswer, type DnsQuestion, isTemporary, type Resolver } from './dns.ts'
import { needsOwnCheck } from './domain-proof.ts'
import { nothingFound, type OriginQuestion, type OwnCheck } from './own-check.ts'
import { isAligned, readSignatures } from './signature-fields.ts'

/** What looking at the origin of mail takes. `sealers` are those whose word for others we take (D10); `time` is the mail's. */
export type OriginLooker = {
  resolver: Resolver
  check: typeof checkInOffice
  authservId: string | null
  sealers?: readonly string[]
  time?: MailTime
}

type Read = Pick<InboundMail, 'from' | 'headers'>
type Came = Pick<Waiting, 'bytes' | 'size' | 'receivedAt' | 'clientAddress' | 'clientName' | 'envelopeFrom'>

/** Whoever passes mail on for millions, and says truly what it looked like when it came. */
const knownSealers = ['google.com', 'microsoft.com']

const limits = { milliseconds: 2000, rounds: 12, names: 40 }

/**
 * Looks ourselves at where a mail comes from, where the pinned server leaves that open and there is something to look
 * at; null otherwise. A DNS that takes longer
 * than two seconds, or than is left of the mail's time, counts as not answering.
 */
export async function lookAtOrigin(looker: OriginLooker, mail: Read, stored: Came): Promise<OwnCheck | null> {
  const address = mail.from?.address ?? null
  // Of a stub there is no body to check.
  if (address === null || stored.size > stored.bytes.byteLength) return null
  if (!needsOwnCheck({ headers: mail.headers, authservId: looker.authservId, address })) return null
  const plan = planFor(mail, stored, { fromDomain: domainOf(address), sealers: looker.sealers ?? knownSealers })
  if (plan === null) return null
  return lookUp(looker, stored.bytes, plan)
}

type Plan = Omit<OriginQuestion, 'answers'> & { first: DnsQuestion[] }

function planFor(mail: Read, stored: Came, given: { fromDomain: string; sealers: readonly string[] }) {
  const { fromDomain, sealers } = given
  const signatures = readSignatures(mail.headers)
  const seals = [...(readSignatures(mail.headers, 'arc-seal') ?? [])]
  if (signatures === null) return null
  const own = signatures.filter(({ domain }) => isAligned(domain, fromDomain))
  const readsSeals = seals.length > 0 && seals.every(({ domain }) => sealers.includes(domain))
  const connection = connectionOf(stored, fromDomain)
  if (own.length === 0 && !readsSeals && connection === null) return null
  const keys = [...own, ...(readsSeals ? seals : [])].map(({ selector, domain }) => `${selector}._domainkey.${domain}`)
  const names = [...keys, ...policyNames(fromDomain), ...(connection ? [domainOf(connection.sender)] : [])]
  const plan: Plan = {
    at: stored.receivedAt.epochMilliseconds,
    ...{ connection, readsSeals },
    first: [...new Set(names)].map((name) => ({ name, type: 'TXT' })),
  }
  return plan
}

/** Where a domain's DMARC record may stand: with it, or with one above it (RFC 9989 §4.10). */
function policyNames(fromDomain: string): string[] {
  const labels = fromDomain.split('.')
  return labels.slice(0, 4).map((_, at) => `_dmarc.${labels.slice(at).join('.')}`)
}

const ourNets = new BlockList()
for (const [net, bits] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
  ['100.64.0.0', 10],
] as const)
  ourNets.addSubnet(net, bits)
for (const [net, bits] of [
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  ourNets.addSubnet(net, bits, 'ipv6')

/** The connection, where it is one from outside: what our own relay hands on says nothing of where it comes from. */
function connectionOf({ clientAddress, clientName, envelopeFrom }: Came, fromDomain: string): Plan['connection'] {
  const address = (clientAddress ?? '').replace(/^::ffff:(?=\d+\.)/, '')
  const family = isIP(address)
  if (family === 0 || ourNets.check(address, family === 6 ? 'ipv6' : 'ipv4')) return null
  if (!envelopeFrom || !isAligned(domainOf(envelopeFrom).toLowerCase(), fromDomain)) return null
  return { address, name: clientName ?? '', sender: envelopeFrom }
}

/** Asks the DNS and the thread in turn, until nothing is missing: the thread itself never waits. */
async function lookUp(looker: OriginLooker, raw: Uint8Array, { first, ...plan }: Plan): Promise<OwnCheck> {
  const { resolver, check, time = newMailTime() } = looker
  const patience = newMailTime(limits.milliseconds)
  const left = () => Math.min(patience.left(), time.left())
  const ask = async (questions: DnsQuestion[]) => {
    const began = performance.now()
    const answers = await askDns(resolver, questions, left())
    for (const one of [patience, time]) one.spend(performance.now() - began)
    return answers
  }
  const answers: DnsAnswer[] = await ask(first)
  for (let round = 0; round < limits.rounds && left() > 0 && answers.length < limits.names; round += 1) {
    const checked = await check(raw, { ...plan, answers }, time)
    if (checked === null) return { ...nothingFound, isTemporary: time.isStarved() }
    if ('check' in checked) return checked.check
    answers.push(...(await ask(checked.missing)))
  }
  return { ...nothingFound, isTemporary: patience.left() === 0 || time.isStarved() || answers.some(isTemporary) }
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1)
}
