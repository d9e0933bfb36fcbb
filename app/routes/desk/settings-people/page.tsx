import { Form } from '@remix-run/react'
import { Button } from '../../../components/button.tsx'
import type { FieldError } from '../../../components/error-summary.tsx'
import { type Option, SelectField, TextArea, TextField } from '../../../components/field.tsx'
import type { settingWordsFor } from '../../../words/settings.server.ts'
import { SettingsPage } from '../settings-frame/page.tsx'

type Words = ReturnType<typeof settingWordsFor>['people'] & { remove: string; nobody: string }
type Shown = {
  id: string
  name: string
  language: string
  active: boolean
  roles: string[]
  addresses: string[]
  line: string
}
export type PeopleProps = {
  words: Words
  readOnly: string | null
  roles: Option[]
  languages: Option[]
  people: Shown[]
  absences: { id: string; mine: boolean; line: string }[]
  absentees: Option[]
  deputies: Option[]
  failed: { entered: Record<string, string>; errors: FieldError[] } | null
}

/** Who we are, and who is away. */
export function PeoplePage(props: PeopleProps) {
  const { words, readOnly, people, failed } = props
  const errors = failed?.errors ?? []
  const asked = failed?.entered
  return (
    <SettingsPage words={words} readOnly={readOnly} errors={errors}>
      <Absences {...props} />
      {!readOnly && (
        <details className="card padded" open={asked !== undefined && asked.id === '' && asked.name !== ''}>
          <summary>{words.add}</summary>
          <PersonForm {...props} person={null} />
        </details>
      )}
      {people.map((person) => (
        <section key={person.id} className="card padded person" aria-labelledby={person.id}>
          <div>
            <h2 id={person.id}>{person.name}</h2>
            <p className="sub">{person.line}</p>
            <p className="hint">{person.addresses.join(', ')}</p>
          </div>
          {!readOnly && (
            <details open={asked?.id === person.id}>
              <summary>
                {words.change}
                <span className="hidden-text"> {person.name}</span>
              </summary>
              <PersonForm {...props} person={person} />
            </details>
          )}
        </section>
      ))}
    </SettingsPage>
  )
}

function PersonForm({ words, roles, languages, person, failed }: PeopleProps & { person: Shown | null }) {
  const id = person?.id ?? ''
  const asked = failed && failed.entered.id === id && failed.entered.name !== '' ? failed.entered : null
  // Ids differ from form to form on one page; what is sent is called the same everywhere.
  const named = (name: string) => ({ name, id: `${name}-${id}` })
  const chosen = asked ? (asked.roles ?? '').split('\n') : (person?.roles ?? [])
  return (
    <Form method="post" className="form" noValidate>
      <input type="hidden" name="do" value="person" />
      <input type="hidden" name="id" value={id} />
      <TextField {...named('name')} label={words.name} maxLength={100} defaultValue={asked?.name ?? person?.name} />
      <SelectField
        {...named('language')}
        label={words.language}
        options={languages}
        chosen={asked?.language ?? person?.language}
      />
      <TextArea
        {...named('addresses')}
        label={words.addresses}
        hint={words.addressesHint}
        rows={2}
        defaultValue={asked?.addresses ?? person?.addresses.join('\n')}
      />
      <fieldset className="field">
        <legend>{words.roles}</legend>
        <div className="checks">
          {roles.map(({ value, label }) => (
            <label key={value} className="check">
              <input type="checkbox" name="roles" value={value} defaultChecked={chosen.includes(value)} />
              <span>{label}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <label className="check">
        <input
          type="checkbox"
          name="active"
          value="on"
          defaultChecked={asked ? asked.active !== '' : (person?.active ?? true)}
        />
        <span>{words.active}</span>
      </label>
      <div className="button-row">
        <Button look="primary">{words.save}</Button>
      </div>
    </Form>
  )
}

function Absences({ words, absences, absentees, deputies, failed }: PeopleProps) {
  const asked = failed?.entered.who ? failed.entered : null
  return (
    <section className="card padded form">
      <h2>{words.absences}</h2>
      <p className="hint">{words.absencesLine}</p>
      {absences.length === 0 && <p>{words.none}</p>}
      <ul className="form">
        {absences.map(({ id, mine, line }) => (
          <li key={id}>
            {line}
            {mine && (
              <Form method="post">
                <input type="hidden" name="id" value={id} />
                <Button size="small" name="do" value="back" aria-label={`${words.remove}: ${line}`}>
                  {words.remove}
                </Button>
              </Form>
            )}
          </li>
        ))}
      </ul>
      <Form method="post" className="form" noValidate>
        <input type="hidden" name="do" value="absence" />
        <div className="field-pair">
          <SelectField name="who" label={words.who} options={absentees} chosen={asked?.who ?? absentees[0]?.value} />
          <SelectField
            name="deputy"
            label={words.deputy}
            options={deputies}
            chosen={asked?.deputy}
            blank={words.nobody}
          />
          <TextField name="from" type="date" label={words.from} defaultValue={asked?.from} />
          <TextField name="to" type="date" label={words.to} defaultValue={asked?.to} />
        </div>
        <div className="button-row">
          <Button>{words.addAbsence}</Button>
        </div>
      </Form>
    </section>
  )
}
