import { createHash } from 'node:crypto'
import { type Changed, changeTicket } from '../../../../db/change-ticket.ts'
import type { House } from '../../../../db/house.ts'
import { addMessage, addNote } from '../../../../db/thread.ts'
import { keepFilesOn, refuseStrangeFiles } from '../../../../db/ticket-files.ts'
import { parseCommand, wordsBody } from '../../../../domain/command.ts'
import { isRefusal, type Refusal, sentenceFor } from '../../../../domain/refusal.ts'
import type { Language, Staff } from '../../../../domain/ticket.ts'
import type { FieldError } from '../../../components/error-summary.tsx'
import { fieldErrors } from '../../../field-errors.server.ts'
import type { Filled } from '../../../form.server.ts'
import { deskWordsFor } from '../../../words/desk.server.ts'
import { type DeskAction, fieldsOf } from './action-fields.ts'
import { bodyFrom } from './command-body.server.ts'

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
export type Failure = { errors: FieldError[]; fileIds: string[]; refused: Refusal | null }

type Done = Changed | Failure

/** Does one action of the lifecycle with the body of its form, through the one door. */
export async function act(action: DeskAction, asking: Asking): Promise<Done> {
  const { house, actor, language, now, number, currency, filled } = asking
  const files = await keepUploads(asking)
  if (isRefusal(files)) return failure(files, [], asking)
  const body = bodyFrom(action, filled, { files, currency })
  const read = parseCommand(action, body)
  if ('issues' in read) return { errors: fieldErrors(read.issues, language), fileIds: files, refused: null }
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
  const read = wordsBody.safeParse({ body: filled.one('body'), files })
  if (!read.success) {
    // Two forms of one page ask for a `body`; each has its own field.
    const errors = fieldErrors(read.error.issues, language).map(({ text }) => ({ field: `${kind}-body`, text }))
    return { errors, fileIds: files, refused: null }
  }
  const door = kind === 'message' ? addMessage : addNote
  const spoken = await door(house, {
    ...{ number, actor, body: read.data.body, files, channel: 'web', proof: 'session', now },
    sourceKey: keyOf(asking, { kind, body: read.data.body }),
  })
  if (!isRefusal(spoken)) return spoken
  const { errors, ...rest } = failure(spoken, files, asking)
  return { ...rest, errors: errors.map(({ text }) => ({ field: `${kind}-body`, text })) }
}

/** Keeps what was uploaded, so that it need not be sent twice, and takes what was kept before. */
async function keepUploads({ house, actor, now, number, filled }: Asking): Promise<string[] | Refusal> {
  const named = filled.all('file_ids')
  return house.db.transaction(async (tx) => {
    const kept = await keepFilesOn(tx, house, { number, actor, files: filled.uploads, now })
    if (isRefusal(kept)) return kept
    return (await refuseStrangeFiles(tx, { number, actor }, named)) ?? [...named, ...kept]
  })
}

/**
 * The form's own key and what was asked with it: a double click or a reload acts once, while other words written on a
 * page that the browser had kept are words of their own.
 */
function keyOf({ actor, filled }: Asking, body: unknown): string {
  const asked = JSON.stringify([filled.one('key').slice(0, 200), body])
  return `form/${actor.id}/${createHash('sha256').update(asked).digest('base64url')}`
}

function failure(refused: Refusal, fileIds: string[], { language }: Asking, action?: DeskAction): Failure {
  const names = new Set(action ? fieldsOf(action).map(({ name }) => name) : [])
  const words = deskWordsFor(language)
  const missing = refused.missing.map((name) => {
    const field = name === 'by_and_evidence' ? 'by' : name
    return { field: names.has(field) ? field : '', text: words.missing[name] ?? name }
  })
  const sentence = { field: '', text: sentenceFor(refused.refused, language) }
  return { errors: missing.length > 0 ? missing : [sentence], fileIds, refused }
}
