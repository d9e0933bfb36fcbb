import { randomOf } from '../support/random.ts'
import { rawMail } from '../support/raw-mail.ts'

/** What a mail has to come to in the end, whatever is killed on the way. */
export type Kind =
  | 'first word'
  | 'answer'
  | 'absence note'
  | 'stranger'
  | 'unknown bounce'
  | 'too many parts'
  | 'our own'

/** One mail that is written once, though it may be delivered more often. */
export type Planned = {
  id: string
  kind: Kind
  /** All mails of one conversation end on one ticket. */
  conversation: string
  door: 'imap' | 'smtp'
  copies: number
  bytes: Buffer
}

const shares: [Kind, number][] = [
  ['first word', 58],
  ['answer', 28],
  ['absence note', 4],
  ['stranger', 4],
  ['unknown bounce', 2],
  ['too many parts', 2],
  ['our own', 2],
]

/**
 * Whoever writes more than thirty in ten minutes is a flood, and is held, and so are a thousand new people of one domain:
 * a soak is to see what nobody means to hold, and a fast machine reads all of it within ten minutes.
 */
const most = { ofOneWriter: 20, writersOfOneDomain: 250 }

/** How many people write so many mails: some four mails each. */
function writersFor(count: number): number {
  return Math.ceil(count / 4)
}

/** The domains that so many mails come from. */
export function domainsFor(count: number): string[] {
  const domains = Math.ceil(writersFor(count) / most.writersOfOneDomain)
  return Array.from({ length: domains }, (_, at) => `vale${at}.example`)
}

/** Mails of all kinds, the same ones for the same seed; each twelfth is delivered twice, each third by SMTP. */
export function plannedMails(count: number, seed: number): Planned[] {
  const random = randomOf(seed)
  const domains = domainsFor(count)
  const anyWriter = () => {
    const at = random(writersFor(count))
    return `writer${at}@${domains[at % domains.length]}`
  }
  const open: { id: string; writer: string; chain: string[] }[] = []
  const written = new Map<string, number>()
  const mayWrite = (writer: string) => (written.get(writer) ?? 0) < most.ofOneWriter
  return Array.from({ length: count }, (_, at) => {
    const kind = kindFor(random(100))
    const chosen = kind === 'answer' ? open[random(Math.max(1, open.length))] : undefined
    const answered = chosen && mayWrite(chosen.writer) ? chosen : undefined
    const writer = answered?.writer ?? anyWriter()
    written.set(writer, (written.get(writer) ?? 0) + 1)
    const id = `soak-${at}@vale.example`
    const chain = answered ? [...answered.chain, answered.id] : []
    const isWord = kind === 'first word' || kind === 'answer'
    if (isWord) open.push({ id, writer, chain })
    return {
      ...{ id, conversation: chain[0] ?? id, kind: kind === 'answer' && !answered ? 'first word' : kind },
      door: random(3) === 0 ? 'smtp' : 'imap',
      copies: random(12) === 0 ? 2 : 1,
      bytes: write(kind, { at, id, writer, chain }),
    }
  })
}

function kindFor(percent: number): Kind {
  let below = 0
  for (const [kind, share] of shares) {
    below += share
    if (percent < below) return kind
  }
  return 'first word'
}

type Written = { at: number; id: string; writer: string; chain: string[] }

function write(kind: Kind, { at, id, writer, chain }: Written): Buffer {
  const from =
    { stranger: `nobody${at}@elsewhere.example`, 'our own': 'support@desk.example' }[kind as string] ?? writer
  const head = [
    `Authentication-Results: mx.desk.example; dmarc=pass header.from=${from.slice(from.indexOf('@') + 1)}`,
    `From: ${kind === 'unknown bounce' ? 'Mail Delivery System <mailer-daemon@elsewhere.example>' : from}`,
    'To: support@desk.example',
    `Subject: ${chain.length > 0 ? 'Re: ' : ''}Concern ${at}`,
    `Message-ID: <${id}>`,
    'Date: Mon, 16 Nov 2026 10:00:00 +0000',
    'MIME-Version: 1.0',
    ...(chain.length > 0
      ? [`In-Reply-To: <${chain.at(-1)}>`, `References: ${chain.map((one) => `<${one}>`).join(' ')}`]
      : []),
    ...(kind === 'absence note' ? ['Auto-Submitted: auto-replied'] : []),
  ]
  const words = `Words of mail ${at}.\n${sentence(at, 20 + (at % 200))}\n`
  if (kind === 'unknown bounce')
    return rawMail([...head, 'Content-Type: multipart/report; report-type=delivery-status; boundary=b'], report(at))
  if (kind === 'too many parts') {
    return rawMail([...head, 'Content-Type: multipart/mixed; boundary=b'], `${'--b\n\nx\n'.repeat(600)}--b--\n`)
  }
  return rawMail([...head, 'Content-Type: text/plain; charset=utf-8'], words)
}

/** Words that no other mail says: who says the same again is taken for a machine, and not acknowledged. */
function sentence(at: number, length: number): string {
  const random = randomOf(at + 1)
  const letter = () => String.fromCharCode(97 + random(26))
  return Array.from({ length }, () => `${letter()}${letter()}${letter()}`).join(' ')
}

function report(at: number): string {
  return `--b
Content-Type: text/plain

Your mail could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.elsewhere.example

Final-Recipient: rfc822; gone${at}@elsewhere.example
Action: failed
Status: 5.1.1

--b--
`
}
