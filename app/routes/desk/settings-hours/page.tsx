import { Form } from '@remix-run/react'
import { Button } from '../../../components/button.tsx'
import { ErrorSummary, errorOf, type FieldError } from '../../../components/error-summary.tsx'
import { type Fact, FactList } from '../../../components/fact-list.tsx'
import { TextField } from '../../../components/field.tsx'
import { type Tab, Tabs } from '../../../components/tabs.tsx'
import { ZoneField } from '../../../components/zone-field.tsx'
import type { hoursWordsFor } from './words.server.ts'

/** A date that differs from its weekday; no hours is a holiday, no date is nothing. */
export type Row = { date: string; name: string; hours: string }
/** The fields as somebody left them. */
export type Entered = {
  zone: string
  days: Record<string, string>
  watch: boolean
  watchSat: string
  watchSun: string
  rows: Row[]
}
/** What came back of the form. */
export type Failed = { entered: Entered | null; errors: FieldError[] }
type Words = ReturnType<typeof hoursWordsFor>['page']
/** `readOnly` says why this reader may only look; null for who may change. `meant` is null until somebody previews. */
export type HoursProps = {
  words: Words
  readOnly: string | null
  /** The hours in force, for who may only look. */
  reading: Fact[]
  owners: Tab[]
  whose: string | null
  hasOwn: boolean
  days: { day: string; label: string }[]
  today: string
  entered: Entered
  errors: FieldError[]
  sent: string
  dueLine: string
  due: { category: string; now: string; meant: string | null }[]
  failed: Failed | null
}

/** When we are open. GET previews what is filled in, POST keeps it. */
export function HoursPage({ failed, ...given }: HoursProps) {
  const { words, readOnly, owners, whose } = given
  const errors = failed?.errors ?? given.errors
  const entered = failed?.entered ?? given.entered
  return (
    <>
      <div className="desk-head">
        <h1>{words.title}</h1>
        <Tabs label={words.whose} tabs={owners} />
      </div>
      <div className="desk-form form">
        <p>{words.line}</p>
        {whose && <p>{whose}</p>}
        {readOnly && <p>{readOnly}</p>}
        <ErrorSummary errors={errors} />
        {readOnly ? (
          <Reading {...given} />
        ) : (
          <HoursForm key={JSON.stringify(entered)} {...given} entered={entered} errors={errors} />
        )}
        {!readOnly && given.hasOwn && (
          <Form method="post">
            <Button name="do" value="drop">
              {words.drop}
            </Button>
          </Form>
        )}
      </div>
    </>
  )
}

function HoursForm({ words, days, entered, errors, ...given }: Omit<HoursProps, 'failed'>) {
  const rows = entered.rows.map((row, place) => ({ row, place }))
  const past = rows.filter(
    ({ row }) => row.date !== '' && row.date < given.today && !errorOf(errors, `date.${row.date}`),
  )
  const coming = rows.filter((one) => !past.includes(one))
  return (
    <Form method="post" className="form" noValidate preventScrollReset>
      <section className="card padded form">
        <h2>{words.week}</h2>
        <ZoneField name="zone" label={words.zone} value={entered.zone} errors={errors} />
        <p className="hint">{words.weekHint}</p>
        <div className="week-fields">
          {days.map(({ day, label }) => (
            <TextField key={day} name={day} label={label} defaultValue={entered.days[day]} errors={errors} />
          ))}
        </div>
        <label className="check">
          <input type="checkbox" name="watch" value="on" defaultChecked={entered.watch} aria-describedby="watch-hint" />
          <span>{words.watch}</span>
        </label>
        <p className="hint" id="watch-hint">
          {words.watchHint}
        </p>
        <div className="field-pair">
          <TextField name="watch_sat" label={words.saturday} defaultValue={entered.watchSat} errors={errors} />
          <TextField name="watch_sun" label={words.sunday} defaultValue={entered.watchSun} errors={errors} />
        </div>
      </section>
      <section className="card padded form">
        <h2>{words.dates}</h2>
        <p className="hint">{words.datesHint}</p>
        <input type="hidden" name="rows" value={entered.rows.length} />
        {coming.map(({ row, place }) => (
          <DateRow key={place} words={words} row={row} place={place} errors={errors} />
        ))}
        {past.length > 0 && (
          <details>
            <summary>{words.past}</summary>
            <div className="form">
              {past.map(({ row, place }) => (
                <DateRow key={place} words={words} row={row} place={place} errors={errors} />
              ))}
            </div>
          </details>
        )}
      </section>
      <section className="card padded form" id="preview">
        <h2>{words.preview}</h2>
        <TextField name="sent" type="datetime-local" label={words.sent} defaultValue={given.sent} />
        <DueTable words={words} dueLine={given.dueLine} due={given.due} />
        <div className="button-row">
          <Button look="primary">{words.save}</Button>
          <Button formMethod="get" formNoValidate>
            {words.show}
          </Button>
        </div>
      </section>
    </Form>
  )
}

function DateRow({ words, row, place, errors }: { words: Words; row: Row; place: number; errors: FieldError[] }) {
  return (
    <div className="date-row">
      <TextField name={`date.${place}`} type="date" label={words.date} defaultValue={row.date} errors={errors} />
      <TextField name={`name.${place}`} label={words.name} maxLength={100} defaultValue={row.name} errors={errors} />
      <TextField name={`hours.${place}`} label={words.hours} defaultValue={row.hours} errors={errors} />
    </div>
  )
}

function DueTable({ words, dueLine, due }: Pick<HoursProps, 'words' | 'dueLine' | 'due'>) {
  const compared = due.some(({ meant }) => meant !== null)
  return (
    <div aria-live="polite">
      <table className="plain-table">
        <caption>{dueLine}</caption>
        <thead>
          <tr>
            <th scope="col">{words.category}</th>
            <th scope="col">{words.now}</th>
            {compared && <th scope="col">{words.meant}</th>}
          </tr>
        </thead>
        <tbody>
          {due.map(({ category, now, meant }) => (
            <tr key={category}>
              <th scope="row">{category}</th>
              <td className="num">{now}</td>
              {compared && <td className="num">{meant !== now ? <b>{meant}</b> : meant}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Reading({ words, reading, dueLine, due }: Pick<HoursProps, 'words' | 'reading' | 'dueLine' | 'due'>) {
  return (
    <section className="card padded form">
      <FactList facts={reading} />
      <DueTable words={words} dueLine={dueLine} due={due} />
    </section>
  )
}
