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
 * A letter as a document of its own, for a frame without rights: its HTML made safe. The pictures that came with it are
 * not kept until it belongs somewhere; those from elsewhere are there only when asked for. null when it is too long.
 */
export function letterDocument(html: string, { nonce, remote }: { nonce: string; remote: boolean }): string | null {
  const safe = sanitizeMail(html, [], () => '', { remote })
  if (safe === null) return null
  const style =
    'body{margin:12px;font:15px/1.5 system-ui,sans-serif;color:#1a1e22;background:#fff;overflow-wrap:anywhere}img{max-width:100%;height:auto}'
  return `<!doctype html><meta charset="utf-8"><base target="_blank"><style nonce="${nonce}">${style}</style>${safe}`
}
