import { Form } from '@remix-run/react'
import { Button } from '../../components/button.tsx'
import { ErrorSummary, type FieldError } from '../../components/error-summary.tsx'
import { SelectField } from '../../components/field.tsx'
import { FormKey } from '../../components/form-key.tsx'
import { RadioCard } from '../../components/radio-card.tsx'
import { type Theme, themes } from '../../preferences.ts'
import { useWords } from '../../words/use-words.ts'

export type MeProps = {
  language: 'en' | 'pt'
  timeZone: string
  timeZones: string[]
  theme: Theme
  formKey: string
  errors: FieldError[]
}

/** Whose settings these are. */
export function MeTitle({ name, email }: { name: string; email: string }) {
  return (
    <>
      <h1>{useWords().shell.me}</h1>
      <p className="sub">
        <span>{name}</span>
        <span>{email}</span>
      </p>
    </>
  )
}

/** How this person wants to be served. POST `language`, `time_zone`, `theme`, `key`; the whole page is loaded anew. */
export function MeForm({ language, timeZone, timeZones, theme, formKey, errors }: MeProps) {
  const words = useWords()
  return (
    <>
      <ErrorSummary errors={errors} />
      <Form method="post" reloadDocument className="card padded form">
        <FormKey formKey={formKey} />
        <SelectField
          name="language"
          label={words.me.language}
          options={words.me.languages}
          chosen={language}
          errors={errors}
        />
        <SelectField
          name="time_zone"
          label={words.me.timeZone}
          hint={words.me.timeZoneHint}
          options={timeZones.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))}
          chosen={timeZone}
          errors={errors}
        />
        <fieldset className="field" id="theme">
          <legend>{words.me.theme}</legend>
          <div className="radio-cards">
            {themes.map((one) => (
              <RadioCard key={one} name="theme" value={one} {...words.me.themes[one]} checked={theme === one} />
            ))}
          </div>
        </fieldset>
        <div className="button-row">
          <Button look="primary">{words.me.save}</Button>
        </div>
      </Form>
    </>
  )
}
