import { Form } from '@remix-run/react'
import { Button } from '../../components/button.tsx'
import { ErrorSummary, type FieldError } from '../../components/error-summary.tsx'
import { SelectField } from '../../components/field.tsx'
import { FormKey } from '../../components/form-key.tsx'
import { RadioCard } from '../../components/radio-card.tsx'
import { type Theme, themes } from '../../preferences.ts'
import { useWords } from '../../words/use-words.ts'

export type MeProps = {
  name: string
  email: string
  language: 'en' | 'pt'
  timeZone: string
  timeZones: string[]
  theme: Theme
  formKey: string
  errors: FieldError[]
}

/** How this person wants to be served. POST `language`, `time_zone`, `theme`, `key`; the whole page is loaded anew. */
export function MePage({ name, email, language, timeZone, timeZones, theme, formKey, errors }: MeProps) {
  const words = useWords()
  return (
    <div className="form">
      <div>
        <h1>{words.shell.me}</h1>
        <p className="sub">
          <span>{name}</span>
          <span>{email}</span>
        </p>
      </div>
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
    </div>
  )
}
