import { type Address, readName } from './address.ts'

/** `address` is longer than any may be: 64 before the sign, 255 behind it (RFC 5321 §4.5.3.1). */
const limits = { addresses: 200, length: 64 * 1024, address: 320 }

/**
 * Reads a To, Cc or Reply-To field for showing and for finding our own reply addresses: lenient, never an
 * identity. One pass over the characters, so that nested groups and comments cost nothing; at most 200.
 */
export function readAddresses(field: string): Address[] {
  const found: Address[] = []
  for (const entry of joinNames(splitEntries(withWholeQuotes(field.slice(0, limits.length))))) {
    const address = readEntry(entry)
    if (address) found.push(address)
    if (found.length === limits.addresses) break
  }
  return found
}

/** A quote that nobody closes would swallow all who come after it. */
function withWholeQuotes(text: string) {
  const quotes = text.replace(/\\./g, '').match(/"/g)?.length ?? 0
  return quotes % 2 === 0 ? text : text.replaceAll('"', '')
}

type Entry = { words: string; angle: string | null; comment: string }

function splitEntries(text: string): Entry[] {
  const entries: Entry[] = []
  let entry: Entry = { words: '', angle: null, comment: '' }
  let inside: 'words' | 'quote' | 'angle' = 'words'
  let comments = 0
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at)
    const escaped = char === '\\' && (inside === 'quote' || comments > 0)
    if (comments > 0) {
      comments += char === '(' ? 1 : char === ')' ? -1 : 0
      if (comments > 0) entry.comment += escaped ? text.charAt(++at) : char
    } else if (inside === 'quote') {
      entry.words += escaped ? char + text.charAt(++at) : char
      if (char === '"') inside = 'words'
    } else if (inside === 'angle') {
      if (char === '>') inside = 'words'
      else if (char === '(') comments = 1
      else entry.angle += char
    } else if (char === '(') {
      comments = 1
      entry.comment = ''
    } else if (char === '<') {
      inside = 'angle'
      entry.angle = ''
    } else if (char === ',' || char === ';') {
      entries.push(entry)
      entry = { words: '', angle: null, comment: '' }
    } else if (char === ':' && entry.angle === null) {
      // A group's name is nobody's address; what follows are its members (RFC 5322 §3.4).
      entry = { words: '', angle: null, comment: '' }
    } else {
      if (char === '"') inside = 'quote'
      entry.words += char
    }
  }
  entries.push(entry)
  return entries
}

/** `Smith, Joana <…>`: a name that needed quotes and has none. */
function joinNames(entries: Entry[]): Entry[] {
  const joined: Entry[] = []
  for (const entry of entries) {
    const last = joined.at(-1)
    const isName =
      last && last.angle === null && last.comment === '' && last.words.trim() !== '' && !last.words.includes('@')
    if (isName && entry.angle !== null)
      joined.splice(-1, 1, { ...entry, words: `${last.words.trim()}, ${entry.words.trim()}` })
    else joined.push(entry)
  }
  return joined
}

function readEntry({ words, angle, comment }: Entry): Address | null {
  const text = (angle?.replace(/^<+/, '') ?? words).trim()
  const bare = text.replace(/^.*:/, '').replace(/\s+/g, angle === null ? ' ' : '')
  const isOneWord = bare !== '' && !bare.includes(' ')
  const quoted = /^"[^"]*"@\S+$/.exec(bare)?.[0]
  const found = quoted ?? bare.split(' ').find((word) => word.includes('@')) ?? (isOneWord ? bare : '')
  const address = /^'(.+)'$/.exec(found)?.[1] ?? found
  if (address === '') return null
  const at = address.lastIndexOf('@')
  const around = bare.includes(' ') ? bare.replace(address, '').trim() : ''
  const name = angle === null ? comment || around : words.trim() || comment
  const domain = at < 0 ? '' : address.slice(at).toLowerCase()
  return { address: shortened((at < 0 ? address : address.slice(0, at)) + domain), name: readName(name) }
}

/** What is too long is nobody's; it is shown as far as it fits, with a mark that stands in no address. */
function shortened(address: string): string {
  return address.length > limits.address ? `${address.slice(0, limits.address - 1).toWellFormed()}…` : address
}
