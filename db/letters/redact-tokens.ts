/** What stands in place of a secret. */
const mark = '...'
/** In quoted-printable a line may be broken anywhere, also within a token (RFC 2045, 6.7). */
const soft = '(?:=\\r?\\n)?'
const spelt = (text: string) => [...text].map((letter) => `${letter === '+' ? '[+]' : letter}${soft}`).join('')
/** A plus is written in one of three ways: as it is, in a URL, in quoted-printable. */
const plus = ['+', '%2B', '=2B'].map(spelt).join('|')

/** Personal addresses, the pages behind letters, and links that sign in: what they bear before their secret. */
const secret = new RegExp(
  [
    [`(?:${spelt('reply')}|${spelt('note')})(?:${plus})|${spelt('/a/')}`, `(?:[a-z2-7]${soft}){52}`],
    [spelt('/signin/go/'), `(?:[a-z0-9_-]${soft}){20,64}`],
  ]
    .map(([before, token]) => `(${before})${token}`)
    .join('|'),
  'gi',
)

/** No secret takes more letters, with what stands before it and a soft line break after each. */
export const longestSecret = 512

/** Words without the tokens of reply addresses, of the pages of letters and of links that sign in; in linear time. */
export function withoutTokens(text: string): string {
  return text.replace(secret, `$1$2${mark}`)
}

/**
 * The same of a text that goes on: as far as `end`, or to the end of the last token that begins before it. `text` must
 * reach so much further as the longest secret takes. `shown` is null where there is nothing to hide.
 */
export function withoutTokensUpTo(text: string, end: number): { shown: string | null; end: number } {
  const pieces: string[] = []
  let at = 0
  for (const found of text.matchAll(secret)) {
    if (found.index >= end) break
    pieces.push(text.slice(at, found.index), found[1] ?? found[2] ?? '', mark)
    at = found.index + found[0].length
  }
  const last = Math.max(at, end)
  return { shown: pieces.length === 0 ? null : [...pieces, text.slice(at, last)].join(''), end: last }
}
