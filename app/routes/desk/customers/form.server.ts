import { data } from '@remix-run/node'
import type { z } from 'zod'
import type { House } from '../../../../db/house.ts'
import { type ListedPerson, listStaff } from '../../../../db/people/people.ts'
import { isRefusal, type Refusal, refusalStatus, sentenceFor } from '../../../../domain/refusal.ts'
import type { Language, Role } from '../../../../domain/ticket.ts'
import type { Act, DescribedField, FailedForm } from '../../../components/described-form.tsx'
import type { FieldError } from '../../../components/error-summary.tsx'
import type { Option } from '../../../components/field.tsx'
import { fieldErrors } from '../../../field-errors.server.ts'
import { type Filled, readForm } from '../../../form.server.ts'
import { compareLines } from '../../../line-diff.server.ts'
import type { CustomersWords } from '../../../words/customers.server.ts'
import { deskWordsFor } from '../../../words/desk.server.ts'

/** Reads a form of these pages, or stops with what is wrong with all of it. Lines end as ours do. */
export async function readDeskForm(request: Request, language: Language): Promise<Filled> {
  const form = await readForm(request)
  if (form === null) throw new Response(deskWordsFor(language).field.torn, { status: 422 })
  if (isRefusal(form)) throw new Response(sentenceFor(form.refused, language), { status: refusalStatus[form.refused] })
  const one = (name: string) => form.one(name).replaceAll('\r\n', '\n')
  return { ...form, one }
}

type Wrong = { errors: FieldError[]; status: number }

/** A form that came back with what was typed in these fields. */
export function comeBack(form: Filled, fields: readonly string[], { errors, status }: Wrong) {
  return data<FailedForm>({ form: form.one('do'), entered: enteredIn(form, fields), errors }, { status })
}

/**
 * The same where somebody saved a newer version meanwhile: what they changed is shown, and to save again is to have
 * seen it. `before` is the version that this writer began with, `now` the one in force.
 */
export function comeBackNewer(
  form: Filled,
  fields: readonly string[],
  {
    before,
    now,
    title,
    wrong,
  }: { before: string; now: { version: number; text: string }; title: string; wrong: Wrong },
) {
  const entered = { ...enteredIn(form, fields), base: String(now.version) }
  const meanwhile = { title, lines: compareLines(before, now.text) }
  return data<FailedForm>({ form: form.one('do'), entered, errors: wrong.errors, meanwhile }, { status: wrong.status })
}

function enteredIn(form: Filled, fields: readonly string[]) {
  return Object.fromEntries(fields.map((field) => [field, form.one(field)]))
}

/** A refusal at the fields it names, or above the form. */
export function refused({ refused: code, missing }: Refusal, language: Language) {
  const text = sentenceFor(code, language)
  const errors = missing.length > 0 ? missing.map((field) => ({ field, text })) : [{ field: '', text }]
  return { errors, status: refusalStatus[code] }
}

/** What zod found wrong, at its fields by their labels. */
export function malformed(issues: z.core.$ZodIssue[], language: Language, labels: Record<string, string>) {
  return { errors: fieldErrors(issues, language, labels), status: 422 }
}

/** An empty choice or line stands for none. */
export function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim()
}

/** Us by role, as choices of a form. */
export async function readStaffChoices(house: House): Promise<(role: Role) => Option[]> {
  const staff: ListedPerson[] = await listStaff(house)
  return (role) => staff.filter(({ roles }) => roles.includes(role)).map(({ id, name }) => ({ value: id, label: name }))
}

/** A field in which one of a list is chosen, or nobody. */
export function choice(
  name: string,
  label: string,
  { options, value, blank }: { options: Option[]; value: string | null; blank?: string },
): DescribedField {
  return { kind: 'choice', name, label, options, value: value ?? '', ...(blank !== undefined && { blank }) }
}

/** A box to tick. */
export function tick(name: string, label: string, value: boolean): DescribedField {
  return { kind: 'tick', name, label, value: value ? 'yes' : '' }
}

/** What can be done with a line of a kept list: moved and put away, or brought back once it was. */
export function actsOfListed({ title: about, retired }: Listed, page: CustomersWords['page']): Act[] {
  if (retired) return [{ name: 'restore', text: page.restore, about }]
  return [
    { name: 'up', text: page.up, about },
    { name: 'down', text: page.down, about },
    { name: 'retire', text: page.retire, about },
  ]
}

type Listed = { title: string; retired: boolean }
