import { isAscii, isUtf8 } from 'node:buffer'
import iconv from 'iconv-lite'
import { oldCyrillic } from './old-cyrillic.ts'

/** Labels that are put on anything: what stands there is UTF-8, or an old Western code page. */
const silent = new Set(
  ['', 'us-ascii', 'ascii', 'ansi_x3.4-1968', '8bit', 'x-unknown', 'unknown-8bit'].concat('x-user-defined', 'default'),
)
const unicode = new Set(['utf-8', 'utf8', 'unicode-1-1-utf-8'])
const western = new Set(['iso-8859-1', 'latin1', 'windows-1252'])
const aliases = new Map([
  ...Object.entries({ cp932: 'shift_jis', 'x-ms-cp932': 'shift_jis', cp936: 'gbk', gb2312: 'gb18030', gbk: 'gb18030' }),
  ...Object.entries({ cp949: 'euc-kr', cp950: 'big5', cp874: 'windows-874', 'x-gbk': 'gb18030' }),
  ...Object.entries({ cp50220: 'iso-2022-jp', cp50221: 'iso-2022-jp', cp50222: 'iso-2022-jp' }),
])
/** The platform reads these by their first standards, without the letters that everybody has used since. */
const grown = new Map(Object.entries({ 'euc-kr': 'cp949', big5: 'big5-hkscs', 'big5-hkscs': 'big5-hkscs' }))
/** ISO 8859 has nothing but controls from 0x80 to 0x9F: where letters stand there, it is the Windows page of that script. */
const siblings = new Map(
  Object.entries({
    2: 1250,
    4: 1257,
    5: 1251,
    6: 1256,
    7: 1253,
    8: 1255,
    '8-i': 1255,
    '8-e': 1255,
    9: 1254,
    13: 1257,
  }).map(([part, page]): [string, string] => [`iso-8859-${part}`, `windows-${page}`]),
)

/**
 * Text from bytes and the charset their sender named. Labels are often wrong: bytes that are valid UTF-8 are read as
 * such whatever Western label they bear, and what claims to be UTF-8 and mostly is not is read as windows-1252, or as
 * the Cyrillic page that it looks like. Never throws; bytes without meaning become U+FFFD.
 */
export function decodeText(bytes: Uint8Array, label: string | null): string {
  const name = cleanLabel(label)
  if (hasEscapes(bytes) && (isVague(name) || name.startsWith('iso-2022-jp'))) return decodeJapanese(bytes)
  if (isVague(name)) return decodeVague(bytes, name)
  return unicodeIn(bytes, name) ?? decodeKnown(bytes, name)
}

/**
 * What is valid UTF-8 throughout and has some letters beyond ASCII is UTF-8, whatever the label says: the bytes of other
 * scripts hardly ever follow each other so. One letter alone may be chance.
 */
function unicodeIn(bytes: Uint8Array, name: string): string | null {
  if (!isUtf8(bytes) || isAscii(bytes)) return null
  const isWide = name.startsWith('utf-16') || name === 'unicode'
  if (isWide && bytes.includes(0)) return null
  const text = decodeAs(bytes, 'utf-8')
  const isSure = /^(gb|big5|shift|euc|iso-2022)/.test(name) ? threeLetters : twoLetters
  return isSure.test(text) ? text : null
}

const twoLetters = /(?:[^\0-\x7F][\0-\x7F]*){2}/u
const threeLetters = /(?:[^\0-\x7F][\0-\x7F]*){3}/u

/** Whether a label names a charset that decides anything about bytes beyond ASCII. */
export function isTelling(label: string): boolean {
  const name = cleanLabel(label)
  return !isVague(name) && (isNative(name) || iconv.encodingExists(name))
}

function isVague(name: string) {
  return silent.has(name) || unicode.has(name) || western.has(name)
}

