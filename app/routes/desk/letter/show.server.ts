import { z } from 'zod'
import { withoutTokens } from '../../../../db/letters/redact-tokens.ts'
import { resendable } from '../../../../db/letters/send-again.ts'
import type { CameMail, WentMail } from '../../../../db/mailbox/mail-page.ts'
import { longestLetter, wantsRemote } from '../../../../domain/letter-shape.ts'
import { lureIn } from '../../../../domain/lure.ts'
import { sentenceForHeld } from '../../../../domain/words/held-reasons.ts'
import { sayBecause } from '../../../../domain/words/mail-commands.ts'
import type { Fact } from '../../../components/fact-list.tsx'
import { saySize } from '../../../file-link.server.ts'
import { frameOf, type LetterReader } from '../../../letter-link.server.ts'
import { type Manner, sayWhen } from '../../../moment.server.ts'
import { confirmWords } from '../../../words/confirm.server.ts'
import { mailWordsFor } from '../../../words/mail.server.ts'
import type { LetterProps } from './page.tsx'

/** `ours` are those whose name a sender may borrow. */
type Reading = {
  agency: string
  manner: Manner
  picturesOf: string[]
  ours: { id: string; name: string; email: string }[]
}
type Shown = Pick<LetterProps, 'letter' | 'spam' | 'tries' | 'mayRetry' | 'commands' | 'evidence' | 'headers'>

/** A mail of the log in the words of its reader; the agency's name stands for us. */
export function showMail(mail: CameMail | WentMail, { agency, manner, picturesOf, ours }: Reading): Shown {
  const { id, direction, subject, fate, ticket, at } = mail
  const other = mail.who.name ? `${mail.who.name} <${mail.who.address ?? ''}>` : (mail.who.address ?? '')
  const letter = {
    ...{ id, direction, fate, ticket },
    subject: subject ?? nameOf(mail.letter, manner),
    at: sayWhen(at, manner),
    text: mail.text?.trim() ? mail.text : '',
    files: [],
    rawHref: `/desk/mail/${id}/raw`,
  }
  if (mail.direction === 'out') {
    return {
      letter: { ...letter, from: agency, to: other, folded: null, frame: null, doubt: null },
      spam: null,
      tries: triesOf(mail, manner),
      mayRetry: resendable.some((one) => one === mail.fate),
      commands: null,
      evidence: [],
      headers: headersOf(mail, manner),
    }
  }
  const decided = sayDecided(mail, ours, manner)
  const isSpam = fate === 'held' && mail.release?.as === 'spam'
  return {
    letter: {
      ...{ ...letter, from: other, to: mail.envelopeTo.join(', '), folded: mail.folded },
      ...(isSpam && { fate: 'spam' as const }),
      doubt: sayLure(mail, ours, manner),
      frameId: mail.placed ? `entry-${mail.placed.id}` : undefined,
      frame: frameFor(mail, other, { manner, picturesOf, back: `/desk/mail/${id}` }),
    },
    spam: isSpam ? decided : null,
    tries: [],
    mayRetry: false,
    commands: commandsOf(mail, manner),
    evidence: [
      ...(decided ? [{ term: mailWordsFor(manner.language).decided, text: decided }] : []),
      ...proofsOf(mail, manner),
    ],
    headers: headersOf(mail, manner),
  }
}

/** What one of us decided of it while it was held, who and when; null where nobody had to. */
function sayDecided({ release }: CameMail, ours: Reading['ours'], manner: Manner): string | null {
  if (!release) return null
  const words = mailWordsFor(manner.language)
  const who = ours.find(({ id }) => id === release.by)?.name ?? words.somebody
  return words.decisions[release.as](who, sayWhen(Temporal.Instant.from(release.at), manner).text)
}

function sayLure({ who }: CameMail, ours: Reading['ours'], { language }: Manner): string | null {
  const lure = lureIn(who, ours)
  return lure && mailWordsFor(language).lures[lure](who.address ?? '')
}

/** The letter in its own shape; null where it has none, or is too long to read. */
function frameFor(
  { id, at, html, placed }: CameMail,
  name: string,
  reader: LetterReader,
): LetterProps['letter']['frame'] {
  if (html === null || html.length > longestLetter) return null
  const writer = { id: placed?.writer ?? null, name }
  const letter = { src: `/desk/mail/${id}/html`, at, writer, messageId: placed?.id ?? null }
  return frameOf({ ...letter, remotePictures: wantsRemote(html) }, reader)
}

