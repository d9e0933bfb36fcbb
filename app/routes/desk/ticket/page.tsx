import { Form, Link } from '@remix-run/react'
import { Button, ButtonLink } from '../../../components/button.tsx'
import { NoteComposer, ReplyComposer } from '../../../components/composer.tsx'
import type { FieldError } from '../../../components/error-summary.tsx'
import type { KeptFile } from '../../../components/file-drop.tsx'
import { FormKey } from '../../../components/form-key.tsx'
import { Icon } from '../../../components/icon.tsx'
import { Popover } from '../../../components/popover.tsx'
import { type Clock, SlaClock } from '../../../components/sla-clock.tsx'
import { type Status, StatusLabel } from '../../../components/status-glyph.tsx'
import { Tabs } from '../../../components/tabs.tsx'
import { type Entry, Timeline } from '../../../components/timeline.tsx'
import { useWords } from '../../../words/use-words.ts'
import { type DeskAction, fieldsOf } from './action-fields.ts'
import { ActionPanel, type Doing } from './action-panel.tsx'
import { DeskRail, type DeskRailProps } from './rail.tsx'

/** An action of the table, and the sentences saying what it still lacks; empty when it may be done now. */
export type OfferedAction = { action: DeskAction; missing: string[] }
export const threadViews = ['all', 'messages', 'notes'] as const
export type ThreadView = (typeof threadViews)[number]

export type DeskTicketProps = {
  ticket: {
    number: number
    title: string
    company: string
    urgent: boolean
    status: Status
    stage: string
    clock: Clock | null
  }
  /** What is wrong with the mail of this ticket, if anything: "pedro@vale.example does not take our mail". */
  problem: string | null
  next: OfferedAction | null
  others: OfferedAction[]
  doing: Doing | null
  view: ThreadView
  entries: Entry[]
  earlierHref: string | null
  /** Who reads a reply: "Inês Sousa and 1 more". Null when nobody can be written to. */
  replyTo: string | null
  rail: DeskRailProps
  formKey: string
  entered: { message?: string; note?: string }
  kept: KeptFile[]
  errors: FieldError[]
}

/** A ticket at work. POST `action` with its body, or `message` / `note` with `body` and `files`*. GET `do`, `view`. */
export function DeskTicketPage(props: DeskTicketProps) {
  const { ticket, problem, next, others, doing, view, entries, earlierHref, replyTo, rail } = props
  const { formKey, entered, kept, errors } = props
  const words = useWords()
  const href = `/desk/t/${ticket.number}`
  return (
    <>
      <div className="desk-head plain">
        <div className="workspace-head">
          <h1>
            {ticket.urgent && (
              <span className="urgent-mark">
                <Icon name="urgent" />
                {words.urgent}
              </span>
            )}
            <span className="muted num">#{ticket.number}</span> {ticket.title}
          </h1>
          <StatusLabel status={ticket.status} text={ticket.stage} />
          {ticket.clock && <SlaClock clock={ticket.clock} />}
          {next && <NextStep offered={next} href={href} formKey={formKey} />}
          {others.length > 0 && <OtherSteps others={others} href={href} />}
          {next && next.missing.length > 0 && <p className="blocked">{next.missing.join(' ')}</p>}
        </div>
      </div>
      <div className="workspace">
        <div>
          {problem && (
            <p className="flash problem">
              <Icon name="warning" />
              {problem}
            </p>
          )}
          {doing && <ActionPanel {...{ doing, formKey, kept, errors }} closeHref={href} />}
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
          <div className="composers">
            {replyTo && (
              <details open>
                <summary>
                  <Icon name="reply" />
                  {words.workspace.reply}
                </summary>
                <ReplyComposer
                  name={String(ticket.number)}
                  formKey={formKey}
                  to={words.workspace.replyTo(replyTo)}
                  submit={words.workspace.sendTo(replyTo)}
                  entered={entered.message ?? ''}
                  kept={entered.message === undefined ? [] : kept}
                  errors={errors}
                />
              </details>
            )}
            <details className="note" open={entered.note !== undefined}>
              <summary>
                <Icon name="lock" />
                {words.workspace.note}
              </summary>
              <NoteComposer
                name={String(ticket.number)}
                formKey={formKey}
                to={words.workspace.noteTo}
                submit={words.workspace.saveNote}
                entered={entered.note ?? ''}
                kept={entered.note === undefined ? [] : kept}
                errors={errors}
              />
            </details>
          </div>
        </div>
        <DeskRail {...rail} />
      </div>
    </>
  )
}

type NextStepProps = { offered: OfferedAction; href: string; formKey: string }

/** The one step that comes next. What asks nothing is done at once; the rest opens its form. */
function NextStep({ offered: { action, missing }, href, formKey }: NextStepProps) {
  const words = useWords()
  const label = (
    <>
      {words.workspace.next} {words.action[action]}
      <Icon name="right" />
    </>
  )
  if (fieldsOf(action).length > 0 || missing.length > 0) {
    return (
      <ButtonLink {...(missing.length === 0 && { look: 'primary' })} to={`${href}?do=${action}#do`}>
        {label}
      </ButtonLink>
    )
  }
  return (
    <Form method="post" action={href}>
      <FormKey action={action} formKey={formKey} />
      <Button look="primary">{label}</Button>
    </Form>
  )
}

/** All else that the table allows this person now, and what blocked steps lack. */
function OtherSteps({ others, href }: { others: OfferedAction[]; href: string }) {
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
        {others.map(({ action, missing }) => (
          <li key={action}>
            {missing.length === 0 ? (
              <Link to={`${href}?do=${action}#do`}>{words.action[action]}</Link>
            ) : (
              <div>
                {words.action[action]}
                <small>{missing.join(' ')}</small>
              </div>
            )}
          </li>
        ))}
      </ul>
    </Popover>
  )
}
