import { Form } from '@remix-run/react'
import { Button } from '../../../components/button.tsx'
import type { Option } from '../../../components/field.tsx'
import { Icon } from '../../../components/icon.tsx'
import { Link } from '../../../components/link.tsx'
import { Popover } from '../../../components/popover.tsx'
import { Tabs } from '../../../components/tabs.tsx'
import { useWords } from '../../../words/use-words.ts'
import { AssignPanel, type AssignProps, useAssign } from './assign.tsx'
import { useQueueKeys } from './keys.ts'
import { type PackedRow, unpackRow } from './packed-row.ts'
import { Row } from './row.tsx'
import { type QueueGroup, useSteadyRows } from './steady.ts'

export type QueueView = 'all' | 'ours' | 'new' | 'urgent' | 'waiting' | 'staging' | 'overdue'
export type PackedGroup = { group: QueueGroup['group']; rows: PackedRow[] }
export type Filter = { name: 'owner' | 'company' | 'category'; options: Option[]; chosen: string }

export type QueueProps = {
  view: QueueView
  counts: { view: QueueView; count: number; href: string }[]
  filters: Filter[]
  groups: PackedGroup[]
  /** What to say when nothing is listed: "Nothing is due. Next: #2038 on Tue 10:30." */
  empty: string
  moreHref: string | null
  assign: AssignProps
}

/** What is due next, what is stuck, who takes it. GET `view`, `owner`, `company`, `category`. */
export function QueuePage({ view, counts, filters, groups, empty, moreHref, assign }: QueueProps) {
  const words = useWords()
  const assigning = useAssign()
  useQueueKeys(assign.formKey)
  const steady = useSteadyRows(groups.map(({ group, rows }) => ({ group, rows: rows.map(unpackRow) })))
  const said = filters
    .flatMap(({ options, chosen }) => options.find(({ value }) => value === chosen)?.label ?? [])
    .join(', ')
  const shown = steady.groups.filter(({ rows }) => rows.length > 0)
  return (
    <>
      <div className="desk-head">
        <h1>{words.deskPlaces.queue}</h1>
        <div className="views">
          <Tabs
            label={words.queue.views}
            tabs={counts.map(({ view: one, count, href }) => ({
              href,
              count,
              text: words.queue.view[one],
              current: one === view,
            }))}
          />
          <Popover
            className="button small"
            label={
              <>
                {said || words.queue.filter}
                <Icon name="down" />
              </>
            }
          >
            <Form className="filters" aria-label={words.queue.filter} key={said}>
              <input type="hidden" name="view" value={view} />
              {filters.map(({ name, options, chosen }) => (
                <label key={name}>
                  {words.queue.filterBy[name]}
                  <select className="input" name={name} defaultValue={chosen}>
                    <option value="">{words.queue.any}</option>
                    {options.map(({ value, label }) => (
                      <option key={value} value={value}>
                        {label}
                      </option>
                    ))}
                  </select>
                </label>
              ))}
              <Button look="primary" size="small">
                {words.queue.filter}
              </Button>
            </Form>
          </Popover>
        </div>
      </div>
      <div className="news" role="status">
        {steady.came > 0 && (
          <button type="button" className="button small" onClick={steady.show}>
            {words.queue.came(steady.came)}
          </button>
        )}
      </div>
      <div className="desk-list">
        {shown.length === 0 && <p className="empty">{empty}</p>}
        {shown.map(({ group, rows }) => (
          <section key={group} aria-labelledby={`group-${group}`}>
            <div className={`group-head ${group}`}>
              <h2 id={`group-${group}`}>{words.queue.group[group]}</h2>
              <span className="num">{rows.length}</span>
              {group === 'waiting' && <span>{words.queue.stopped}</span>}
            </div>
            <ul className="rows">
              {rows.map((row) => (
                <Row key={row.number} row={row} />
              ))}
            </ul>
          </section>
        ))}
        {moreHref && (
          <p className="empty">
            <Link to={moreHref}>{words.tickets.more}</Link>
          </p>
        )}
      </div>
      <AssignPanel {...assign} assign={assigning} />
      <p className="key-hints">
        {words.queue.keys.map(([keys, what]) => (
          <span key={what}>
            {keys.map((key) => (
              <kbd key={key}>{key}</kbd>
            ))}{' '}
            {what}
          </span>
        ))}
      </p>
    </>
  )
}
