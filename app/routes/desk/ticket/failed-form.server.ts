import { data } from '@remix-run/node'
import { readWaitingFiles } from '../../../../db/waiting-files.ts'
import { type Refusal, refusalStatus, sentenceFor } from '../../../../domain/refusal.ts'
import type { Language } from '../../../../domain/ticket.ts'
import type { FieldError } from '../../../components/error-summary.tsx'
import type { KeptFile } from '../../../components/file-drop.tsx'
import { fileLink } from '../../../file-link.server.ts'
import { deskWordsFor } from '../../../words/desk.server.ts'
import type { Asking, Failure } from './act.server.ts'
import { fieldsOf, isDeskAction } from './action-fields.ts'

/** A form that came back: all that was typed stays, files are kept, and each error stands at its field. */
export type FailedForm = {
  errors: FieldError[]
  /** What an action's form held. */
  entered: Record<string, string>
  /** What a composer held. */
  said: { message?: string; note?: string }
  kept: KeptFile[]
  /** What was refused of a button that has no form of its own. */
  problem: string | null
}

const nothing: FailedForm = { errors: [], entered: {}, said: {}, kept: [], problem: null }

/** Answers what was not done, with its input. */
export async function comeBack({ errors, fileIds, refused }: Failure, { house, number, language, filled }: Asking) {
  const name = filled.one('action')
  const files = fileIds.length > 0 ? await readWaitingFiles(house, { number, ids: fileIds }) : []
  const fields = isDeskAction(name) ? fieldsOf(name) : []
  const failed: FailedForm = {
    errors,
    entered: Object.fromEntries(fields.map((field) => [field.name, filled.one(field.name)])),
    said: name === 'message' ? { message: filled.one('body') } : name === 'note' ? { note: filled.one('body') } : {},
    kept: files.map((file) => fileLink(file, language)),
    problem: fields.length === 0 && isDeskAction(name) ? errors.map(({ text }) => text).join(' ') : null,
  }
  return data(failed, { status: refused ? refusalStatus[refused.refused] : 422 })
}

/** Answers a form that could not even be read. */
export function tornForm(refused: Refusal | null, language: Language) {
  const text = refused ? sentenceFor(refused.refused, language) : deskWordsFor(language).field.torn
  return data({ ...nothing, problem: text }, { status: refused ? refusalStatus[refused.refused] : 422 })
}
