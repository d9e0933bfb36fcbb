import { apart } from './apart.ts'
import { type HtmlLine, readHtmlLines } from './html-lines.ts'
import { type Folded, foldQuotes, foldText } from './reply-text.ts'

/**
 * What the sender wrote this time. `text` and `html` are for showing (the HTML is not sanitised yet);
 * `fromText` and `fromHtml` are what each part says by itself, for words that decide and must agree: null for a part that
 * is not there, empty where no new words were found in it.
 */
export type NewWords = {
  text: string
  html: string | null
  folded: boolean
  fromText: string | null
  fromHtml: string | null
}

const htmlLimit = 1024 * 1024
/** More than so many letters nobody indents in the midst of an answer. */
const indentedLimit = 600

/** Reads the new words of a mail from its HTML containers first, then from the lines of its text. */
export function readNewWords(written: string | null, html: string | null, subject: string): NewWords {
  const text = written === null ? null : apart(written)
  const isForward = /^\s*\[?\s*(fwd?|wg|tr|rv|enc|i|doorst|vs|vb|pd|továbbítás|転送|转发|轉寄)\s*:/i.test(subject)
  const plain = text === null ? null : foldText(text, isForward)
  const isReadable = html !== null && html.length <= htmlLimit
  const lines = isReadable ? readHtmlLines(html) : []
  const rich = isReadable ? foldQuotes(lines, isForward) : null

  if (plain !== null && rich !== null && isIndented(plain, rich))
    return { text: plain.text, html, folded: false, fromText: plain.own, fromHtml: rich.own }

  const folded = (plain?.folded ?? false) || (rich?.folded ?? false)
  return {
    text: chooseText(text ?? '', plain, rich),
    html: html !== null && rich?.folded ? keptHtml(html, lines, rich.kept) : html,
    folded,
    fromText: plain?.own ?? null,
    fromHtml: rich?.own ?? null,
  }
}

function chooseText(text: string, plain: Folded | null, rich: Folded | null) {
  if (plain === null) return (rich?.text ?? '').replace(/\n{3,}/g, '\n\n')
  if (rich === null || !rich.folded || plain.kept.length === 0) return plain.text
  const richLetters = squeeze(rich.text)
  const plainLetters = squeeze(plain.text)
  if (richLetters === '' || richLetters.startsWith(plainLetters)) return plain.text
  if (plainLetters.startsWith(richLetters)) return cutAfter(text, plain, richLetters.length)
  return plain.folded ? plain.text : rich.text
}

/** Words that somebody indented among their own: the text part has no mark before them, and goes on below them. */
function isIndented(plain: Folded, rich: Folded) {
  if (plain.folded || !rich.folded || rich.own === '' || plain.own === '') return false
  const [all, outer] = [squeeze(plain.text), squeeze(rich.text)]
  if (all.length - outer.length > indentedLimit) return false
  let above = 0
  while (above < outer.length && all[above] === outer[above]) above++
  return above > 0 && above < outer.length && all.endsWith(outer.slice(above))
}

/** The two parts differ in line breaks, bold stars and quote marks, never in their letters. */
function squeeze(text: string) {
  return text.replace(/[\s\u00a0\u200b>*_]+/g, '')
}

function cutAfter(text: string, plain: Folded, letters: number) {
  const kept: string[] = []
  let left = letters
  for (const [at, line] of text.split('\n').entries()) {
    if (!plain.kept[at]) continue
    if (left <= 0) break
    kept.push(line.trimEnd())
    left -= squeeze(line).length
  }
  return kept.join('\n').replace(/^\n+|\n+$/g, '')
}

/** The kept stretches of the source; tags that lose their partner are mended by whoever sanitises it. */
function keptHtml(html: string, lines: HtmlLine[], kept: boolean[]) {
  return lines.map(({ start, end }, at) => (kept[at] ? html.slice(start, end) : '')).join('')
}
