/** Longer than nearly every letter; what is longer is shown by its words alone, because making it safe takes a second. */
export const longestLetter = 200_000

/** Marks that plain words cannot have. What only leans or is bold still says the same without them. */
const shapes = /<(?:ul|ol|dl|h[1-6]|pre|code|sub|sup|s|strike|del|mark)(?=[\s>/])/i
const cells = /<t[dh](?=[\s>/])/gi
const pictures = /<img(?=[\s/])[^>]{0,4000}/gi
const links = /<a\s[^>]{0,1000}/gi
const address = /\shref\s{0,9}=\s{0,9}["']?\s{0,9}((?:https?|mailto|tel):[^"'\s]+)/i
/** More links than this are a newsletter, and looking each of them up would take long. */
const mostLinks = 100
const colours =
  /(?:[;"'\s](?:background-)?color|[;"'\s]background|\sbgcolor)\s{0,9}[:=]\s{0,9}["']?\s{0,9}([#\w][^;"'>]{0,40})/gi

/**
 * Whether the HTML of a letter says more than its text: by a table, a list, a picture, colours, a link whose address the
 * text does not name, or words that the text leaves out. Such a letter is shown in its own shape, others by their text.
 */
export function saysMoreThanText(html: string, text: string, words: string): boolean {
  if (html.length > longestLetter) return false
  if (shapes.test(html) || (html.match(cells)?.length ?? 0) > 1) return true
  if (html.match(pictures)?.some(isSeen) || hasColours(html)) return true
  const leads = html.match(links) ?? []
  if (leads.length > mostLinks || leads.some((link) => !names(text, address.exec(link)?.[1] ?? ''))) return true
  return text !== words && lettersIn(text) < 0.7 * lettersIn(words)
}

/** Whether a letter has colours of its own beside black on white, which every mail program writes. */
export function hasColours(html: string): boolean {
  return [...html.matchAll(colours)].some(([, colour = '']) => isTinted(colour))
}

/** Whether a letter would fetch a picture from elsewhere: what its reader may ask for. */
export function wantsRemote(html: string): boolean {
  const [, ...pictures] = html.slice(0, longestLetter).split(/<img(?=\s)/i)
  return pictures.some((rest) => /\ssrc\s*=\s*["']?\s*https?:/i.test(rest.split('>', 1)[0] ?? ''))
}

/** A picture of one dot is there to be fetched, not to be seen. */
function isSeen(picture: string): boolean {
  return !/\s(?:width|height)\s*=\s*["']?[01](?!\d|\.)/i.test(picture)
}

function names(text: string, leadsTo: string): boolean {
  const plain = leadsTo
    .replaceAll('&amp;', '&')
    .replace(/^(?:mailto|tel):/i, '')
    .replace(/\/$/, '')
  return text.includes(plain) || text.includes(plain.replace(/^https?:\/\//i, ''))
}

/** The dark blue in which some programs write answers is as good as black. */
function isTinted(colour: string): boolean {
  const named = /^[a-z]+/i.exec(colour)?.[0].toLowerCase()
  const parts = /^#/.test(colour)
    ? hexParts(colour.trim())
    : named?.startsWith('rgb')
      ? (colour.match(/\d+/g) ?? []).slice(0, 3).map(Number)
      : []
  if (parts.length === 3) return Math.max(...parts) - Math.min(...parts) > 100
  return named !== undefined && tints.has(named)
}

function hexParts(colour: string): number[] {
  const digits = /^#([\da-f]{6}|[\da-f]{3})\b/i.exec(colour)?.[1] ?? ''
  const size = digits.length / 3
  const parts = digits.match(size === 2 ? /../g : /./g) ?? []
  return parts.map((part) => Number.parseInt(part.repeat(size === 2 ? 1 : 2), 16))
}

const tints = new Set(
  'red green blue yellow orange purple magenta fuchsia cyan aqua lime teal maroon olive pink brown gold'.split(' '),
)

function lettersIn(text: string): number {
  return text.replace(/https?:\/\/\S+/g, '').replace(/[^\p{L}\p{N}]+/gu, '').length
}
