import type { ShownMessage } from '../db/shown-thread.ts'
import { sanitizeMail } from './mail-html.server.ts'
import { renderMarkdown, renderPlain } from './markdown.server.ts'

/** Words of a thread as safe HTML: a letter in its own shape, what was written here by its Markdown. */
export function renderMessage(message: ShownMessage, hrefOf = (fileId: string) => `/files/${fileId}`): string {
  const { html, text, channel, files } = message
  if (html !== null) return sanitizeMail(html, files, hrefOf) ?? renderPlain(text)
  return renderWords({ text, channel })
}

/** The new words alone, without the quote and signature that the HTML of a letter still holds. */
export function renderWords({ text, channel }: Pick<ShownMessage, 'text' | 'channel'>): string {
  return channel === 'mail' ? renderPlain(text) : renderMarkdown(text)
}
