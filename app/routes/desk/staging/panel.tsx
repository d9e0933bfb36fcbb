import { Form } from '@remix-run/react'
import { Button } from '../../../components/button.tsx'
import type { FieldError } from '../../../components/error-summary.tsx'
import { type Option, SelectField, TextArea, TextField } from '../../../components/field.tsx'
import { FormKey } from '../../../components/form-key.tsx'
import { Link } from '../../../components/link.tsx'

/** The open form: what it does, to which ticket or environment, and what it says and begins with. */
export type PlaceDoing = {
  deed: 'extend' | 'free' | 'change' | 'retire' | 'add'
  at: string
  title: string
  line: string
  send: string
  labels: Record<'until' | 'reason' | 'name' | 'url' | 'capacity' | 'capacityHint' | 'app' | 'chooseApp', string>
  known: Partial<Record<string, string>>
}

type PanelProps = {
  doing: PlaceDoing
  words: { leave: string }
  formKey: string
  errors: FieldError[]
  entered: Partial<Record<string, string>>
  appOptions: Option[]
}

/** The form of one deed, where it is done. POST to the address that opened it, so that a refusal leaves it open. */
export function PlacePanel({ doing, words, formKey, errors, entered, appOptions }: PanelProps) {
  const { deed, at, labels } = doing
  const given = { ...doing.known, ...entered }
  const about = (name: 'until' | 'reason' | 'name' | 'url' | 'capacity' | 'app') => ({
    ...{ name, label: labels[name], errors, defaultValue: given[name] },
  })
  const isSetUp = deed === 'change' || deed === 'add'
  return (
    <Form method="post" className="form panel" id="panel" noValidate preventScrollReset>
      <FormKey action={deed} formKey={formKey} />
      <input type="hidden" name="at" value={at} />
      <h4>{doing.title}</h4>
      {doing.line && <p className="hint">{doing.line}</p>}
      {deed === 'add' && (
        <SelectField
          {...{ name: 'app', label: labels.app, errors, options: appOptions }}
          chosen={given.app}
          blank={labels.chooseApp}
        />
      )}
      {deed === 'extend' && <TextField {...about('until')} type="date" />}
      {(deed === 'extend' || deed === 'free') && <TextArea {...about('reason')} />}
      {isSetUp && <TextField {...about('name')} />}
      {isSetUp && <TextField {...about('url')} type="url" />}
      {isSetUp && <TextField {...about('capacity')} hint={labels.capacityHint} type="number" min={1} max={20} />}
      <div className="button-row">
        <Button look="primary">{doing.send}</Button>
        <Link to="/desk/staging" preventScrollReset>
          {words.leave}
        </Link>
      </div>
    </Form>
  )
}
