import { Form } from '@remix-run/react'
import { Button } from '../../../components/button.tsx'
import { ErrorSummary, type FieldError } from '../../../components/error-summary.tsx'
import { type Option, SelectField, TextArea, TextField } from '../../../components/field.tsx'
import { FormKey } from '../../../components/form-key.tsx'
import { Link } from '../../../components/link.tsx'

/** What may be done to a ticket where it stands in a line. */
export type LineDeed = 'start' | 'finish' | 'reorder' | 'assign'
/** The open form. `options` are the places to move to, or who may get it. */
export type LineDoing = {
  deed: LineDeed
  number: number
  options: Option[]
  optionsLabel: string
  back: string
  words: FormWords
}
/** The sentences of the form; the server writes them. */
export type FormWords = Record<'send' | 'leave' | 'reason' | 'pull_request' | 'notes', string>
export type LineFailed = { errors: FieldError[]; entered: Partial<Record<string, string>> }

type PanelProps = { doing: LineDoing; failed: LineFailed | null; formKey: string; here: string }

/** The form of one deed. POST to the list it stands on, with the fields of the action (spec §5). */
export function LinePanel({ doing, failed, formKey, here }: PanelProps) {
  const { deed, number, options, optionsLabel, words } = doing
  const errors = failed?.errors ?? []
  const entered = failed?.entered ?? {}
  const field = (name: 'reason' | 'pull_request' | 'notes') => ({
    ...{ name, errors, label: words[name], defaultValue: entered[name] },
  })
  return (
    <Form method="post" action={here} className="form panel" id="panel" noValidate preventScrollReset>
      <FormKey action={deed} formKey={formKey} />
      <input type="hidden" name="number" value={number} />
      <input type="hidden" name="then" value={doing.back} />
      <h3>
        {words.send}: #{number}
      </h3>
      <ErrorSummary errors={errors} />
      {deed === 'reorder' && (
        <SelectField {...{ name: 'after', label: optionsLabel, options, errors }} chosen={entered.after} />
      )}
      {deed === 'assign' && (
        <SelectField {...{ name: 'developer', label: optionsLabel, options, errors }} chosen={entered.developer} />
      )}
      {deed === 'reorder' && <TextArea {...field('reason')} />}
      {deed === 'finish' && <TextField {...field('pull_request')} type="url" />}
      {deed === 'finish' && <TextArea {...field('notes')} />}
      <div className="button-row">
        <Button look="primary">{words.send}</Button>
        <Link to={doing.back} preventScrollReset>
          {words.leave}
        </Link>
      </div>
    </Form>
  )
}
