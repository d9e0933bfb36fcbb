import { Form } from '@remix-run/react'
import { Button } from '../../../components/button.tsx'
import { errorOf, type FieldError } from '../../../components/error-summary.tsx'
import { Icon } from '../../../components/icon.tsx'
import { useWords } from '../../../words/use-words.ts'

/** A check of a try. `by` says who makes it, or made it and when; `blocked` why it cannot be made yet. */
export type ShownRow = {
  id: string
  title: string
  by: string
  result: 'passed' | 'failed' | null
  note: string | null
  steps: string | null
  expected: string | null
  mayPass: boolean
  mayFail: boolean
  blocked: string | null
}

export type TestsView = {
  title: string
  line: string
  /** The tests are over: what was found is there for whoever asks. */
  folded: boolean
  rows: ShownRow[]
  earlier: { title: string; rows: ShownRow[] }[]
}

type TestsPanelProps = {
  tests: TestsView
  formKey: string
  entered: Partial<Record<string, string>>
  errors: FieldError[]
}

/** What is tested before the customer is asked to. POST `action=tick|fail_test`, `row`, `note`, a form a row. */
export function TestsPanel({ tests, ...form }: TestsPanelProps) {
  return (
    <section className="card padded tests" id="tests" aria-labelledby="tests-title">
      <header>
        <h2 id="tests-title">{tests.title}</h2>
        {!tests.folded && <p className="muted small">{tests.line}</p>}
      </header>
      {tests.folded ? (
        <details>
          <summary className="small">{tests.line}</summary>
          <Rows rows={tests.rows} />
        </details>
      ) : (
        <Rows rows={tests.rows} form={form} />
      )}
      {tests.earlier.map(({ title, rows }) => (
        <details key={title}>
          <summary className="small">{title}</summary>
          <Rows rows={rows} />
        </details>
      ))}
    </section>
  )
}

function Rows({ rows, form }: { rows: ShownRow[]; form?: Omit<TestsPanelProps, 'tests'> }) {
  const words = useWords().workspace
  return (
    <ul className="test-rows">
      {rows.map((row) => (
        <li key={row.id} id={`row-${row.id}`}>
          <Icon name={row.result === null ? 'clock' : row.result === 'passed' ? 'check' : 'cross'} />
          <div>
            <p>
              <b>{row.title}</b>{' '}
              <span className="muted small">
                {row.result && `${words[row.result]} `}
                {row.by}
              </span>
            </p>
            {row.note && <p className="small">{row.note}</p>}
            {row.steps && (
              <details>
                <summary className="small">{words.howTo}</summary>
                <p className="lines small">{row.steps}</p>
                <p className="lines small">
                  <b>{words.expected}</b> {row.expected}
                </p>
              </details>
            )}
            {row.blocked && <p className="muted small">{row.blocked}</p>}
            {form && (row.mayPass || row.mayFail) && <RowForm row={row} {...form} />}
          </div>
        </li>
      ))}
    </ul>
  )
}

function RowForm({ row, formKey, entered, errors }: Omit<TestsPanelProps, 'tests'> & { row: ShownRow }) {
  const words = useWords().workspace
  const error = errorOf(errors, `row-${row.id}`)
  const fields = (
    <Form method="post" className="row-form" key={formKey} preventScrollReset>
      <input type="hidden" name="key" value={`${formKey}.${row.id}`} />
      <input type="hidden" name="row" value={row.id} />
      {error && <p className="field-error">{error}</p>}
      <input
        className="input"
        name="note"
        aria-label={`${words.rowNote}: ${row.title}`}
        placeholder={words.rowNote}
        defaultValue={entered.row === row.id ? entered.note : ''}
        aria-invalid={error ? true : undefined}
      />
      {row.mayPass && (
        <Button look="primary" size="small" name="action" value="tick">
          {words.pass}
        </Button>
      )}
      {row.mayFail && (
        <Button size="small" name="action" value="fail_test">
          {words.fail}
        </Button>
      )}
    </Form>
  )
  // A check of another's may still be failed by whoever sees that it does not hold.
  if (row.mayPass) return fields
  return (
    <details open={error !== undefined}>
      <summary className="small">{words.failToo}</summary>
      {fields}
    </details>
  )
}
