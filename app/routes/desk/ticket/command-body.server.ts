import type { Filled } from '../../../form.server.ts'
import { minorUnits } from '../../../money.server.ts'
import { type ActionField, type DeskAction, fieldsOf } from './action-fields.ts'

/** Fields that the page sends along unseen. */
const hidden = ['round', 'approval']

/** The body of an action from its form: lines apart, money in minor units, what was left empty left out. */
export function bodyFrom(
  action: DeskAction,
  filled: Pick<Filled, 'one'>,
  { files, currency }: { files: string[]; currency: string },
): Record<string, unknown> {
  const fields = fieldsOf(action).map((field) => [field.name, readField(field, { filled, files, currency })] as const)
  const unseen = hidden.map((name) => [name, filled.one(name) || undefined] as const)
  const given = [...fields, ...unseen].filter(([, value]) => value !== undefined)
  // Nobody to stand behind: first in line.
  return Object.fromEntries(action === 'reorder' ? [['after', null], ...given] : given)
}

type Around = { filled: Pick<Filled, 'one'>; files: string[]; currency: string }

function readField({ name, kind }: ActionField, { filled, files, currency }: Around): unknown {
  const text = filled.one(name).trim()
  if (kind === 'files') return files
  if (kind === 'lines') return linesOf(text)
  if (text === '') return undefined
  if (name === 'documentation') return documentationIn(text)
  return isMoney(name) ? minorUnits(text, currency) : text
}

function linesOf(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.replace(/^\s*(?:[-*•]|\d+[.)])\s+/, '').trim())
    .filter((line) => line !== '')
}

function isMoney(name: string) {
  return name === 'price' || name === 'amount'
}

/** A page and its revision as the list of pages names them: `page@revision`. */
function documentationIn(text: string): string | { page: string; revision: string } {
  const [page = '', revision] = text.split('@')
  return revision === undefined ? text : { page, revision }
}
