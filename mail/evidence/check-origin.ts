import { arc } from 'mailauth/lib/arc/index.js'
import { dkimVerify } from 'mailauth/lib/dkim/verify.js'
import { evaluateDmarc } from 'mailauth/lib/dmarc/index.js'
import { spf } from 'mailauth/lib/spf/index.js'
import { type DnsQuestion, isTemporary } from './dns.ts'
import type { Checked, OriginQuestion, OwnCheck } from './own-check.ts'
import { isAligned } from './signature-fields.ts'

type Signatures = Awaited<ReturnType<typeof dkimVerify>>

/**
 * Looks ourselves at where a mail comes from, with mailauth on the raw bytes: DKIM, SPF, DMARC and ARC. Waits for
 * nothing: a name of which the DNS has said nothing yet comes back as missing, to be asked elsewhere.
 */
export async function checkOrigin(raw: Uint8Array, question: OriginQuestion): Promise<Checked> {
  const dns = newBook(question)
  const sender = await checkSender(dns, question)
  // Nothing of the body is read before the small things are known.
  if (dns.missing.length > 0) return { missing: dns.missing }
  const read = await dkimVerify(withNetworkEnds(raw), {
    resolver: dns.resolver,
    curTime: new Date(question.at),
    strict: true,
  })
  const signatures = read.results.flatMap((result) => readSound(result))
  const dmarc = await evaluateDmarc({
    ...{ headerFrom: read.headerFrom, fromFields: read.fromFields, resolver: dns.resolver },
    spfDomains: sender === null ? [] : [sender],
    dkimDomains: signatures.map(({ domain }) => ({ id: domain, domain })),
  })
  const sealed = question.readsSeals ? await readSeals(read, dns) : null
  if (dns.missing.length > 0) return { missing: dns.missing }
  return { check: weigh({ read, signatures, sender, dmarc, sealed, isTemporary: dns.isTemporary() }) }
}

/** A bare LF counts as CRLF; the library says so too, but one line at a time, which in a large mail takes minutes. */
function withNetworkEnds(raw: Uint8Array): Buffer {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  let bare = 0
  for (let at = 0; at < bytes.length; at++) if (isBare(bytes, at)) bare++
  if (bare === 0) return bytes
  const ended = Buffer.allocUnsafeSlow(bytes.length + bare)
  for (let at = 0, to = 0; at < bytes.length; at++) {
    if (isBare(bytes, at)) ended[to++] = 0x0d
    ended[to++] = bytes[at] ?? 0
  }
  return ended
}

function isBare(bytes: Buffer, at: number) {
  return bytes[at] === 0x0a && bytes[at - 1] !== 0x0d
}

type Weighed = {
  read: Signatures
  signatures: OwnCheck['signatures']
  sender: string | null
  dmarc: Awaited<ReturnType<typeof evaluateDmarc>>
  sealed: string | null
  isTemporary: boolean
}

/** Alignment is as the domain's own DMARC record wants it; without one, relaxed. */
function weigh({ read, signatures, sender, dmarc, sealed, isTemporary }: Weighed): OwnCheck {
  const from = read.fromFields === 1 && read.headerFrom.length === 1 ? (read.headerFrom[0] ?? null) : null
  const fromDomain = (from ?? '').slice((from ?? '').lastIndexOf('@') + 1).toLowerCase()
  const verdict = dmarc.response === false ? 'unknown' : dmarc.response.status.result
  const alignment = dmarc.response === false ? undefined : dmarc.response.alignment
  const isOurs = (domain: string) =>
    verdict === 'none' ? isAligned(domain, fromDomain) : (dmarc.dkimAligned?.has(domain) ?? false)
  return {
    from,
    signatures: signatures.filter(({ domain }) => isOurs(domain)),
    sender: sender !== null && (verdict === 'none' ? isAligned(sender, fromDomain) : Boolean(alignment?.spf?.result)),
    dmarc: verdict === 'pass' || verdict === 'fail' || verdict === 'none' ? verdict : 'unknown',
    ...{ sealed, isTemporary },
  }
}

/** A signature that holds, covers the whole body (D06) and says who wrote; a weak key or an old hash holds nothing (D09). */
function readSound({ status, signingDomain, signingHeaders }: Signatures['results'][number]) {
  if (status.result !== 'pass' || status.underSized || !signingDomain) return []
  const covers = (signingHeaders?.keys ?? '').toLowerCase().split(/\s*:\s*/)
  return covers.includes('from') ? [{ domain: signingDomain.toLowerCase(), covers }] : []
}

/** The domain of the envelope sender, where SPF passes for it. */
async function checkSender(dns: Book, { connection }: OriginQuestion): Promise<string | null> {
  if (!connection) return null
  const { address, name, sender } = connection
  const found = await spf({ ip: address, helo: name, sender, mta: 'desk', resolver: dns.resolver, strict: true })
  return found.status.result === 'pass' ? found.domain.toLowerCase() : null
}

/** The first results that were sealed, as they stand in the field, where the whole chain holds (RFC 8617 §5.2). */
async function readSeals({ arc: sealed }: Signatures, dns: Book): Promise<string | null> {
  const chain = sealed?.chain || []
  const last = chain.at(-1)
  if (!last) return null
  const found = await arc({ chain, lastEntry: last }, { resolver: dns.resolver, strict: true })
  const line = chain.find(({ i }) => i === 1)?.['arc-authentication-results']?.original
  if (found.status.result !== 'pass' || line === undefined) return null
  return /^[^:]+:\s*i\s*=\s*1\s*;(.*)$/is.exec(String(line))?.[1] ?? null
}

type Book = ReturnType<typeof newBook>

/** The DNS as far as it has been asked. */
function newBook({ answers }: OriginQuestion) {
  const known = new Map(answers.map((answer) => [`${answer.type} ${answer.name}`, answer]))
  const missing: DnsQuestion[] = []
  let isShaky = false
  return {
    missing,
    isTemporary: () => isShaky,
    resolver: async (name: string, type: string) => {
      const answer = known.get(`${type} ${name}`)
      if (!answer) missing.push({ name, type })
      else if (isTemporary(answer)) isShaky = true
      else if ('records' in answer) return JSON.parse(answer.records)
      throw new Unanswered(answer && 'code' in answer ? answer.code : 'ETIMEOUT')
    },
  }
}

/** As node:dns says that it found nothing. */
class Unanswered extends Error {
  readonly code: string
  constructor(code: string) {
    super(`The DNS did not answer: ${code}.`)
    this.code = code
  }
}
