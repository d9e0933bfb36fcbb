import { Form } from '@remix-run/react'
import { ActionCard, SaidBy } from '../../components/action-card.tsx'
import type { Face } from '../../components/avatar.tsx'
import { Button } from '../../components/button.tsx'
import { CheckList } from '../../components/check-list.tsx'
import { ReplyComposer } from '../../components/composer.tsx'
import type { FieldError } from '../../components/error-summary.tsx'
import { TextArea } from '../../components/field.tsx'
import type { KeptFile } from '../../components/file-drop.tsx'
import { FormKey } from '../../components/form-key.tsx'
import { Icon } from '../../components/icon.tsx'
import { Time, type When } from '../../components/time.tsx'
import { useWords } from '../../words/use-words.ts'
import { DecisionForm } from './decision-form.tsx'

/** What one of us wrote to ask for it. */
export type Said = { face: Face; role: string; html: string }
export type Screenshot = { src: string; alt: string; side: 'before' | 'after'; where: string }

/** The one thing that waits for this contact; `mayDecide` false: somebody else at the company can. */
export type Turn =
  | { kind: 'question'; said: Said; until: When | null }
  | { kind: 'reopen'; why: 'silent' | 'done'; closedAt: When; until: When }
  | {
      kind: 'estimate'
      said: Said
      approval: string
      /** Null for a question whether to go on, which commits to nothing yet. */
      hours: string | null
      cost: string
      until: When | null
      mayDecide: boolean
      deciders: string
    }
  | {
      kind: 'fix'
      said: Said
      round: number
      shots: Screenshot[]
      steps: string[]
      stagingUrl: string | null
      until: When | null
      mayDecide: boolean
      deciders: string
    }

export type TurnCardProps = {
  turn: Turn
  number: number
  me: string
  formKey: string
  entered: { body?: string; reason?: string; comment?: string; action?: string }
  kept: KeptFile[]
  errors: FieldError[]
}

/** The pending action as a card; every kind has the same shape. */
export function TurnCard(props: TurnCardProps) {
  switch (props.turn.kind) {
    case 'question':
      return <QuestionCard {...props} turn={props.turn} />
    case 'reopen':
      return <ReopenCard {...props} turn={props.turn} />
    case 'estimate':
      return <EstimateCard {...props} turn={props.turn} />
    case 'fix':
      return <FixCard {...props} turn={props.turn} />
  }
}

type CardOf<Kind extends Turn['kind']> = TurnCardProps & { turn: Extract<Turn, { kind: Kind }> }

/** POST `action=answer`, `body`, `files`*, `key`. */
function QuestionCard({ turn, number, formKey, entered, kept, errors }: CardOf<'question'>) {
  const words = useWords()
  return (
    <ActionCard
      title={words.turn.question}
      lead={<Until until={turn.until} after={words.turn.questionAfter} />}
      tip={words.turn.questionTip}
    >
      <SaidBy {...turn.said} />
      <ReplyComposer
        action="answer"
        name={String(number)}
        formKey={formKey}
        to={words.turn.answerTo(turn.said.face.name)}
        submit={words.turn.sendAnswer}
        entered={entered.body ?? ''}
        kept={kept}
        errors={errors}
      />
    </ActionCard>
  )
}

/** POST `action=reopen`, `body`, `key`. */
function ReopenCard({ turn, formKey, entered, errors }: CardOf<'reopen'>) {
  const words = useWords()
  return (
    <ActionCard
      look="quiet"
      title={words.turn.closed[turn.why]}
      lead={
        <>
          {words.turn.closedOn} <Time {...turn.closedAt} />. {words.turn.reopenUntil} <Time {...turn.until} />.
        </>
      }
    >
      <Form method="post" className="form">
        <FormKey action="reopen" formKey={formKey} />
        <TextArea name="body" label={words.turn.whatIsBroken} defaultValue={entered.body} errors={errors} />
        <div className="button-row">
          <Button look="primary">{words.turn.reopen}</Button>
        </div>
      </Form>
    </ActionCard>
  )
}

