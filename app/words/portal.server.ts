import type { Language } from '../../domain/ticket.ts'
import { type PortalWords, portalEn } from './portal-en.server.ts'
import { portalPt } from './portal-pt.server.ts'

export type { PortalWords } from './portal-en.server.ts'

const languages: Record<Language, PortalWords> = { en: portalEn, pt: portalPt }

/** What loaders and actions of the customer's side say, in the reader's language. */
export function portalWords(language: Language): PortalWords {
  return languages[language]
}
