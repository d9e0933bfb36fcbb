import type { Category, Impact, WorkClass } from '../../domain/ticket.ts'
import { longestEntry, type TimeTag, timeTags } from '../../domain/time-entry.ts'
import type { Because, CommandFault } from '../../domain/words/mail-commands.ts'
import { isFarewell } from '../new-words/farewell.ts'
import type { NewWords } from '../new-words/new-words.ts'
import { type CommandWord, type Head, nearNote, strayCommand, takeHead } from './command-lines.ts'
import {
  categoryNames,
  readAddress,
  readCategory,
  readImpact,
  readMinutes,
  readTag,
  readWorkClass,
  workClassNames,
} from './values.ts'
import { type VerbName, verbs, verbsLike } from './verbs.ts'

/** What one line asks for, with its words. */
export type Spoken =
  | { verb: 'take' | 'pass' | 'status' }
  | { verb: 'note' | 'ask' | 'send' | 'fail' | 'resolve' | 'plan' | 'production' | 'close'; words: string }
  | { verb: 'assign'; name: string }
  | { verb: 'category'; category: Category }
  | { verb: 'urgent'; impact: Impact | null; reason: string }
  | { verb: 'scope'; workClass: WorkClass; needsCode: boolean | null; words: string }
  | { verb: 'estimate'; hours: number }
  | { verb: 'staging'; url: string; summary: string; steps: string[]; noPictures: string | null }
  | { verb: 'log'; minutes: number; tag: TimeTag | null }

/** One line as it was written: what it asks, or why it cannot be understood. */
export type ReadLine = { line: string } & ({ spoken: Spoken } | { fault: Because })

/** The commands of a mail in their order, and the words that belong to none of them. */
export type CommandMail = { lines: ReadLine[]; message: string }

/**
 * Reads the commands of one of us from the first lines of the new words of a mail (mail §4). null for a mail that has
 * none there. What is not wholly clear is a fault, and a mail with a fault does nothing: two forms that differ, words that
 * could belong to several commands, a command further down among words that the customer would read.
 */
export function readCommands(words: Pick<NewWords, 'fromText' | 'fromHtml'>): CommandMail | null {
  const parts = [words.fromText, words.fromHtml].filter((part) => part !== null)
  const heads = parts.map(takeHead)
  const first = heads.find(({ commands }) => commands.length > 0)
  if (!first) return null
  const head = agreed(parts, heads)
  if (!head) return { lines: first.commands.map(({ line }) => faulty(line, 'parts_differ')), message: '' }
  return readHead(head)
}

/**
 * The same of a mail without commands in its first lines that is meant for the customer: whether a line of it was meant
 * for us. What could be a note must not be said aloud, so nothing is done, and its writer is told.
 */
export function readSlips(words: Pick<NewWords, 'fromText' | 'fromHtml'>): CommandMail | null {
  const parts = [words.fromText, words.fromHtml].filter((part) => part !== null)
  const stray = parts.map(strayCommand).find((found) => found !== null)
  if (stray) return { lines: [faulty(stray.line, 'too_late')], message: '' }
  const near = parts.map(nearNote).find((found) => found !== null)
  return near ? { lines: [faulty(near.line, 'unknown', ['#note'])], message: '' } : null
}

/** The head that both forms of a mail share, from the shorter of them: the other may show more of what lies below. */
function agreed(parts: string[], heads: Head[]): Head | null {
  const [text, html] = parts.map(squeeze)
  const [ofText, ofHtml] = heads
  if (text === undefined || html === undefined) return ofText ?? null
  if (!text.startsWith(html) && !html.startsWith(text)) return null
  const verbsOf = (head: Head | undefined) => head?.commands.map(({ word }) => word.toLowerCase()).join(' ')
  // A mail program breaks long lines of the plain form; the formatted one has them as they were typed.
  if (text === html) return (leadsElsewhere(parts) ? ofText : ofHtml) ?? null
  return verbsOf(ofText) === verbsOf(ofHtml) ? ((html.length < text.length ? ofHtml : ofText) ?? null) : null
}