function cleanLabel(label: string | null) {
  const name = (label ?? '')
    .toLowerCase()
    .replace(/["'\s]/g, '')
    .replace(/^(cp-?|ibm-?)(125\d)$/, 'windows-$2')
  return aliases.get(name) ?? name
}

/** ISO-2022-JP (RFC 1468) is all in seven bits, so bytes of it look like ASCII with escapes. */
function hasEscapes(bytes: Uint8Array) {
  const at = bytes.indexOf(0x1b)
  return at >= 0 && (bytes[at + 1] === 0x24 || bytes[at + 1] === 0x28)
}

const repeatedEscapes = /(?:\p{Cc}[$(][@-Z])+(?=\p{Cc}[$(][@-Z])/gu

/** Words that were joined leave one escape behind another, which the platform's reader marks as a fault. */
function decodeJapanese(bytes: Uint8Array) {
  const text = Buffer.from(bytes).toString('latin1')
  const once = text.replace(repeatedEscapes, '')
  return decodeAs(once.length === text.length ? bytes : Buffer.from(once, 'latin1'), 'iso-2022-jp')
}

function decodeVague(bytes: Uint8Array, name: string) {
  const text = new TextDecoder('utf-8').decode(bytes)
  const { broken, whole } = countLetters(text)
  const isUnicode = broken === 0 || (unicode.has(name) ? whole >= broken : silent.has(name) && whole > broken)
  return isUnicode ? text : decodeAs(bytes, oldCyrillic(bytes) ?? 'windows-1252')
}

/** How many letters are beyond ASCII, and how many stand for bytes that mean nothing. */
function countLetters(text: string) {
  const counted = { broken: 0, whole: 0 }
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit === 0xfffd) counted.broken++
    // The second half of a letter beyond the first plane is no letter.
    else if (unit > 0x7f && (unit & 0xfc00) !== 0xdc00) counted.whole++
  }
  return counted
}

function decodeKnown(bytes: Uint8Array, name: string) {
  const shifted = unshift(bytes, name)
  if (shifted) return decodeAs(shifted.bytes, shifted.charset)
  const sibling = siblings.get(name)
  if (sibling && bytes.some((byte) => byte >= 0x80 && byte < 0xa0)) return decodeAs(bytes, sibling)
  const page = grown.get(name)
  if (page) return iconv.decode(Buffer.from(bytes), page)
  // Seven-bit charsets with the eighth bit set are something else.
  if (name.startsWith('iso-2022-jp') && !isAscii(bytes)) return decodeAs(bytes, 'shift_jis')
  if (isNative(name)) return decodeAs(bytes, name)
  return iconv.encodingExists(name) ? iconv.decode(Buffer.from(bytes), name) : decodeVague(bytes, '')
}

/** Two old seven-bit wrappings, of GB2312 (RFC 1843) and of KS X 1001 (RFC 1557). */
function unshift(bytes: Uint8Array, name: string) {
  if (name !== 'hz-gb-2312' && name !== 'iso-2022-kr') return null
  const text = Buffer.from(bytes).toString('latin1')
  return name === 'hz-gb-2312'
    ? { bytes: raise(text.replaceAll('~\n', ''), '~{', '~}'), charset: 'gb18030' }
    : { bytes: raise(text.replaceAll('\x1b$)C', ''), '\x0e', '\x0f'), charset: 'euc-kr' }
}

/** The bytes between two marks with their eighth bit set. */
function raise(text: string, from: string, to: string) {
  const [plain = '', ...shifted] = text.split(from)
  const pieces = shifted.map((piece) => {
    const end = piece.indexOf(to)
    const inside = end < 0 ? piece : piece.slice(0, end)
    const raised = inside.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) | 0x80))
    return raised + (end < 0 ? '' : piece.slice(end + to.length))
  })
  return Buffer.from(plain + pieces.join(''), 'latin1')
}

const native = new Map<string, boolean>()

function isNative(name: string) {
  const known = native.get(name)
  if (known !== undefined) return known
  let is = true
  try {
    new TextDecoder(name)
  } catch {
    is = false
  }
  // Labels are the sender's: what is remembered of them is bounded.
  if (native.size < 200) native.set(name, is)
  return is
}

function decodeAs(bytes: Uint8Array, charset: string) {
  return new TextDecoder(charset).decode(bytes)
}
