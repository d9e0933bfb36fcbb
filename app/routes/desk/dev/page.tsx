import { Form } from '@remix-run/react'
import { Button } from '../../../components/button.tsx'
import { ErrorSummary } from '../../../components/error-summary.tsx'
import type { Option } from '../../../components/field.tsx'
import { FormKey } from '../../../components/form-key.tsx'
import { Link } from '../../../components/link.tsx'
import { type LineDoing, type LineFailed, LinePanel } from '../line/panel.tsx'
import { type ShownWork, WorkRow } from '../line/row.tsx'
import { useQueueKeys } from '../queue/keys.ts'

export type ShownLine = {
  id: string
  name: string
  now: ShownWork[]
  next: ShownWork[]
  /** How many wait, and where all of them are when these are only the first. */
  waiting: number
  whole: { text: string; to: string } | null
  /** The ticket its reader may begin right here. */
  start: number | null
}
type PageWords = Record<
  | 'title'
  | 'line'
  | 'filter'
  | 'urgent'
  | 'now'
  | 'next'
  | 'nobody'
  | 'staging'
  | 'release'
  | 'nothingNow'
  | 'nothingNext'
  | 'nothing'
  | 'empty'
  | 'start',
  string
>
export type DevProps = {
  words: PageWords
  urgent: ShownWork[]
  lines: ShownLine[]
  unassigned: ShownWork[]
  testing: ShownWork[]
  release: ShownWork[]
  filters: { name: 'developer' | 'app'; blank: string; options: Option[]; chosen: string }[]
  doing: LineDoing | null
  failed: LineFailed | null
  formKey: string
  here: string
}

/** Who builds what now and next, in the order of each line; no row can be dragged. GET `developer`, `app`. */
export function DevPage(props: DevProps) {
  const { words, urgent, lines, unassigned, testing, release, filters, doing, failed, formKey, here } = props
  useQueueKeys(formKey)
  return (
    <>
      <div className="desk-head plain">
        <h1>{words.title}</h1>
        <p className="sub">{words.line}</p>
      </div>
      <Form className="filters" aria-label={words.filter}>
        {filters.map(({ name, blank, options, chosen }) => (
          <select className="input" name={name} key={name} defaultValue={chosen} aria-label={blank}>
            <option value="">{blank}</option>
            {options.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        ))}
        <Button size="small">{words.filter}</Button>
      </Form>
      <div className="lanes">
        {failed && !doing && <ErrorSummary errors={failed.errors} />}
        {urgent.length > 0 && (
          <Rows id="urgent" title={words.urgent} rows={urgent} none="" level="section" page={props} />
        )}
        {lines.length === 0 && <p className="empty">{words.empty}</p>}
        {lines.map((line) => (
          <section key={line.id} className="lane" aria-labelledby={line.id}>
            <h2 id={line.id}>{line.name}</h2>
            <div className="now-next">
              <Rows
                id={`${line.id}-now`}
                title={words.now}
                rows={line.now}
                none={words.nothingNow}
                level="part"
                page={props}
              />
              <Rows
                id={`${line.id}-next`}
                title={words.next}
                rows={line.next}
                count={line.waiting}
                whole={line.whole}
                none={words.nothingNext}
                level="part"
                page={props}
              />
            </div>
            {line.start !== null && doing?.number !== line.start && (
              <Form method="post" action={here} preventScrollReset>
                <FormKey action="start" formKey={`${formKey}.${line.start}`} />
                <input type="hidden" name="number" value={line.start} />
                <input type="hidden" name="then" value={doing?.back ?? here} />
                <Button look="primary" size="small">
                  {words.start} #{line.start}
                </Button>
              </Form>
            )}
          </section>
        ))}
        {unassigned.length > 0 && (
          <Rows
            id="unassigned"
            title={words.nobody}
            rows={unassigned}
            none={words.nothing}
            level="section"
            page={props}
          />
        )}
        <div className="now-next">
          <Rows id="testing" title={words.staging} rows={testing} none={words.nothing} level="section" page={props} />
          <Rows id="release" title={words.release} rows={release} none={words.nothing} level="section" page={props} />
        </div>
      </div>
    </>
  )
}

type RowsProps = {
  id: string
  title: string
  rows: ShownWork[]
  count?: number
  whole?: ShownLine['whole']
  none: string
  level: 'section' | 'part'
  page: DevProps
}

/** A list under its heading; within the section of a developer it is no section of its own. */
function Rows({ id, title, rows, count = rows.length, whole, none, level, page }: RowsProps) {
  const { doing, failed, formKey, here } = page
  // A ticket in the urgent lane is in its line too; its form opens there.
  const open = id === 'urgent' ? null : doing
  const heading = `${id}-title`
  const list = (
    <>
      <div className="group-head">
        {level === 'section' ? <h2 id={heading}>{title}</h2> : <h3 id={heading}>{title}</h3>}
        <span className="num">{count}</span>
      </div>
      {rows.length === 0 ? (
        <p className="nothing-here">{none}</p>
      ) : (
        <ul className="rows" aria-labelledby={heading}>
          {rows.map((row) => (
            <WorkRow key={row.number} row={row}>
              {open?.number === row.number && <LinePanel doing={open} failed={failed} formKey={formKey} here={here} />}
            </WorkRow>
          ))}
        </ul>
      )}
      {whole && (
        <p className="nothing-here">
          <Link to={whole.to}>{whole.text}</Link>
        </p>
      )}
    </>
  )
  return level === 'section' ? <section aria-labelledby={heading}>{list}</section> : <div>{list}</div>
}
