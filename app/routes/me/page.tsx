import { Form } from '@remix-run/react'
import { Button } from '../../components/button.tsx'
import { ErrorSummary, type FieldError } from '../../components/error-summary.tsx'
import { type Option, SelectField } from '../../components/field.tsx'
import { FormKey } from '../../components/form-key.tsx'
import { RadioCard } from '../../components/radio-card.tsx'
import { ZoneField } from '../../components/zone-field.tsx'
import { type Theme, themes } from '../../preferences.ts'
import { useWords } from '../../words/use-words.ts'

export type MeProps = {
  language: 'en' | 'pt'
  timeZone: string
  theme: Theme
  letters: string
  wishes: Option[]
  /** null where there are none to switch. */
  shortcuts: boolean | null
  words: { letters: string; shortcuts: string }
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
export function MeForm(props: MeProps) {
  const { language, timeZone, theme, formKey, errors } = props
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
        <ZoneField
          name="time_zone"
          label={words.me.timeZone}
          hint={words.me.timeZoneHint}
          value={timeZone}
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
        <SelectField name="letters" label={props.words.letters} options={props.wishes} chosen={props.letters} />
        {props.shortcuts !== null && (
          <label className="check">
            <input type="hidden" name="has_shortcuts" value="on" />
            <input type="checkbox" name="shortcuts" value="on" defaultChecked={props.shortcuts} />
            <span>{props.words.shortcuts}</span>
          </label>
        )}
        <div className="button-row">
          <Button look="primary">{words.me.save}</Button>
        </div>
      </Form>
    </>
  )
}

export type DevicesProps = {
  words: { devices: string; current: string; out: string }
  list: { id: string; name: string; current: boolean; seen: string }[]
}

/** The browsers somebody is signed in with. POST `do` = sign_out and `device`. */
export function Devices({ words, list }: DevicesProps) {
  return (
    <section className="card padded form">
      <h2>{words.devices}</h2>
      <ul className="devices">
        {list.map(({ id, name, current, seen }) => (
          <li key={id}>
            <div>
              {name}
              <p className="hint">{current ? words.current : seen}</p>
            </div>
            {!current && (
              <Form method="post" reloadDocument>
                <input type="hidden" name="device" value={id} />
                <Button size="small" name="do" value="sign_out" aria-label={`${words.out}: ${name}, ${seen}`}>
                  {words.out}
                </Button>
              </Form>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
