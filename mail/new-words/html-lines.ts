import { decodeEntities } from '../parsing/html-entities.ts'
import { inSlices } from '../parsing/in-slices.ts'
import { type HtmlMark, htmlMark } from './html-marks.ts'
import { endsBefore, type Sight, sightOf } from './sight.ts'

/** A line as HTML shows it, where it stands in the source, and the containers of mail programs around it. */
export type HtmlLine = { text: string; start: number; end: number; mark: HtmlMark | null }

const tag = /<(?:!--|!\[|([/!?]?)([a-zA-Z][\w:.-]*))/g
const voids = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '))
const hidden = new Set('head style script title template svg math noscript'.split(' '))
const paragraphs = new Set('p h1 h2 h3 h4 h5 h6 ul ol table blockquote pre hr dl'.split(' '))
const blocks = new Set(
  'address article aside body center dd div dt fieldset footer form header html li main nav section tr'.split(' '),
)
const limits = { html: 4 * 1024 * 1024, openTags: 5000, together: 5000 }

/**
 * Lays HTML out as lines of text in one pass, without building a tree, so that depth and broken markup cost
 * nothing. Keeps for every line its place in the source and whether a quote or a signature container holds it. What
 * its writer did not see is no text.
 */
export function readHtmlLines(html: string): HtmlLine[] {
  const lines: HtmlLine[] = []
  layOut(html, (line) => lines.push(line))
  return lines
}

/** The text of those lines alone, with one blank line at most between two: of a long page, no line is kept by itself. */
export function htmlText(html: string): string {
  const pieces: string[] = []
  let some: string[] = []
  let isBlankDue = false
  layOut(html.slice(0, limits.html), ({ text }) => {
    const isFirst = pieces.length === 0 && some.length === 0
    if (text !== '') some.push(isBlankDue && !isFirst ? `\n${text}` : text)
    isBlankDue = text === ''
    if (some.length < limits.together) return
    pieces.push(some.join('\n'))
    some = []
  })
  return [...pieces, ...(some.length > 0 ? [some.join('\n')] : [])].join('\n')
}

function layOut(html: string, take: (line: HtmlLine) => void) {
  const page = newPage(take)
  let at = 0
  tag.lastIndex = 0
  for (let match = tag.exec(html); match; match = tag.exec(html)) {
    addText(page, html, at, match.index)
    at = skipMarkup(html, match)
    const name = (match[2] ?? '').toLowerCase()
    if (name !== '' && match[1] === '') openTag(page, name, html.slice(match.index, at), match.index)
    if (name !== '' && match[1] === '/') closeTag(page, name, match.index)
    tag.lastIndex = at
  }
  addText(page, html, at, html.length)
  breakLine(page, html.length)
}

type Open = { name: string; mark: HtmlMark | null; sight: Sight }
type Page = {
  take: (line: HtmlLine) => void
  /** The text of the line above; null in the beginning. */
  above: string | null
  text: string
  start: number
  blankDue: boolean
  open: Open[]
  count: Map<string, number>
  pre: number
  hidden: number
  tail: HtmlMark | null
}

function newPage(take: Page['take']): Page {
  return {
    take,
    above: null,
    text: '',
    start: 0,
    blankDue: false,
    open: [],
    count: new Map(),
    pre: 0,
    hidden: 0,
    tail: null,
  }
}

function skipMarkup(html: string, match: RegExpExecArray) {
  const isComment = match[0] === '<!--'
  const end = isComment ? html.indexOf('-->', match.index) : endOfTag(html, tag.lastIndex)
  if (end < 0) return html.length
  const name = match[1] === '' ? (match[2] ?? '').toLowerCase() : ''
  if (name !== 'style' && name !== 'script') return end + (isComment ? 3 : 1)
  // Their content is not markup: it ends at the closing tag alone.
  const close = html.indexOf('</', end)
  return close < 0 ? html.length : close
}

function endOfTag(html: string, from: number) {
  let quote = ''
  const last = Math.min(html.length, from + 20000)
  for (let at = from; at < last; at++) {
    const char = html.charAt(at)
    if (quote !== '') quote = char === quote ? '' : quote
    else if (char === '>') return at
    else if ((char === '"' || char === "'") && html.charAt(at - 1) === '=') quote = char
  }
  return html.indexOf('>', from)
}

function addText(page: Page, html: string, from: number, to: number) {
  if (from >= to || page.hidden > 0 || sightIn(page) !== 'seen') return
  const decoded = decodeEntities(html.slice(from, to))
  if (page.pre > 0) {
    const [first = '', ...rest] = decoded.split(/\r?\n/)
    page.text += first
    for (const line of rest) {
      breakLine(page, to)
      page.text = line
    }
    return
  }
  const text = inSlices(decoded, (some) => some.replace(/[ \t\r\n\f]+/g, ' ').replaceAll('\u00a0', ' '))
  page.text += page.text === '' || page.text.endsWith(' ') ? text.replace(/^ /, '') : text
}

function openTag(page: Page, name: string, source: string, at: number) {
  if (name === 'br') return breakLine(page, at)
  const left = page.open.at(-1)
  if (left && left.sight !== 'seen' && endsBefore(left.name, name, paragraphs.has(name) || blocks.has(name)))
    closeTag(page, left.name, at)
  if ((paragraphs.has(name) || blocks.has(name)) && !beginsPoint(page, name)) closeBlock(page, name, at)
  if (name === 'hr') put(page, { text: '________', start: at, end: at, mark: markOf(page) })
  if (name === 'li') page.text += listMark
  if (name === 'td' || name === 'th') page.text += page.text === '' ? '' : ' '
  const mark = htmlMark(name, source)
  if (mark === 'rest') {
    breakLine(page, at)
    page.tail = mark
  }
  if (voids.has(name) || source.endsWith('/>') || page.open.length >= limits.openTags) return
  if (mark && page.text.trim() !== '') breakLine(page, at)
  const outer = page.open.at(-1)?.mark ?? null
  page.open.push({ name, mark: outer === 'quote' ? outer : (mark ?? outer), sight: sightOf(source, sightIn(page)) })
  page.count.set(name, (page.count.get(name) ?? 0) + 1)
  if (name === 'pre') page.pre++
  if (hidden.has(name)) page.hidden++
}

const listMark = '- '

/** Whether a block is the first thing in a point of a list: it goes on behind the mark. */
function beginsPoint({ text }: Page, name: string) {
  return text === listMark && (name === 'div' || name === 'p')
}

function closeTag(page: Page, name: string, at: number) {
  if (paragraphs.has(name) || blocks.has(name)) closeBlock(page, name, at)
  if ((page.count.get(name) ?? 0) === 0) return
  for (let top = page.open.pop(); top; top = page.open.pop()) {
    page.count.set(top.name, (page.count.get(top.name) ?? 1) - 1)
    if (top.mark !== (page.open.at(-1)?.mark ?? null) && page.text !== '') put(page, takeLine(page, at, top.mark))
    if (top.name === 'pre') page.pre--
    if (hidden.has(top.name)) page.hidden--
    if (top.name === name) return
  }
}

function closeBlock(page: Page, name: string, at: number) {
  if (page.text.trim() !== '') breakLine(page, at)
  page.text = ''
  if (paragraphs.has(name)) page.blankDue = page.above !== null
}

function breakLine(page: Page, at: number) {
  const mark = markOf(page)
  if (page.blankDue && page.above !== '') put(page, { text: '', start: page.start, end: page.start, mark })
  page.blankDue = false
  put(page, takeLine(page, at, mark))
}

function put(page: Page, line: HtmlLine) {
  page.above = line.text
  page.take(line)
}

function takeLine(page: Page, at: number, mark: HtmlMark | null): HtmlLine {
  const line = { text: page.text.trimEnd(), start: page.start, end: at, mark }
  page.text = ''
  page.start = at
  return line
}

function sightIn(page: Page): Sight {
  return page.open.at(-1)?.sight ?? 'seen'
}

function markOf(page: Page) {
  return page.tail ?? page.open.at(-1)?.mark ?? null
}
