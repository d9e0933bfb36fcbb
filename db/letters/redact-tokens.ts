/** What stands in place of a secret. */
const mark = '...'
/** In quoted-printable a line may be broken anywhere, also within a token (RFC 2045, 6.7). */
const soft = '(?:=\\r?\\n)?'
const spelt = (text: string) => [...text].map((letter) => `${letter === '+' ? '[+]' : letter}${soft}`).join('')
/** A plus is written in one of three ways: as it is, in a URL, in quoted-printable. */
const plus = ['+', '%2B', '=2B'].map(spelt).join('|')

/** Personal addresses, the pages behind letters, and links that sign in: what they bear before their secret. */
const secrets = [
  [`(?:${spelt('reply')}|${spelt('note')})(?:${plus})|${spelt('/a/')}`, `(?:[a-z2-7]${soft}){52}`],
  [spelt('/signin/go/'), `(?:[a-z0-9_-]${soft}){20,64}`],
].map(([before, token]) => new RegExp(`(${before})${token}`, 'gi'))

/** Words without the tokens of reply addresses, of the pages of letters and of links that sign in; in linear time. */
export function withoutTokens(text: string): string {
  return secrets.reduce((left, secret) => left.replace(secret, `$1${mark}`), text)
}

/** The same of a mail as it came or went, base64 of its texts included. The stored bytes stay as they are. */
export function mailWithoutTokens(bytes: Uint8Array): Uint8Array {
  // One letter a byte, so that whatever is not touched comes out as it was.
  const parts = partsOf(Buffer.from(bytes).toString('latin1'))
  const shown = parts.map(({ lines, encoded }) => (encoded ? recoded(lines) : redacted(lines)))
  return Buffer.from(shown.join(''), 'latin1')
}

type Part = { lines: string[]; encoded: boolean }

/** Headers and bodies in turn, split so that each text in base64 is a part of its own. */
function partsOf(raw: string): Part[] {
  const parts: Part[] = [{ lines: [], encoded: false }]
  let head: string | null = ''
  for (const line of raw.match(/[^\n]*\n|[^\n]+/g) ?? []) {
    if (head === null && line.startsWith('--')) {
      parts.push({ lines: [], encoded: false })
      head = ''
    }
    parts.at(-1)?.lines.push(line)
    if (head === null) continue
    if (line.trim() !== '') {
      head += line
      continue
    }
    const encoded = /^content-transfer-encoding:\s*base64/im.test(head) && !isOther(head)
    // A mail within a mail begins with its own headers.
    head = /^content-type:\s*message\/rfc822/im.test(head) ? '' : null
    parts.push({ lines: [], encoded })
  }
  return parts
}

function isOther(head: string): boolean {
  return /^content-type:\s*(?!\s|text\/|message\/)/im.test(head)
}

function redacted(lines: string[]): string {
  return withoutTokens(lines.join(''))
}

function recoded(lines: string[]): string {
  const written = lines.join('')
  const text = Buffer.from(written, 'base64').toString('latin1')
  const shown = withoutTokens(text)
  if (shown === text) return written
  const letters = Buffer.from(shown, 'latin1').toString('base64')
  return `${(letters.match(/.{1,76}/g) ?? []).join('\r\n')}\r\n`
}