const listMark = /^[^\S\n]{0,20}(?:[-*•·▪–\uf0b7]|\d{1,2}[.)])(?:[^\S\n]+|$)/
/** Some programs give the mark a line of its own. */
const listMarks = new RegExp(listMark.source, 'gm')
/** Where a link leads, as programs write it behind its words in the plain form. */
const leadsTo = /<(?:https?|mailto|tel):[^<>\s]*>/gi

/** Whether the plain form names an address that the formatted one has behind its words alone. */
function leadsElsewhere([text = '', html = '']: string[]): boolean {
  return [...text.matchAll(leadsTo)].some(([link]) => !html.includes(link.replace(/^<(?:(?:mailto|tel):)?|>$/gi, '')))
}

/** Both forms without what programs write in only one of them, or in each in its own way. */
function squeeze(text: string): string {
  return text
    .replace(listMarks, '')
    .replace(leadsTo, '')
    .replaceAll(/[\s\p{Cf}>*_]+/gu, '')
}

function readHead({ commands, rest }: Head): CommandMail {
  const below = isFarewell(rest) ? '' : rest
  const owner = ownerOf(commands, below)
  const lines = commands.map((command, at): ReadLine => {
    const { line, word, verb, behind } = command
    if (verb === null) return faulty(line, 'unknown', verbsLike(word))
    if (isAgain(commands, at)) return faulty(line, 'twice')
    if (owner === 'unclear' && lacksWords(command)) {
      return faulty(
        line,
        'whose_words',
        commands.filter(lacksWords).map(({ word: other }) => `#${other}`),
      )
    }
    const read = readVerb(verb, behind, at === owner ? below : '')
    return 'verb' in read ? { line, spoken: read } : { line, fault: read }
  })
  const ofNote = typeof owner === 'number' && commands[owner]?.verb === 'note'
  const stray = ofNote ? null : (strayCommand(below) ?? nearNote(below))
  return {
    lines: stray ? [...lines, faulty(stray.line, 'too_late')] : lines,
    message: owner === null ? below : '',
  }
}

/**
 * To which command the words below belong: the only one that still lacks its words; else the last line, if it takes any;
 * else a note, so that nothing internal is said aloud; else the last that takes any. null: to none, they are a message.
 */
function ownerOf(commands: CommandWord[], below: string): number | 'unclear' | null {
  const takers = commands.flatMap((command, at) => (takesWords(command) ? [at] : []))
  const lacking = commands.flatMap((command, at) => (lacksWords(command) ? [at] : []))
  if (below === '') return null
  if (lacking.length > 1) return 'unclear'
  const last = takers.at(-1)
  const note = commands.findLastIndex(({ verb }) => verb === 'note')
  return lacking[0] ?? (last === commands.length - 1 ? last : note >= 0 ? note : (last ?? null))
}

function takesWords({ verb }: CommandWord): boolean {
  return verb !== null && (verbs[verb].takes === 'words' || verbs[verb].takes === 'argument and words')
}

function lacksWords(command: CommandWord): boolean {
  if (!takesWords(command) || command.verb === null) return false
  return verbs[command.verb].takes === 'argument and words' || command.behind === ''
}

const mayRepeat: readonly VerbName[] = ['note', 'assign', 'log']

function isAgain(commands: CommandWord[], at: number): boolean {
  const verb = commands[at]?.verb
  if (!verb || mayRepeat.includes(verb)) return false
  return commands.slice(0, at).some((before) => before.verb === verb)
}

