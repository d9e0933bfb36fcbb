import type { Language } from '../../domain/ticket.ts'
import { type WorkspaceWords, workspaceEn } from './workspace-en.server.ts'
import { workspacePt } from './workspace-pt.server.ts'

const dictionaries: Record<Language, WorkspaceWords> = { en: workspaceEn, pt: workspacePt }

/** What loaders and actions say on the page of a ticket at work, in the language of its reader. */
export function workspaceWords(language: Language): WorkspaceWords {
  return dictionaries[language]
}
