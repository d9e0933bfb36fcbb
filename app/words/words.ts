import type { Language } from '../../domain/ticket.ts'
import { deskPagesEn } from './desk-pages-en.ts'
import { deskPagesPt } from './desk-pages-pt.ts'
import { en, type Words } from './en.ts'
import { portalPagesEn } from './portal-pages-en.ts'
import { portalPagesPt } from './portal-pages-pt.ts'
import { pt } from './pt.ts'

const dictionaries: Record<Language, Words> = {
  en: { ...en, ...portalPagesEn, ...deskPagesEn },
  pt: { ...pt, ...portalPagesPt, ...deskPagesPt },
}

/** The whole dictionary of a language, for the server. The browser loads only what its pages need (`entry.client.tsx`). */
export function wordsFor(language: Language): Words {
  return dictionaries[language]
}
