import type { PictureShows } from '../../../../domain/offer.ts'
import type { Filled } from '../../../form.server.ts'
import { minorUnits } from '../../../money.server.ts'
import { type ActionField, type DeskAction, fieldsOf } from './action-fields.server.ts'

/** Fields that the page sends along unseen. */
const hidden = ['round', 'approval']

/** A file kept for the action, and for a picture which side of the change it shows. */
export type KeptUpload = { id: string; shows: PictureShows | null }

type Given = { files: KeptUpload[]; currency: string }
type Read = Pick<Filled, 'one' | 'all'>

/** The body of an action from its form: lines apart, money in minor units, what was left empty left out. */
export function bodyFrom(action: DeskAction, filled: Read, given: Given): Record<string, unknown> {
  const fields = fieldsOf(action).map((field) => [field.name, readField(field, filled, given)] as const)
  const unseen = hidden.map((name) => [name, filled.one(name) || undefined] as const)
  const said = [...fields, ...unseen].filter(([, value]) => value !== undefined)
  // Nobody to stand behind: first in line.
  return Object.fromEntries(action === 'reorder' ? [['after', null], ...said] : said)
}

function readField({ name, kind }: ActionField, filled: Read, { files, currency }: Given): unknown {
  const text = filled.one(name).trim()
  switch (kind) {
    case 'files':
      return files.map(({ id }) => id)
    case 'pictures':
      return files.map(({ id, shows }) => ({ file: id, shows }))
    case 'lines':
      return linesOf(text)
    case 'invoice':
      return linesOf(text).map((line) => invoiceLine(line, currency))
    case 'ticks':
      return filled.all(name).length > 0 ? filled.all(name) : undefined
    case 'named':
      return text.replace(/^#/, '') || undefined
    case 'amount':
      return text === '' ? undefined : minorUnits(text, currency)
    default:
      return name === 'documentation' ? documentationOf(text) : text || undefined
  }
}

function linesOf(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.replace(/^\s*(?:[-*•]|\d+[.)])\s+/, '').trim())
    .filter((line) => line !== '')
}

/** `What for; 6; 480.00`, or without hours `What for; 480.00`. */
function invoiceLine(line: string, currency: string) {
  const parts = line.split(';').map((part) => part.trim())
  const [text = '', hours = ''] = parts.length > 2 ? parts : [parts[0], '']
  const amount = parts.length > 1 ? (parts.at(-1) ?? '') : ''
  return { text, amount: amount === '' ? undefined : minorUnits(amount, currency), ...(hours !== '' && { hours }) }
}

/** `no_change`, or the page and the revision of it that a select names as `page@revision`. */
function documentationOf(chosen: string) {
  const [page, revision] = chosen.split('@')
  return revision === undefined ? chosen || undefined : { page, revision }
}