function readVerb(verb: VerbName, behind: string, below: string): Spoken | Because {
  const words = [behind, below].filter((part) => part !== '').join('\n')
  const { example, takes } = verbs[verb]
  if (takes === 'nothing' && behind !== '') return fault('too_much')
  if ((takes === 'argument' || takes === 'argument and words') && behind === '')
    return fault('lacks_argument', [example])
  if (takes === 'words' && words === '') return fault('lacks_words')
  // Who ends every line with a full stop means none of it; phones write it by themselves.
  const value = behind.replace(/[\s.,;!]+$/, '')
  switch (verb) {
    case 'assign':
      return { verb, name: value.replace(/^@/, '') }
    case 'category': {
      const category = readCategory(value)
      return category ? { verb, category } : fault('not_a_value', categoryNames)
    }
    case 'urgent':
      return { verb, impact: readImpact(behind), reason: behind }
    case 'scope':
      return readScope(value, below)
    case 'estimate':
      return readEstimate(value)
    case 'staging':
      return readStaging(value, below)
    case 'log':
      return readLog(value)
    case 'take':
    case 'pass':
    case 'status':
      return { verb }
    default:
      return { verb, words }
  }
}

/** `bug fix`, and after it whether code has to change, where that is not said on the ticket. */
function readScope(behind: string, below: string): Spoken | Because {
  const code = /^(.*?)[\s,;]+(no|without|with|sem|com)?\s*(?:code|codigo|código)$/iu.exec(behind)
  const workClass = readWorkClass(code?.[1] ?? behind)
  if (!workClass) return fault('not_a_value', workClassNames)
  if (below === '') return fault('lacks_words')
  const needsCode = code ? !/^(no|without|sem)$/i.test(code[2] ?? '') : null
  return { verb: 'scope', workClass, needsCode, words: below }
}

function readEstimate(behind: string): Spoken | Because {
  const minutes = readMinutes(behind)
  if (minutes === null || minutes % 15 !== 0) return fault('lacks_argument', ['#estimate 3h', '#estimate 1h30'])
  return { verb: 'estimate', hours: minutes / 60 }
}

const noPictures = /^\s*(?:no (?:pictures|screenshots)|sem (?:imagens|capturas))\s*[:–-]\s*(.+)$/i

/** The summary, and the list below it: how to test. A line `No pictures: …` says why there are none. */
function readStaging(behind: string, below: string): Spoken | Because {
  const url = readAddress(behind)
  if (!url) return fault('lacks_argument', [verbs.staging.example])
  const written = below.split('\n')
  const end = written.findLastIndex((line) => listMark.test(line)) + 1
  const lines = end > 0 && isFarewell(written.slice(end).join('\n')) ? written.slice(0, end) : written
  const steps = lines.flatMap((line) => (listMark.test(line) ? line.replace(listMark, '').trim() || [] : []))
  const reason = lines.map((line) => noPictures.exec(line)?.[1]?.trim()).find((said) => said !== undefined)
  const summary = lines
    .filter((line) => !listMark.test(line) && !noPictures.test(line))
    .join('\n')
    .trim()
  if (summary === '' || steps.length === 0) return fault('lacks_steps')
  return { verb: 'staging', url, summary, steps, noPictures: reason ?? null }
}

function readLog(behind: string): Spoken | Because {
  const [, amount = '', tagged = ''] =
    /^(\S+(?:\s+(?:m|min|h|horas?|hours?|minutes?|minutos?)\b)?)\s*(.*)$/iu.exec(behind) ?? []
  const minutes = readMinutes(amount)
  if (minutes === null || minutes > longestEntry) return fault('lacks_argument', ['#log 45m', '#log 1h30 Meetings'])
  if (tagged === '') return { verb: 'log', minutes, tag: null }
  const tag = readTag(tagged.replace(/^\[(.*)\]$/, '$1'))
  return tag ? { verb: 'log', minutes, tag } : fault('not_a_value', [...timeTags])
}

function fault(code: CommandFault, details: string[] = []): Because {
  return { code, details }
}

function faulty(line: string, code: CommandFault, details: string[] = []): ReadLine {
  return { line, fault: fault(code, details) }
}
