import { absenceParts, type Part } from './absence-words.ts'

/** A note is short, and comes to its point at once. */
const lengthAtMost = 1_500
const sentencesAbove = 3

/** Asking, or deciding: whoever does that is there. */
const present = /[?？]|^\W*(not )?(ok|okay|approved|aprovado|não aprovado)\b/imu

/**
 * Whether the words of an answer are a note of absence that bears no other mark: each sentence is one of those that such
 * notes are made of, the absence stands near the start, and it says one thing more about it. A person who tells of an
 * absence says something else too, greets us by name or asks. A hint only.
 */
export function isAbsenceText(words: string): boolean {
  if (words.length > lengthAtMost || present.test(words)) return false
  if (!isNews(partsIn(words.replaceAll('\n', ' '), news))) return false
  const sentences = sentencesOf(words).map(partsOf)
  const first = sentences.findIndex(isNews)
  if (first < 0 || first > sentencesAbove) return false
  if (sentences.slice(0, first).some((parts) => parts.size === 0 || parts.has('stray'))) return false
  const strange = sentences.filter((parts) => parts.size === 0).length
  const said = new Set(sentences.flatMap((parts) => [...parts]))
  for (const courtesy of ['hello', 'stray'] as const) said.delete(courtesy)
  return said.size >= 2 && strange * 4 <= sentences.length - strange
}

/** Whether words tell of an absence at all, whatever else they say. */
export function tellsOfAbsence(words: string): boolean {
  return isNews(partsIn(words.slice(0, lengthAtMost).replaceAll('\n', ' '), news))
}

/** Most mails bear none: the other patterns need not be compiled for them. */
const news = absenceParts.filter(({ part }) => part === 'away' || part === 'automatic')

function isNews(parts: Set<Part>) {
  return parts.has('away') || parts.has('automatic')
}

function partsIn(words: string, among: typeof absenceParts): Set<Part> {
  const plain = plainOf(words)
  return new Set(among.filter(({ isSaid }) => isSaid.test(plain)).map(({ part }) => part))
}

function plainOf(words: string) {
  return words.toLowerCase().replaceAll('’', "'")
}

function partsOf(sentence: string): Set<Part> {
  const parts = partsIn(sentence, absenceParts)
  if (parts.has('away') && untilWhen.test(sentence.toLowerCase())) parts.add('until')
  if (parts.size === 0 && isName(sentence)) parts.add('stray')
  return parts
}

const untilWhen =
  /(?<!\p{L})(until|till?|through|from|returning|bis|vom|ab|jusqu|du|hasta|desde|até|a partir|fino|dal|tot|t\.?o\.?m|fra|do|od|до|по|с)(?!\p{L})/u

/** A name, or what its owner is, below a note: words that begin with a capital. */
function isName(line: string) {
  return /^\p{Lu}[\p{L}.'’-]{0,30}(?:[ ,|&]{1,3}\p{Lu}[\p{L}.'’-]{0,30}){0,4}$/u.test(line)
}

/** Sentences without their closing mark. A long line goes on below, a short one stands by itself. */
function sentencesOf(words: string): string[] {
  let text = ''
  let last = ''
  for (const line of words.split('\n').map((written) => written.trim())) {
    text += `${last.length > 54 && !/[.!:]$/.test(last) ? ' ' : '\n'}${line}`
    last = line
  }
  return text
    .split(sentenceEnd)
    .flatMap(clausesOf)
    .map((sentence) => sentence.replace(/[\s.,!:;。！]{1,9}$/u, '').trim())
    .filter((sentence) => sentence !== '')
}

/** A mark and a capital; not the "3." of a date that goes on with its month. */
const sentenceEnd =
  /\n|(?<=[.!。！])(?!(?<=\d\.)\s{1,9}(?:Jan|Feb|M[aä]r|Apr|Ma[ij]|Jun|Jul|Aug|Sep|O[kc]t|Nov|De[zc])\p{L})\s{1,9}(?=\p{Lu}|\p{Lo})/u

/** What somebody adds to an absence is a saying of its own: "so let us move the call", "the banner has to be up by then". */
function clausesOf(sentence: string): string[] {
  return sentence.split(goesOn).flatMap((clause) => {
    const said = plainOf(clause)
    const end = Math.max(...news.map(({ isSaid }) => endOf(isSaid.exec(said))))
    const comma = end < 0 ? -1 : clause.indexOf(', ', end)
    const rest = clause.slice(comma + 2)
    return comma < 0 || !longRest.test(rest) ? [clause] : [clause.slice(0, comma), rest]
  })
}

function endOf(match: RegExpExecArray | null) {
  return match === null ? -1 : match.index + match[0].length
}

const goesOn =
  /, (?:and|so|but|und|also|aber|et|donc|mais|pero|así que|por eso|mas|por isso|ma|quindi|en|maar|dus|och|men|så|ale|więc|но|поэтому) /iu

/** Four words and no figure: no part of a date. */
const longRest = /^(?!.{0,200}\d)\S{1,40}(?: \S{1,40}){3}/u
