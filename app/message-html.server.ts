import type { ShownMessage } from '../db/tickets/shown-thread.ts'
import { sanitizeMail } from './mail-html.server.ts'
import { renderMarkdown, renderPlain } from './markdown.server.ts'

const keptLetters = 500
const keptLength = 50_000

/** Letters made safe before: they never change, and to read one again costs a millisecond a kilobyte. */
const letters = new Map<string, string>()

/**
 * Words of a thread as safe HTML: a letter in its own shape, what was written here by its Markdown. Of a letter with
 * something folded away only the new words are shown, because its HTML still holds the quote.
 */
export function renderMessage(message: ShownMessage): string {
  if (message.html === null || message.folded !== null) return renderWords(message)
  const known = letters.get(message.id)
  if (known !== undefined) return known
  const safe = sanitizeMail(message.html, message.files, (fileId) => `/files/${fileId}`) ?? renderWords(message)
  if (letters.size >= keptLetters) letters.clear()
  if (safe.length <= keptLength) letters.set(message.id, safe)
  return safe
}

/** The new words alone, without the quote and signature of a letter. */
export function renderWords({ text, channel }: Pick<ShownMessage, 'text' | 'channel'>): string {
  return channel === 'mail' ? renderPlain(text) : renderMarkdown(text)
}

/**
 * A letter as a document of its own, for a frame without rights: its HTML made safe, and no pictures, for those that came
 * with it are not kept until it belongs somewhere. null when it is too long to read.
 */
export function letterDocument(html: string, nonce: string): string | null {
  const safe = sanitizeMail(html, [], () => '')
  if (safe === null) return null
  const style =
    'body{margin:12px;font:15px/1.5 system-ui,sans-serif;color:#1a1e22;background:#fff;overflow-wrap:anywhere}'
  return `<!doctype html><meta charset="utf-8"><base target="_blank"><style nonce="${nonce}">${style}</style>${safe}`
}
