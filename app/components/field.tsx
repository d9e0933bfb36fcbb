import type { InputHTMLAttributes, ReactNode, RefObject, TextareaHTMLAttributes } from 'react'
import { errorOf, type FieldError } from './error-summary.tsx'

/** `id` where a page shows the same field more than once; else it is the name. */
export type About = { name: string; id?: string; label: ReactNode; hint?: ReactNode; errors?: FieldError[] }
export type Option = { value: string; label: string }

/** What every field shares: its name above, a hint and its own error in words, tied to it for screen readers. */
function Field({ name, id = name, label, hint, errors, children }: About & { children: (tied: Tied) => ReactNode }) {
  const error = errorOf(errors, name)
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || undefined
  return (
    <div className={error ? 'field wrong' : 'field'}>
      <label htmlFor={id}>{label}</label>
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p className="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
      {children({ id, name, 'aria-describedby': describedBy, 'aria-invalid': error ? true : undefined })}
    </div>
  )
}

type Tied = {
  id: string
  name: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
}

/** One line of text, a date, a number: whatever `type` says. */
export function TextField({
  name,
  id = name,
  label,
  hint,
  errors,
  ...rest
}: About & InputHTMLAttributes<HTMLInputElement>) {
  return (
    <Field name={name} id={id} label={label} hint={hint} errors={errors ?? []}>
      {(tied) => <input className="input" {...rest} {...tied} />}
    </Field>
  )
}

type Lines = About & TextareaHTMLAttributes<HTMLTextAreaElement> & { inputRef?: RefObject<HTMLTextAreaElement> }

/** Several lines, Markdown allowed. */
export function TextArea({ name, id = name, label, hint, errors, inputRef, ...rest }: Lines) {
  return (
    <Field name={name} id={id} label={label} hint={hint} errors={errors ?? []}>
      {(tied) => <textarea className="input" ref={inputRef} {...rest} {...tied} />}
    </Field>
  )
}

type Choice = About & { options: Option[]; chosen?: string | null | undefined; blank?: string }

/** One of a list; `blank` is the line that stands for no choice. */
export function SelectField({ name, id = name, label, hint, errors, options, chosen, blank }: Choice) {
  return (
    <Field name={name} id={id} label={label} hint={hint} errors={errors ?? []}>
      {(tied) => (
        <select className="input" defaultValue={chosen ?? ''} {...tied}>
          {blank !== undefined && <option value="">{blank}</option>}
          {options.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
