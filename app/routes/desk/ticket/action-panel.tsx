import { Form, Link } from '@remix-run/react'
import { Button } from '../../../components/button.tsx'
import { ErrorSummary, type FieldError } from '../../../components/error-summary.tsx'
import { type Option, SelectField, TextArea, TextField } from '../../../components/field.tsx'
import { FileDrop, type KeptFile, useFileField } from '../../../components/file-drop.tsx'
import { FormKey } from '../../../components/form-key.tsx'
import type { Words } from '../../../words/en.ts'
import { useWords } from '../../../words/use-words.ts'
import { type ActionField, type Choices, type DeskAction, fieldsOf } from './action-fields.ts'

/** Lists that only the loader knows; the others are words of the product. */
export type LoadedChoices = Partial<Record<Choices, Option[]>>

/** The open form of one action. `hidden` are fields the person does not see, as `round` or `approval`. */
export type Doing = {
  action: DeskAction
  hidden: { name: string; value: string }[]
  choices: LoadedChoices
  entered: Partial<Record<string, string>>
}

type ActionPanelProps = { doing: Doing; closeHref: string; formKey: string; kept: KeptFile[]; errors: FieldError[] }

/** What one action asks, drawn from its row in `action-fields.ts`. POST `action`, its fields, `key`. */
export function ActionPanel({ doing, closeHref, formKey, kept, errors }: ActionPanelProps) {
  const words = useWords()
  const { action, hidden } = doing
  return (
    <section className="card padded action-panel" id="do" aria-labelledby="do-title">
      <header>
        <h2 id="do-title">{words.action[action]}</h2>
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
        {fieldsOf(action).map((field) => (
          <AskedField key={field.name} {...{ field, doing, kept, errors }} />
        ))}
        <div className="button-row">
          <Button look={action === 'cancel' ? 'danger' : 'primary'}>{words.action[action]}</Button>
          {words.actionLine[action] && <p>{words.actionLine[action]}</p>}
        </div>
      </Form>
    </section>
  )
}

type AskedFieldProps = { field: ActionField; doing: Doing; kept: KeptFile[]; errors: FieldError[] }

function AskedField({ field, doing, kept, errors }: AskedFieldProps) {
  const words = useWords()
  const files = useFileField()
  const { name, kind, optional } = field
  const label = (
    <>
      {words.field[name] ?? name} {optional && <span className="muted">{words.form.optional}</span>}
    </>
  )
  const common = { name, label, errors, required: !optional, defaultValue: doing.entered[name] }
  switch (kind) {
    case 'words':
      return <TextArea {...common} onPaste={files.takePasted} />
    case 'lines':
      return <TextArea {...common} hint={words.workspace.oneALine} rows={4} />
    case 'files':
      return <FileDrop id={name} name={name} field={files} kept={kept} />
    case 'choice':
      return (
        <SelectField
          {...{ name, label, errors }}
          options={choicesOf(field.from, doing.choices, words)}
          chosen={doing.entered[name]}
          {...(optional && { blank: words.workspace.unchanged })}
        />
      )
    case 'hours':
      return <TextField {...common} type="number" min="0.25" step="0.25" inputMode="decimal" />
    case 'number':
      return <TextField {...common} type="number" min="0" step="any" inputMode="decimal" />
    default:
      return <TextField {...common} type={kind} />
  }
}

function choicesOf(from: Choices | undefined, loaded: LoadedChoices, words: Words): Option[] {
  if (from === undefined) return []
  const fixed: Partial<Record<Choices, Record<string, string>>> = {
    category: words.category,
    priority: words.priority,
    severity: words.severity,
    work_class: words.workClass,
    issue_type: words.issueType,
    funding: words.funding,
    yes_no: words.yesNo,
  }
  return loaded[from] ?? Object.entries(fixed[from] ?? {}).map(([value, label]) => ({ value, label }))
}