/** POST `action` = approve, ask_about or decline, `approval`, `comment`, `key`. */
function EstimateCard({ turn, me, formKey, entered, errors }: CardOf<'estimate'>) {
  const words = useWords()
  const commits = turn.hours !== null
  return (
    <ActionCard
      title={turn.hours === null ? words.turn.proceed : words.turn.estimate(turn.hours)}
      lead={
        <Until until={turn.until} after={turn.hours === null ? words.turn.proceedAfter : words.turn.estimateAfter} />
      }
      tip={words.turn.estimateTip}
    >
      <SaidBy {...turn.said} />
      {turn.hours !== null && (
        <p>
          <b className="num">{turn.hours}</b>, {turn.cost}
        </p>
      )}
      {turn.mayDecide ? (
        <DecisionForm
          legend={words.turn.estimateAsk}
          hidden={{ name: 'approval', value: turn.approval }}
          choices={[
            { value: 'approve', ...(commits ? words.turn.approve : words.turn.goOn) },
            { value: 'ask_about', ...(commits ? words.turn.changeScope : words.turn.askFirst), needsReason: true },
            { value: 'decline', ...(commits ? words.turn.decline : words.turn.leaveIt), needsReason: true },
          ]}
          reason={{ name: 'comment', label: words.turn.comment, entered: entered.comment ?? '' }}
          chosen={entered.action ?? ''}
          {...{ me, formKey, errors }}
        />
      ) : (
        <p className="flash plain">{words.turn.othersDecide(turn.deciders)}</p>
      )}
    </ActionCard>
  )
}

/** POST `action` = approve_release or request_changes, `round`, `reason`, `files`*, `key`. */
function FixCard({ turn, me, formKey, entered, kept, errors }: CardOf<'fix'>) {
  const words = useWords()
  return (
    <ActionCard
      title={words.turn.fix}
      lead={<Until until={turn.until} after={words.turn.fixAfter} />}
      tip={
        <>
          {words.turn.fixTip[0]} <b>{words.turn.fixTip[1]}</b> {words.turn.fixTip[2]} <b>{words.turn.fixTip[3]}</b>{' '}
          {words.turn.fixTip[4]}
        </>
      }
    >
      <SaidBy {...turn.said} />
      <Screenshots shots={turn.shots} />
      <div className="try">
        {turn.steps.length > 0 && (
          <CheckList
            name="tried"
            legend={words.turn.howToTest}
            items={turn.steps.map((step, index) => ({ value: String(index), label: step }))}
          />
        )}
        {turn.stagingUrl && (
          <div>
            <a className="button" href={turn.stagingUrl} rel="noreferrer" target="_blank">
              {words.turn.openStaging} <Icon name="outside" />
            </a>
          </div>
        )}
      </div>
      {turn.mayDecide ? (
        <DecisionForm
          legend={words.turn.fixAsk}
          hidden={{ name: 'round', value: String(turn.round) }}
          choices={[
            { value: 'approve_release', ...words.turn.ok },
            { value: 'request_changes', ...words.turn.notOk, needsReason: true },
          ]}
          reason={{ name: 'reason', label: words.turn.whatDidYouSee, entered: entered.reason ?? '' }}
          chosen={entered.action ?? ''}
          kept={kept}
          {...{ me, formKey, errors }}
        />
      ) : (
        <p className="flash plain">{words.turn.othersDecide(turn.deciders)}</p>
      )}
    </ActionCard>
  )
}

function Screenshots({ shots }: { shots: Screenshot[] }) {
  const words = useWords()
  if (shots.length === 0) return null
  return (
    <div className="pair">
      {shots.map(({ src, alt, side, where }) => (
        <figure key={src}>
          <figcaption>
            <b>{words.turn[side]}</b>
            <span className="muted">{where}</span>
            <a href={src}>
              {words.turn.enlarge}
              <span className="hidden-text"> {alt}</span>
            </a>
          </figcaption>
          <img src={src} alt={alt} loading="lazy" />
        </figure>
      ))}
    </div>
  )
}

function Until({ until, after }: { until: When | null; after: string }) {
  const words = useWords()
  if (!until) return null
  return (
    <>
      {words.turn.answerBy}{' '}
      <strong>
        <Time {...until} />
      </strong>
      . {after}
    </>
  )
}
