import { isFarewell } from './farewell.ts'
import type { NewWords } from './new-words.ts'

/** What a customer decided by mail, and the free text that followed the deciding line; how a mail ends is none. */
export type MailDecision = { decision: 'ok' | 'not_ok'; comment: string }

const words = new Map<string, MailDecision['decision']>([
  ['ok', 'ok'],
  ['approved', 'ok'],
  ['aprovado', 'ok'],
  ['not ok', 'not_ok'],
  ['not approved', 'not_ok'],
  ['nao aprovado', 'not_ok'],
])

/**
 * Reads a decision word that stands alone on the first line of the new words. Null for anything else: "OK, but"
 * is no OK; and where a line below says the contrary, or the text and the HTML part do not say the same, a person has
 * to read it (T18).
 */
export function readDecision({ fromText, fromHtml }: Pick<NewWords, 'fromText' | 'fromHtml'>): MailDecision | null {
  const parts = [fromText, fromHtml].filter((part) => part !== null)
  const [first, ...others] = parts.map(decisionOf)
  if (!first || others.some((other) => other?.decision !== first.decision)) return null
  return others.reduce<MailDecision>((shortest, other) => (other && says(shortest, other) ? other : shortest), first)
}

/** Whether the other comment is the same but for what stands below it: there the quote was not told from the words. */
function says({ comment }: MailDecision, other: MailDecision): boolean {
  const [all, some] = [comment, other.comment].map((words) => words.replace(/[\s\p{Cf}>*_]+/gu, ''))
  return some !== undefined && some !== '' && some !== all && (all ?? '').startsWith(some)
}

/** What Portuguese readers write in place of the words that decide. They count for none, and are told so. */
const nearly = ['nao ok', 'nao esta ok', 'esta ok', 'nao esta aprovado', 'esta aprovado', 'nao aprovo', 'aprovo']

/**
 * Whether some part begins with a decision word, or nearly one, without being one: "OK, but", "Não está OK", a word
 * with its contrary below, or parts that do not agree.
 */
export function leansToDecision({ fromText, fromHtml }: Pick<NewWords, 'fromText' | 'fromHtml'>): boolean {
  return [fromText, fromHtml].some((part) => {
    const first = plainWords(part?.split('\n').find((line) => isSaid(line)) ?? '')
    return [...words.keys(), ...nearly].some((word) => first === word || new RegExp(`^${word}\\W`).test(first))
  })
}

function decisionOf(text: string): MailDecision | null {
  const lines = text.split('\n')
  const at = lines.findIndex((line) => isSaid(line))
  const decision = words.get(plainWords(lines[at] ?? ''))
  if (!decision) return null
  const others = lines.slice(at + 1)
  if (others.some((line) => (words.get(plainWords(line)) ?? decision) !== decision)) return null
  const below = others.join('\n').trim()
  return { decision, comment: isFarewell(below) ? '' : below }
}

/** No decision is longer; more would only cost time. */
const longest = 60

/** Without accents, case, closing punctuation, unseen letters, and what makes a word bold or a quotation. */
function plainWords(line: string) {
  const flat = line
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
  const said = flat.length > longest ? `${flat.slice(0, longest)}x` : flat
  // Accents only: a mark that strikes a word out stays, and the word is another.
  const bare = said
    .normalize('NFD')
    .replace(/[\u0300-\u0304\u0327]/g, '')
    .toLowerCase()
  return bare.replace(/^[ *_"'“”„«»]+/, '').replace(/[ .!,;…*_"'“”«»]+$/, '')
}

function isSaid(line: string): boolean {
  return line.replace(/[\s\p{Cf}]+/gu, '') !== ''
}
