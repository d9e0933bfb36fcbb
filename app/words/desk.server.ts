import type { Language } from '../../domain/ticket.ts'
import { type DeskWords, deskEn } from './desk-en.server.ts'
import { deskPt } from './desk-pt.server.ts'

const dictionaries: Record<Language, DeskWords> = { en: deskEn, pt: deskPt }

/** What loaders and actions of the desk say, in the language of their reader. */
export function deskWordsFor(language: Language): DeskWords {
  return dictionaries[language]
}
