import type { Attachment } from './attachment.ts'

const begins = { signed: '-----BEGIN PGP SIGNED MESSAGE-----', sealed: '-----BEGIN PGP MESSAGE-----' }
const signature = { begins: '-----BEGIN PGP SIGNATURE-----', ends: '-----END PGP SIGNATURE-----' }
const endOfSealed = '-----END PGP MESSAGE-----'
const limits = { length: 1024 * 1024 }

/**
 * The words of a text that was signed by OpenPGP without MIME (RFC 9580 §7), free of all that is there for programs; the
 * signature is not looked at. What is encrypted becomes a file. Quoted armour, and armour without an end, stays.
 */
export function openArmour(text: string): { text: string; files: Attachment[] } {
  if (text.length > limits.length || !text.includes('-----BEGIN PGP ')) return { text, files: [] }
  const lines = text.split('\n')
  const marks = lines.map((line) => (line.startsWith('-----') ? line.trimEnd() : ''))
  const kept: string[] = []
  const files: Attachment[] = []
  for (let at = 0; at < lines.length; at++) {
    const top = marks[at] === begins.signed ? marks.indexOf(signature.begins, at) : -1
    const end = top < 0 ? -1 : marks.indexOf(signature.ends, top)
    const sealed = marks[at] === begins.sealed ? marks.indexOf(endOfSealed, at) : -1
    if (end >= 0) {
      kept.push(...signedLines(lines.slice(at + 1, top)))
      at = end
    } else if (sealed >= 0) {
      files.push(sealedFile(lines.slice(at, sealed + 1)))
      at = sealed
    } else if (marks[at] === begins.signed || marks[at] === begins.sealed) {
      // Without an end there is none further down either: looked for once a line, it would be looked for without end.
      kept.push(...lines.slice(at))
      break
    } else kept.push(lines[at] ?? '')
  }
  return { text: kept.join('\n'), files }
}

/** What was signed begins below the first empty line; a line that began with a dash was given another one. */
function signedLines(lines: string[]): string[] {
  const blank = lines.findIndex((line) => line.trim() === '')
  return lines.slice(blank + 1).map((line) => line.replace(/^- /, ''))
}

function sealedFile(lines: string[]): Attachment {
  const content = new Uint8Array(Buffer.from(lines.join('\n')))
  const about = { name: 'encrypted.asc', type: 'application/pgp-encrypted', contentId: null, inline: false }
  return { ...about, size: content.length, content }
}
