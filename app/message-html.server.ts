import type { OwnShape } from '../db/tickets/own-shape.ts'
import type { ShownMessage } from '../db/tickets/shown-thread.ts'
import { sanitizeMail } from './mail-html.server.ts'
import { renderMarkdown, renderPlain } from './markdown.server.ts'

const keptLetters = 500
const keptLength = 50_000

/** Letters made safe before: they never change, and to read one again costs a millisecond a kilobyte. */
const letters = new Map<string, string>()

/** Words of a thread as safe HTML that we made ourselves: of a letter its lines, of what was written here its Markdown. */
export function renderWords({ text, channel }: Pick<ShownMessage, 'text' | 'channel'>): string {
  return channel === 'mail' ? renderPlain(text) : renderMarkdown(text)
}

/** The letter behind a message made safe, without what it would fetch from elsewhere; null when it is too long. */
export function renderOwnShape(messageId: string, shape: OwnShape): string | null {
  // A held letter gets its pictures, and loses its quote, once it belongs somewhere.
  const key = `${messageId}/${shape.html.length}/${shape.files.length}`
  const known = letters.get(key)
  if (known !== undefined) return known
  const safe = sanitizeMail(shape.html, shape.files, hrefOfFile)
  if (letters.size >= keptLetters) letters.clear()
  if (safe !== null && safe.length <= keptLength) letters.set(key, safe)
  return safe
}

/** The same with the pictures from elsewhere that its reader asked for. */
export function renderWithRemote({ html, files }: OwnShape): string | null {
  return sanitizeMail(html, files, hrefOfFile, { remote: true })
}

function hrefOfFile(fileId: string): string {
  return `/files/${fileId}`
}
