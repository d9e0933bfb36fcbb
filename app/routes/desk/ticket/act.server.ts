import { createHash } from 'node:crypto'
import { type Changed, changeTicket } from '../../../../db/change-ticket.ts'
import type { House } from '../../../../db/house.ts'
import { addMessage, addNote } from '../../../../db/thread.ts'
import { readNewerWords } from '../../../../db/tickets/newer-words.ts'
import { takeBackSeconds } from '../../../../db/tickets/take-back.ts'
import { parseCommand, wordsBody } from '../../../../domain/command.ts'
import { sayGate } from '../../../../domain/gate-words.ts'
import { isRefusal, type Refusal, sentenceFor } from '../../../../domain/refusal.ts'
import type { Language, Staff } from '../../../../domain/ticket.ts'
import type { FieldError } from '../../../components/error-summary.tsx'
import { fieldErrors } from '../../../field-errors.server.ts'
import type { Filled } from '../../../form.server.ts'
import { workspaceWords } from '../../../words/workspace.server.ts'
import { type DeskAction, fieldsOf } from './action-fields.server.ts'
import { bodyFrom, type KeptUpload } from './command-body.server.ts'
import { keepUploads } from './uploads.server.ts'

export type Asking = {
  house: House
  actor: Staff
  language: Language
  now: Temporal.Instant
  number: number
  currency: string
  filled: Filled
}

/** Not done: what is wrong with which field, and the files that are kept for the next try. */
export type Failure = {
  errors: FieldError[]
  files: KeptUpload[]
  refused: Refusal | null
  /** Asked to be shown first, and nothing is wrong with it. */
  preview?: true
  /** Words that were taken back, for the box they came from. */
  takenBack?: string
}

type Done = Changed | Failure

/** Does one action of the lifecycle with the body of its form, through the one door. */
export async function act(action: DeskAction, asking: Asking): Promise<Done> {
  const { house, actor, now, number, currency, filled } = asking
  const files = await keepUploads(asking)
  if (isRefusal(files)) return failure(files, [], asking)
  const body = bodyFrom(action, filled, { files, currency })
  const read = parseCommand(action, body)
  if ('issues' in read) {
    return { errors: placed(fieldErrors(read.issues, asking.language), action, filled), files, refused: null }
  }
  if (filled.one('preview')) return { errors: [], files, refused: null, preview: true }
  const { command } = read
  const changed = await changeTicket(house, {
    ...{ number, command, actor, channel: 'web', proof: 'session', sourceKey: keyOf(asking, body), now },
  })
  return isRefusal(changed) ? failure(changed, files, asking, action) : changed
}

/** Adds words to the thread, through the door for messages or the one for notes. */
export async function say(kind: 'message' | 'note', asking: Asking): Promise<Done> {
  const { house, actor, language, now, number, filled } = asking
  const files = await keepUploads(asking)
  if (isRefusal(files)) return failure(files, [], asking)
  const back = (text: string): Failure => ({ errors: [{ field: `${kind}-body`, text }], files, refused: null })
  const read = wordsBody.safeParse({ body: filled.one('body'), files: files.map(({ id }) => id) })
  // Two forms of one page ask for a `body`; each has its own field.
  if (!read.success) return back(fieldErrors(read.error.issues, language)[0]?.text ?? '')
  const newer = kind === 'message' && (await readNewerWords(house.db, { number, actor, seen: filled.one('seen') }))
  if (newer) return back(workspaceWords(language).say.newer(newer.author))
  const door = kind === 'message' ? addMessage : addNote
  const spoken = await door(house, {
    ...{ number, actor, body: read.data.body, files: read.data.files ?? [], channel: 'web', proof: 'session', now },
    sourceKey: keyOf(asking, { kind, body: read.data.body }),
    ...(kind === 'message' && { notBefore: now.add({ seconds: takeBackSeconds }) }),
  })
  return isRefusal(spoken) ? { ...back(sentenceFor(spoken.refused, language)), refused: spoken } : spoken
}

/**
 * The form's own key and what was asked with it: a double click or a reload acts once, while other words written on a
 * page that the browser had kept are words of their own.
 */
export function keyOf({ actor, filled }: Asking, body: unknown): string {
  const asked = JSON.stringify([filled.one('key').slice(0, 200), filled.one('action'), body])
  return `form/${actor.id}/${createHash('sha256').update(asked).digest('base64url')}`
}

/** What a door refused, at the fields that are at fault. */
export function failure(
  refused: Refusal,
  files: KeptUpload[],
  { language, filled }: Asking,
  action?: DeskAction,
): Failure {
  const names = new Set(action ? fieldsOf(action).map(({ name }) => name) : [])
  const missing = refused.missing.map((name) => {
    const field = name === 'by_and_evidence' ? 'by' : name
    return { field: names.has(field) ? field : '', text: sayGate(name, language) }
  })
  const sentence = { field: '', text: sentenceFor(refused.refused, language) }
  const errors = missing.length > 0 ? missing : [sentence]
  return { errors: action ? placed(errors, action, filled) : errors, files, refused }
}

/** Each check has its own form: what is wrong with it stands there. */
function placed(errors: FieldError[], action: DeskAction, filled: Filled): FieldError[] {
  if (action !== 'tick' && action !== 'fail_test') return errors
  return errors.map(({ text }) => ({ field: `row-${filled.one('row')}`, text }))
}
