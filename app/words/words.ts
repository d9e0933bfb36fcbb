import type { Language } from '../../domain/ticket.ts'
import { en, type Words } from './en.ts'
import { pt } from './pt.ts'

const dictionaries: Record<Language, Words> = { en, pt }

/** The dictionary of a language, for the server. The browser loads only the one it needs (`entry.client.tsx`). */
export function wordsFor(language: Language): Words {
  return dictionaries[language]
}
