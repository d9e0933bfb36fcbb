import type { ShownMessage } from '../db/tickets/shown-thread.ts'
import type { Language } from '../domain/ticket.ts'
import type { LetterFrameProps } from './components/letter-frame.tsx'
import { renderWords } from './message-html.server.ts'
import { letterWords } from './words/letter.server.ts'

/** How a thread shows words: in the page, or in a frame where they are a letter that says more by its shape. */
export function showWords(
  message: ShownMessage,
  author: string,
  language: Language,
): { html: string; letter: LetterFrameProps | null } {
  if (!message.ownShape) return { html: renderWords(message), letter: null }
  return { html: '', letter: { src: `/messages/${message.id}`, title: letterWords(language).titleOf(author) } }
}
