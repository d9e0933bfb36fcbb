import type { ShownMessage } from '../db/tickets/shown-thread.ts'
import type { LetterFrameProps } from './components/letter-frame.tsx'
import { renderWords } from './message-html.server.ts'
import { type Manner, sayWhen } from './moment.server.ts'
import { letterWords } from './words/letter.server.ts'

/** Who reads a letter: whose letters show them pictures from elsewhere, and the page they read it on. */
export type LetterReader = { manner: Manner; picturesOf: string[]; back: string }

/** How a thread shows words: in the page, or in a frame where they are a letter that says more by its shape. */
export function showWords(
  message: ShownMessage,
  author: string,
  reader: LetterReader,
): { html: string; letter: LetterFrameProps | null } {
  if (!message.ownShape) return { html: renderWords(message), letter: null }
  const { id, at, remotePictures } = message
  const writer = { id: message.author.id, name: author }
  return { html: '', letter: frameOf({ src: `/messages/${id}`, at, writer, messageId: id, remotePictures }, reader) }
}

type Letter = {
  src: string
  at: Temporal.Instant
  writer: { id: string | null; name: string }
  /** The words that it became; null where it became none. */
  messageId: string | null
  remotePictures: boolean
}

/** The frame of a letter: with pictures from elsewhere where its reader lets those of its writer in (H06). */
export function frameOf(letter: Letter, { manner, picturesOf, back }: LetterReader): LetterFrameProps {
  const { src, at, writer, messageId, remotePictures } = letter
  const words = letterWords(manner.language)
  const title = words.titleOf(writer.name, sayWhen(at, manner).text)
  if (!remotePictures || messageId === null || writer.id === null) return { src, title, loads: false, choice: null }
  const loads = picturesOf.includes(writer.id)
  const choice = loads
    ? { value: 'ask' as const, label: words.askAgain(writer.name) }
    : { value: 'always' as const, label: words.always(writer.name) }
  return { src, title, loads, choice: { ...choice, action: `/messages/${messageId}`, back } }
}
