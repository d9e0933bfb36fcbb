import { type VerbName, verbNamed } from './verbs.ts'

/** A line that begins with a command: the word after its mark, and what stands behind it. */
export type CommandWord = { line: string; word: string; verb: VerbName | null; behind: string }

/** A text of which the first lines are commands, and the words below them. */
export type Head = { commands: CommandWord[]; rest: string }

const mostLines = 30

/**
 * Takes the commands off the head of a text: its first lines that are not empty, as long as each begins with `#` and a
 * letter. `#2041` and `# A title` are words, and so is every line below words.
 */
export function takeHead(text: string): Head {
  const lines = text.split(/\r?\n/)
  const commands: CommandWord[] = []
  let at = 0
  for (; at < lines.length && commands.length < mostLines; at++) {
    const line = lines[at] ?? ''
    if (isEmpty(line)) continue
    const command = readLine(line)
    if (!command) break
    commands.push(command)
  }
  return { commands, rest: lines.slice(at).join('\n').trim() }
}

/** The first line among words that would be a command if it stood at the head. */
export function strayCommand(words: string): CommandWord | null {
  const found = words.split(/\r?\n/).map(readLine)
  return found.find((line) => line !== null && line.verb !== null) ?? null
}

/**
 * The first line that looks as if a note was meant: marks before it, or a blank behind its sign. It is none, and said to
 * the customer it would be a slip that nobody takes back.
 */
export function nearNote(words: string): CommandWord | null {
  for (const line of words.split(/\r?\n/)) {
    const [, word = ''] = /^[^\p{L}\p{N}>]{0,20}[#＃﹟♯][\s\p{Cf}]*(\p{L}+)/u.exec(line) ?? []
    if (verbNamed(word) === 'note') return { line: line.trim(), word, verb: 'note', behind: '' }
  }
  return null
}

/** Marks of formatting and unseen characters may stand before; a full-width or small sign is one too. */
function readLine(line: string): CommandWord | null {
  const found = /^[\s*_\p{Cf}]*[#＃﹟][\p{Cf}]*(\p{L}[\p{L}\p{M}\p{N}_-]*)(.*)$/u.exec(line)
  const [, word = '', behind = ''] = found ?? []
  // `#take:`, `#take.` and `#take` are one; `#take/over` is none.
  const said = /^(?:[:：.!;,*_]+(?=\s|$)|(?=\s)|$)(.*)$/u.exec(behind)
  if (!found || !said) return null
  return { line: line.trim(), word, verb: verbNamed(word), behind: (said[1] ?? '').replaceAll('\u00a0', ' ').trim() }
}

function isEmpty(line: string): boolean {
  return line.replaceAll(/[\s\p{Cf}]/gu, '') === ''
}
