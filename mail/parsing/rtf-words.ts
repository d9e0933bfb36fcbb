import { decodeText } from './charset.ts'

/** The charsets of fonts by their number ([RTF 1.9.1], `\fcharset`). */
const fontCharsets = new Map(
  Object.entries({ 77: 'macintosh', 128: 'shift_jis', 129: 'cp949', 134: 'gb18030', 136: 'big5', 161: 'windows-1253' })
    .concat(Object.entries({ 162: 'windows-1254', 163: 'windows-1258', 177: 'windows-1255', 178: 'windows-1256' }))
    .concat(Object.entries({ 186: 'windows-1257', 204: 'windows-1251', 222: 'windows-874', 238: 'windows-1250' })),
)
/** Groups whose text is not part of the words. */
const hidden = new Set(
  'fonttbl colortbl stylesheet info pict object header footer headerl headerr footerl footerr footnote themedata'.split(
    ' ',
  ),
)
const signs = new Map(
  Object.entries({ par: '\n', line: '\n', sect: '\n', page: '\n', row: '\n', tab: '\t', cell: '\t' }).concat(
    Object.entries({ emdash: '—', endash: '–', bullet: '•', lquote: '‘', rquote: '’', ldblquote: '“', rdblquote: '”' }),
  ),
)
const token = /\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([\da-f]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)|\\/gi

type Group = { isHidden: boolean; skips: number; charset: string; isFont: boolean }
type Page = {
  isHtml: boolean
  out: string[]
  bytes: number[]
  charset: string
  fonts: Map<number, string>
  font: number
  /** What old readers are shown in place of a letter by its number. */
  toSkip: number
  stack: Group[]
  group: Group
  isStarred: boolean
  isRtfOnly: boolean
}

const limits = { nested: 1000 }

/**
 * The words of rich text: as HTML where that is what was wrapped into it ([MS-OXRTFEX]), else as plain text. One pass
 * over its marks, without a tree.
 */
export function rtfWords(rtf: string): { text: string | null; html: string | null } {
  if (!rtf.startsWith('{\\rtf')) return { text: null, html: null }
  const page: Page = {
    ...{ isHtml: rtf.slice(0, 2000).includes('\\fromhtml1'), out: [], bytes: [], charset: 'windows-1252' },
    ...{ fonts: new Map(), font: 0, toSkip: 0, stack: [], isStarred: false, isRtfOnly: false },
    group: { isHidden: false, skips: 1, charset: '', isFont: false },
  }
  for (const [, word, digits, hex, symbol, brace, text] of rtf.matchAll(token)) {
    if (hex === undefined) flush(page)
    if (hex !== undefined) readByte(page, hex)
    else if (word !== undefined) readWord(page, word, digits === undefined ? null : Number(digits))
    else if (brace !== undefined) turn(page, brace)
    else if (symbol === '*') page.isStarred = true
    else if (symbol !== undefined) show(page, symbol === '~' ? '\u00a0' : symbol.replace(/[^\\{}]/, ''))
    else if (text !== undefined) readText(page, text)
    if (page.stack.length > limits.nested) break
  }
  flush(page)
  const words = page.out.join('').trim()
  if (words === '') return { text: null, html: null }
  return page.isHtml ? { text: null, html: words } : { text: words, html: null }
}

function turn(page: Page, brace: string) {
  if (brace === '{') {
    page.stack.push(page.group)
    page.group = { ...page.group }
  } else page.group = page.stack.pop() ?? page.group
}

function isShown({ group, isHtml, isRtfOnly }: Page) {
  return !group.isHidden && !(isHtml && isRtfOnly)
}

function show(page: Page, text: string) {
  if (isShown(page)) page.out.push(text)
}

function readText(page: Page, text: string) {
  show(page, text.slice(page.toSkip))
  page.toSkip = 0
}

/** Bytes of a letter come one by one: they wait for the others. */
function readByte(page: Page, hex: string) {
  if (page.toSkip > 0) page.toSkip--
  else if (isShown(page)) page.bytes.push(Number.parseInt(hex, 16))
}

function readWord(page: Page, word: string, number: number | null) {
  const { group, isStarred } = page
  page.isStarred = false
  if (word === 'htmlrtf') page.isRtfOnly = number !== 0
  else if (isStarred) group.isHidden = !(page.isHtml && word === 'htmltag')
  else if (hidden.has(word)) hide(group, word)
  else if (number !== null && setCharset(page, word, number)) return
  else if (word === 'uc') group.skips = Math.min(Math.max(number ?? 1, 0), 8)
  else if (word === 'u' && number !== null) {
    show(page, String.fromCharCode(number & 0xffff))
    page.toSkip = group.skips
  } else show(page, signs.get(word) ?? '')
}

function hide(group: Group, word: string) {
  group.isHidden = true
  group.isFont ||= word === 'fonttbl'
}

/** Fonts are numbered in their table, and say there which script they write. */
function setCharset(page: Page, word: string, number: number) {
  const { group, fonts } = page
  if (word === 'ansicpg') page.charset = `windows-${number}`
  else if (word === 'f' && group.isFont) page.font = number
  else if (word === 'f') group.charset = fonts.get(number) ?? ''
  else if (word === 'fcharset' && group.isFont) fonts.set(page.font, fontCharsets.get(`${number}`) ?? '')
  else return false
  return true
}

function flush(page: Page) {
  if (page.bytes.length === 0) return
  page.out.push(decodeText(Buffer.from(page.bytes), page.group.charset || page.charset))
  page.bytes = []
}
