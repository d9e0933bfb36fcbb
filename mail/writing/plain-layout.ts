import type { Setting } from './layout.ts'
import type { Content } from './letter.ts'

/** The letter as text, in the order of its HTML. */
export function renderText(letter: Content, { pictures, noteUrl }: Setting): string {
  const { heading, paragraphs, words, steps, facts, code, entries, button, afterwards, whoReads, aside, footer } =
    letter
  const blocks = [
    heading,
    ...paragraphs,
    ...(code ? [`    ${code}`] : []),
    ...(words ? [`${words.by}:`, indented(words.text)] : []),
    pictures.map(({ name, caption }) => (caption ? `[${caption}: ${name}]` : `[${name}]`)).join('\n'),
    ...(steps ? [`${steps.title}\n${steps.items.map((item, place) => numbered(item, place + 1)).join('\n')}`] : []),
    facts.map(({ name, value }) => `${name}: ${value}`).join('\n'),
    ...entries.map(({ title, url, lines }) => [title, ...lines.map((line) => `- ${line}`), url].join('\n')),
    ...(button ? [`${button.text}:\n${button.url}`] : []),
    ...afterwards,
    ...(whoReads ? [`*${whoReads}*`] : []),
    ...(aside && noteUrl ? [`${aside.before} ${aside.text}\n${noteUrl}`] : []),
    // With its blank (RFC 3676 §4.3), by which mail programs leave it out of an answer.
    `-- \n${footer}`,
  ]
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`
}

function indented(text: string): string {
  return text
    .trim()
    .replace(/\r\n?/g, '\n')
    .replace(/^(?=.)/gm, '  ')
}

function numbered(item: string, number: number): string {
  return `${number}. ${item.trim().replace(/\s*\n\s*/g, '\n   ')}`
}
