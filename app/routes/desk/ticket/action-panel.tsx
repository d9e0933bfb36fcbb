import { Form, useNavigation } from '@remix-run/react'
import { Button } from '../../../components/button.tsx'
import { ErrorSummary, type FieldError } from '../../../components/error-summary.tsx'
import { SelectField, TextArea, TextField } from '../../../components/field.tsx'
import { FileDrop, useFileField } from '../../../components/file-drop.tsx'
import { FormKey } from '../../../components/form-key.tsx'
import { Link } from '../../../components/link.tsx'
import { useWords } from '../../../words/use-words.ts'
import type { FieldView, FormView } from './form-view.ts'
import { type KeptPicture, OfferPreview, Pictures, type Preview } from './pictures.tsx'

type ActionPanelProps = {
  doing: FormView
  closeHref: string
  formKey: string
  entered: Partial<Record<string, string>>
  kept: KeptPicture[]
  preview: Preview | null
  errors: FieldError[]
}

/** What one action asks, as the server drew it. POST `action`, its fields, `key`; `preview` shows it first. */
export function ActionPanel({ doing, closeHref, formKey, entered, kept, preview, errors }: ActionPanelProps) {
  const words = useWords()
  const { action, title, line, danger, hidden, fields } = doing
  return (
    <section className="card padded action-panel" id="do" aria-labelledby="do-title">
      <header>
        <h2 id="do-title">{title}</h2>
        <Link to={closeHref} className="small" preventScrollReset>
          {words.workspace.leaveIt}
        </Link>
      </header>
      <Form method="post" encType="multipart/form-data" className="form" key={action}>
        <ErrorSummary errors={errors} />
        <FormKey action={action} formKey={formKey} />
        {hidden.map((one) => (
          <input type="hidden" {...one} key={one.name} />
        ))}
        {fields.map((field) => (
          <AskedField
            key={field.name}
            field={{ ...field, value: entered[field.name] ?? field.value }}
            {...{ kept, errors }}
          />
        ))}
        {preview && <OfferPreview preview={preview} />}
        <div className="button-row">
          <Button look={danger ? 'danger' : 'primary'}>{title}</Button>
          {action === 'offer_fix' && (
            <Button name="preview" value="1">
              {words.workspace.preview}
            </Button>
          )}
          <Uploading of={action} />
          {line && <p>{line}</p>}
        </div>
      </Form>
    </section>
  )
}

/** While a form with files is on its way. */
export function Uploading({ of }: { of: string }) {
  const { formData } = useNavigation()
  const words = useWords()
  const bytes = [...(formData?.values() ?? [])].reduce((sum, one) => sum + (typeof one === 'string' ? 0 : one.size), 0)
  if (bytes === 0 || formData?.get('action') !== of) return null
  return (
    <label className="small muted">
      {words.workspace.uploading} {(bytes / 1e6).toFixed(1)} MB <progress />
    </label>
  )
}

type AskedFieldProps = { field: FieldView; kept: KeptPicture[]; errors: FieldError[] }

function AskedField({ field, kept, errors }: AskedFieldProps) {
  const words = useWords()
  const files = useFileField()
  const { name, kind, optional, value, hint, options, blank, write } = field
  const label = (
    <>
      {field.label} {optional && <span className="muted">{words.form.optional}</span>}
    </>
  )
  const common = { name, label, errors, hint, required: !optional, defaultValue: value }
  switch (kind) {
    case 'words':
      return <TextArea {...common} onPaste={files.takePasted} />
    case 'lines':
    case 'invoice':
      return <TextArea {...common} rows={4} />
    case 'files':
      return <FileDrop id={name} name={name} field={files} kept={kept} />
    case 'pictures':
      return <Pictures {...{ label, hint, kept, errors }} />
    case 'choice':
      return (
        <SelectField
          {...{ name, label, errors, options }}
          hint={write ? <Link to={write.href}>{write.text}</Link> : hint}
          chosen={value}
          {...(blank !== null && { blank })}
        />
      )
    case 'ticks':
      return (
        <fieldset className="field" id={name}>
          <legend>{label}</legend>
          <div className="check-list columns">
            {options.map((one) => (
              <label key={one.value}>
                <input
                  type="checkbox"
                  name={name}
                  value={one.value}
                  defaultChecked={value.split(' ').includes(one.value)}
                />
                <span>{one.label}</span>
              </label>
            ))}
          </div>
        </fieldset>
      )
    case 'named':
      return (
        <>
          <TextField {...common} list={`${name}-list`} autoComplete="off" />
          <datalist id={`${name}-list`}>
            {options.map((one) => (
              <option key={one.value} {...one} />
            ))}
          </datalist>
        </>
      )
    case 'hours':
      return <TextField {...common} type="number" min="0.25" step="0.25" inputMode="decimal" />
    case 'amount':
      return <TextField {...common} inputMode="decimal" />
    default:
      return <TextField {...common} type={kind} />
  }
}
