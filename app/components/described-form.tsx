import { Form } from '@remix-run/react'
import type { DiffLine } from '../line-diff.server.ts'
import { Button } from './button.tsx'
import { ErrorSummary, type FieldError } from './error-summary.tsx'
import { type Option, SelectField, TextArea, TextField } from './field.tsx'
import { FormKey } from './form-key.tsx'
import { Diff } from './revisions.tsx'
import { ZoneField } from './zone-field.tsx'

/** One field as the loader describes it, label and all; `tick` is a box that sends `yes`. */
export type DescribedField = {
  name: string
  label: string
  hint?: string
  value: string
} & (
  | { kind: 'text' | 'zone' | 'email' | 'url' | 'decimal' | 'lines' | 'tick' | 'hidden' }
  | { kind: 'choice'; options: Option[]; blank?: string }
)

/** What somebody else saved while this was being written. */
export type Meanwhile = { title: string; lines: DiffLine[] }

/** What came back of a form: what was typed, and what is wrong with it. */
export type FailedForm = {
  form: string
  entered: Partial<Record<string, string>>
  errors: FieldError[]
  meanwhile?: Meanwhile
}

type DescribedFormProps = {
  /** Which form of the page this is: sent as `do`. */
  name: string
  fields: DescribedField[]
  submit: string
  /** A second button that sends `preview`. */
  preview?: string
  formKey: string
  failed: FailedForm | null
  labelledBy?: string
}

/** A form that its loader describes. POST `do`, its fields, `key`. */
export function DescribedForm({ name, fields, submit, preview, formKey, failed, labelledBy }: DescribedFormProps) {
  const own = failed?.form === name ? failed : null
  const errors = own?.errors ?? []
  return (
    <Form method="post" className="form" noValidate aria-labelledby={labelledBy}>
      <ErrorSummary errors={errors} />
      {own?.meanwhile && (
        <section aria-label={own.meanwhile.title}>
          <h3>{own.meanwhile.title}</h3>
          <Diff lines={own.meanwhile.lines} />
        </section>
      )}
      <input type="hidden" name="do" value={name} />
      <FormKey formKey={`${formKey}.${name}`} />
      {fields.map((field) => (
        <Described key={field.name} field={field} value={own?.entered[field.name] ?? field.value} errors={errors} />
      ))}
      <div className="button-row">
        <Button look="primary">{submit}</Button>
        {preview && (
          <Button name="preview" value="yes">
            {preview}
          </Button>
        )}
      </div>
    </Form>
  )
}

function Described({ field, value, errors }: { field: DescribedField; value: string; errors: FieldError[] }) {
  const { name, label, hint } = field
  switch (field.kind) {
    case 'choice':
      return <SelectField {...{ name, label, hint, errors }} {...field} chosen={value} />
    case 'lines':
      return <TextArea {...{ name, label, hint, errors }} defaultValue={value} rows={4} />
    case 'tick':
      return (
        <div className="check-list">
          <label>
            <input type="checkbox" id={name} name={name} value="yes" defaultChecked={value === 'yes'} />
            <span>{label}</span>
          </label>
        </div>
      )
    case 'zone':
      return <ZoneField {...{ name, label, hint, errors, value }} />
    case 'hidden':
      return <input type="hidden" name={name} value={value} />
    default:
      return (
        <TextField
          {...{ name, label, hint, errors }}
          defaultValue={value}
          {...(field.kind === 'decimal' ? { inputMode: 'decimal' } : { type: field.kind })}
        />
      )
  }
}

/** Buttons that each do one thing to one thing. POST `do`, `id`, `key`. */
export function ActButtons({ id, acts, formKey }: { id: string; acts: Act[]; formKey: string }) {
  return (
    <div className="act-buttons">
      {acts.map((act) => (
        <Form method="post" key={act.name}>
          <input type="hidden" name="do" value={act.name} />
          <input type="hidden" name="id" value={id} />
          <FormKey formKey={`${formKey}.${act.name}.${id}`} />
          <Button size="small" {...(act.look && { look: act.look })}>
            {act.text}
            <span className="hidden-text"> {act.about}</span>
          </Button>
        </Form>
      ))}
    </div>
  )
}

/** `about` names the thing for who hears the buttons read out. */
export type Act = { name: string; text: string; about: string; look?: 'danger' }
