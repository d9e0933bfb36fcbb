import { Form } from '@remix-run/react'
import { ActionCard } from '../../components/action-card.tsx'
import { Button, ButtonLink } from '../../components/button.tsx'
import { FactList } from '../../components/fact-list.tsx'
import { TextArea } from '../../components/field.tsx'
import { FormKey } from '../../components/form-key.tsx'
import { Markdown } from '../../components/markdown.tsx'
import { useWords } from '../../words/use-words.ts'
import { DecisionForm } from './decision-form.tsx'
import type { CardOf } from './turn.tsx'

/**
 * How it ended, in quiet green; whether it is solved in its customer's eyes, and while that is possible the way back.
 * POST `action=solved` or `not_solved`, `comment`, `key`; or `action=reopen`, `body`, `key`.
 */
export function OverCard({ turn, me, formKey, entered, errors }: CardOf<'over'>) {
  const words = useWords()
  const { title, lines, released, verdict, reopen, newTicket } = turn
  const unclear = errors.some(({ field }) => field === 'body')
  return (
    <ActionCard look="quiet" title={title} lead={lines.join(' ')}>
      {released && (
        <div className="released">
          {released.html && (
            <>
              <h3>{released.title}</h3>
              <Markdown html={released.html} />
            </>
          )}
          {released.facts.length > 0 && <FactList facts={released.facts} />}
        </div>
      )}
      {verdict.ask && (
        <DecisionForm
          legend={verdict.ask.legend}
          choices={verdict.ask.choices}
          reason={{ name: 'comment', label: verdict.ask.comment, entered: entered.comment ?? '' }}
          chosen={entered.action ?? ''}
          {...{ me, formKey, errors }}
        />
      )}
      {verdict.said && <p className="verdict-said">{verdict.said}</p>}
      {reopen && (
        <details open={unclear || !verdict.solved || undefined} className="reopen">
          <summary className="button">{words.turn.reopen}</summary>
          <Form method="post" className="form">
            <FormKey action="reopen" formKey={formKey} />
            <TextArea name="body" label={words.turn.whatIsBroken} defaultValue={entered.body} errors={errors} />
            <div className="button-row">
              <Button look="primary">{words.turn.reopen}</Button>
            </div>
          </Form>
        </details>
      )}
      {newTicket && <ButtonLink to={newTicket.href}>{newTicket.text}</ButtonLink>}
    </ActionCard>
  )
}
