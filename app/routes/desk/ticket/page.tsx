import { Form } from '@remix-run/react'
import { Button, ButtonLink } from '../../../components/button.tsx'
import type { FieldError } from '../../../components/error-summary.tsx'
import { FormKey } from '../../../components/form-key.tsx'
import { Icon } from '../../../components/icon.tsx'
import { Link } from '../../../components/link.tsx'
import { Popover } from '../../../components/popover.tsx'
import { type Clock, SlaClock } from '../../../components/sla-clock.tsx'
import { type Status, StatusLabel } from '../../../components/status-glyph.tsx'
import { Tabs } from '../../../components/tabs.tsx'
import { type Entry, Timeline } from '../../../components/timeline.tsx'
import { UrgentMark } from '../../../components/urgent-mark.tsx'
import { useWords } from '../../../words/use-words.ts'
import { ActionPanel } from './action-panel.tsx'
import { Composers, type ComposersProps } from './composers.tsx'
import type { FormView } from './form-view.ts'
import type { KeptPicture, Preview } from './pictures.tsx'
import { DeskRail, type DeskRailProps } from './rail.tsx'
import { SplitPanel, type SplitView } from './split-panel.tsx'
import { TestsPanel, type TestsView } from './tests-panel.tsx'

/** A step this reader may take: what it lacks in sentences; `atOnce` are the fields of one that needs no form. */
export type OfferedStep = {
  action: string
  label: string
  /** What the one button says, where it is not the name of the step. */
  pressed?: string
  missing: string[]
  href: string
  atOnce: { name: string; value: string }[] | null
}

/** `turn` is what is awaited when the next step is nobody's here, or blocked. */
export type Steps = { next: OfferedStep | null; others: OfferedStep[]; turn: string | null }

export const threadViews = ['all', 'messages', 'notes'] as const
export type ThreadView = (typeof threadViews)[number]

export type DeskTicketProps = Steps & {
  ticket: {
    number: number
    title: string
    company: string
    urgent: boolean
    status: Status
    stage: string
    clock: Clock | null
  }
  /** What is wrong with this ticket, if anything, and where to mend it. */
  problem: { text: string; link?: { text: string; href: string } } | null
  doing: FormView | null
  splitting: SplitView | null
  tests: TestsView | null
  view: ThreadView
  entries: Entry[]
  earlierHref: string | null
  composers: Pick<ComposersProps, 'replyTo' | 'writing' | 'seen' | 'saved' | 'inserted'>
  rail: Omit<DeskRailProps, 'formKey'>
  formKey: string
  entered: Partial<Record<string, string>>
  said: { message?: string; note?: string }
  kept: KeptPicture[]
  preview: Preview | null
  errors: FieldError[]
}

/** A ticket at work. POST `action` with its body, or `message` / `note` with `body` and `files`*. GET `do`, `view`. */
export function DeskTicketPage(props: DeskTicketProps) {
  const { ticket, problem, next, others, turn, doing, splitting, tests, view, entries, earlierHref } = props
  const { composers, rail, formKey, entered, said, kept, preview, errors } = props
  const words = useWords()
  const href = `/desk/t/${ticket.number}`
  return (
    <>
      <div className="desk-head plain">
        <div className="workspace-head">
          <h1>
            {ticket.urgent && <UrgentMark />}
            <span className="muted num">#{ticket.number}</span> {ticket.title}
          </h1>
          <StatusLabel status={ticket.status} text={ticket.stage} />
          {ticket.clock && <SlaClock clock={ticket.clock} />}
          {next && <NextStep step={next} href={href} formKey={formKey} />}
          {others.length > 0 && <OtherSteps others={others} />}
          {(turn || (next && next.missing.length > 0)) && (
            <p className="blocked">{next && next.missing.length > 0 ? next.missing.join(' ') : turn}</p>
          )}
        </div>
      </div>
      <div className="workspace">
        <div>
          {problem && (
            <p className="flash problem">
              <Icon name="warning" />
              <span>
                {problem.text} {problem.link && <Link to={problem.link.href}>{problem.link.text}</Link>}
              </span>
            </p>
          )}
          {doing && <ActionPanel {...{ doing, formKey, entered, kept, preview, errors }} closeHref={href} />}
          {splitting && <SplitPanel {...{ splitting, formKey, entered, errors }} closeHref={href} />}
          {tests && <TestsPanel {...{ tests, formKey, entered, errors }} />}
          <Tabs
            label={words.workspace.thread}
            tabs={threadViews.map((one) => ({
              href: one === 'all' ? href : `${href}?view=${one}`,
              text: words.workspace.view[one],
              current: one === view,
            }))}
          />
          {earlierHref && (
            <p className="small">
              <Link to={earlierHref}>{words.ticket.earlier}</Link>
            </p>
          )}
          <Timeline entries={entries} />
          <Composers name={String(ticket.number)} {...composers} {...{ formKey, said, kept, errors }} />
        </div>
        <DeskRail {...rail} formKey={formKey} />
      </div>
    </>
  )
}

type NextStepProps = { step: OfferedStep; href: string; formKey: string }

/** The one step that comes next. What asks nothing is done at once; the rest opens its form. */
function NextStep({ step: { action, label, pressed, missing, atOnce, href: form }, href, formKey }: NextStepProps) {
  const words = useWords()
  const text = (
    <>
      {words.workspace.next} {pressed ?? label}
      <Icon name="right" />
    </>
  )
  if (atOnce === null || missing.length > 0) {
    return (
      <ButtonLink {...(missing.length === 0 && { look: 'primary' })} to={form}>
        {text}
      </ButtonLink>
    )
  }
  return (
    <Form method="post" action={href}>
      <FormKey action={action} formKey={formKey} />
      {atOnce.map((one) => (
        <input type="hidden" {...one} key={one.name} />
      ))}
      <Button look="primary">{text}</Button>
    </Form>
  )
}

/** All else that the table allows this person now, and what blocked steps lack. */
function OtherSteps({ others }: { others: OfferedStep[] }) {
  const words = useWords()
  return (
    <Popover
      className="button"
      label={
        <>
          {words.workspace.others}
          <Icon name="down" />
        </>
      }
    >
      <ul>
        {others.map(({ action, label, missing, href }) => (
          <li key={action}>
            {missing.length === 0 ? (
              <Link to={href}>{label}</Link>
            ) : (
              <div>
                {label}
                <small>{missing.join(' ')}</small>
              </div>
            )}
          </li>
        ))}
      </ul>
    </Popover>
  )
}