/** What a letter of ours is called; it has a subject of its own only once it is written. */
export function nameOf(letter: string | null, { language }: Pick<Manner, 'language'>): string {
  const names: Partial<Record<string, string>> = mailWordsFor(language).letters
  return names[letter ?? ''] ?? ''
}

/** Delivery keeps its last try; how many there were stands among the headers. */
function triesOf({ triedAt, deliveredAt, fate, reason }: WentMail, manner: Manner): LetterProps['tries'] {
  const at = deliveredAt ?? triedAt
  const words = mailWordsFor(manner.language)
  return at ? [{ at: sayWhen(at, manner), fate, said: reason ?? (fate === 'kept' ? words.notSent : words.said) }] : []
}

/** The lines that one of us commanded, and what became of each and why. */
function commandsOf({ commands }: CameMail, { language }: Manner): LetterProps['commands'] {
  if (commands.length === 0) return null
  const words = confirmWords(language)
  const facts = commands.map(({ line, outcome, because }, at) => ({
    term: `${at + 1}. ${withoutTokens(line)}`,
    text: because ? `${words.outcome[outcome]}: ${sayBecause(because, language)}` : words.outcome[outcome],
  }))
  return { title: words.commands, facts }
}

function proofsOf({ level, evidence, fate, reason, release }: CameMail, { language }: Manner): Fact[] {
  const words = mailWordsFor(language)
  const proofs = Object.entries(words.proves).flatMap(([name, term]) => {
    const value = evidence?.[name]
    return typeof value === 'boolean' ? [{ term, text: value ? words.yes : words.no }] : []
  })
  const signs: Partial<Record<string, string>> = words.signs
  const sign = evidence?.sign
  const marks = evidence?.marks
  return [
    ...(fate === 'held' && reason && release && release.as !== 'spam'
      ? [{ term: words.reason, text: sentenceForHeld(reason, language) }]
      : []),
    ...(reason === 'kept_as_note' ? [{ term: words.reason, text: confirmWords(language).keptAsNote }] : []),
    ...(reason === 'probe' ? [{ term: words.reason, text: words.probe }] : []),
    ...(reason === 'too_many_at_once' ? [{ term: words.reason, text: words.tooMany }] : []),
    ...(reason === 'too_many_newcomers' ? [{ term: words.reason, text: words.tooManyNewcomers }] : []),
    ...(reason === 'not_acknowledged' ? [{ term: words.reason, text: words.notAcknowledged }] : []),
    ...(level ? [{ term: words.level, text: words.levels[level] }] : []),
    ...proofs,
    ...ownCheckOf(evidence, words),
    ...(typeof sign === 'string' ? [{ term: words.sign, text: signs[sign] ?? sign }] : []),
    ...(Array.isArray(marks) && marks.length > 0 ? [{ term: words.marks, text: marks.map(String).join(', ') }] : []),
  ]
}

const ownCheck = z.object({
  dkim: z.array(z.string()),
  spf: z.boolean(),
  dmarc: z.string(),
  sealed: z.boolean(),
  isTemporary: z.boolean(),
})

/** Our own check in the names that mail servers give these things. */
function ownCheckOf(evidence: CameMail['evidence'], words: ReturnType<typeof mailWordsFor>): Fact[] {
  const read = ownCheck.safeParse(evidence?.own)
  if (!read.success) return []
  const { dkim, spf, dmarc, sealed, isTemporary } = read.data
  const said = [
    ...(dkim.length > 0 ? [`DKIM ${[...new Set(dkim)].join(', ')}`] : []),
    ...(spf ? ['SPF'] : []),
    ...(sealed ? ['ARC'] : []),
    `DMARC ${dmarc}`,
    ...(isTemporary ? [words.silentDns] : []),
  ]
  return [{ term: words.own, text: said.join(' · ') }]
}

function headersOf(mail: CameMail | WentMail, { language }: Manner): Fact[] {
  const words = mailWordsFor(language)
  const rows: [string, string | null][] =
    mail.direction === 'out'
      ? [
          [words.messageId, mail.messageId],
          [words.letter, nameOf(mail.letter, { language })],
          [words.tries, String(mail.tries)],
        ]
      : [
          [words.messageId, mail.messageId],
          [words.envelopeFrom, mail.envelopeFrom],
          [words.envelopeTo, mail.envelopeTo.join(', ')],
          [words.origin, mail.origin],
          [words.mailbox, mail.mailbox],
          [words.size, saySize(mail.size, language)],
        ]
  return rows.flatMap(([term, text]) => (text ? [{ term, text }] : []))
}
