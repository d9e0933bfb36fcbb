import { data } from '@remix-run/node'
import { readWaitingFiles } from '../../../../db/tickets/waiting-files.ts'
import { type Refusal, refusalStatus, sentenceFor } from '../../../../domain/refusal.ts'
import type { Language } from '../../../../domain/ticket.ts'
import type { FieldError } from '../../../components/error-summary.tsx'
import { faceOf } from '../../../face.server.ts'
import { fileLink } from '../../../file-link.server.ts'
import { renderWords } from '../../../message-html.server.ts'
import { deskWordsFor } from '../../../words/desk.server.ts'
import { workspaceWords } from '../../../words/workspace.server.ts'
import type { Asking, Failure } from './act.server.ts'
import { fieldsOf, isDeskAction } from './action-fields.server.ts'
import type { KeptPicture, Preview } from './pictures.tsx'

/** A form that came back: all that was typed stays, files are kept, and each error stands at its field. */
export type FailedForm = {
  errors: FieldError[]
  /** What an action's form held; several of a name with spaces between. */
  entered: Record<string, string>
  /** What a composer held. */
  said: { message?: string; note?: string }
  kept: KeptPicture[]
  /** What was refused of a button that has no form of its own. */
  problem: string | null
  preview: Preview | null
  /** What came of it, when nothing was wrong. */
  told: string | null
}

const nothing: FailedForm = { errors: [], entered: {}, said: {}, kept: [], problem: null, preview: null, told: null }

/** Forms that stand on the page without being asked for, and have no place for an error of their own. */
const bare = ['add_participant', 'remove_participant', 'take_back']

/** Answers what was not done, with its input. */
export async function comeBack(failed: Failure, asking: Asking) {
  const { filled, language } = asking
  const { errors, refused, takenBack } = failed
  const name = filled.one('action')
  const kept = await readKept(failed, asking)
  const entered = enteredOf(name, filled)
  const isButton = isDeskAction(name) && fieldsOf(name).length === 0
  const back: FailedForm = {
    ...{ errors, entered, kept },
    said: saidOf(name, filled.one('body'), takenBack),
    problem: isButton || bare.includes(name) ? errors.map(({ text }) => text).join(' ') || null : null,
    preview: failed.preview ? previewOf(entered, kept, asking) : null,
    told: takenBack === undefined ? null : workspaceWords(language).say.takenBack,
  }
  const status = refused ? refusalStatus[refused.refused] : errors.length > 0 ? 422 : 200
  return data(back, { status })
}

/** Answers a form that could not even be read. */
export function tornForm(refused: Refusal | null, language: Language) {
  const text = refused ? sentenceFor(refused.refused, language) : deskWordsFor(language).field.torn
  return data({ ...nothing, problem: text }, { status: refused ? refusalStatus[refused.refused] : 422 })
}

async function readKept({ files }: Failure, { house, number, language }: Asking): Promise<KeptPicture[]> {
  if (files.length === 0) return []
  const rows = await readWaitingFiles(house, { number, ids: files.map(({ id }) => id) })
  return files.flatMap(({ id, shows }) => {
    const row = rows.find((one) => one.id === id)
    return row ? [{ ...fileLink(row, language), shows }] : []
  })
}

function enteredOf(name: string, filled: Asking['filled']): Record<string, string> {
  const fields = isDeskAction(name) ? fieldsOf(name).map((field) => field.name) : ['title', 'messages']
  return Object.fromEntries(fields.map((field) => [field, filled.all(field).join(' ')]))
}

function saidOf(name: string, body: string, takenBack: string | undefined): FailedForm['said'] {
  if (takenBack !== undefined) return { message: takenBack }
  return name === 'message' ? { message: body } : name === 'note' ? { note: body } : {}
}

function previewOf(entered: Record<string, string>, kept: KeptPicture[], { actor, language }: Asking): Preview {
  return {
    face: faceOf(actor),
    role: deskWordsFor(language).ticket.pm,
    html: renderWords({ text: entered.summary ?? '', channel: 'web' }),
    steps: (entered.steps ?? '').split(/\r?\n/).filter((line) => line.trim() !== ''),
    url: entered.url ?? '',
    pictures: kept,
  }
}
