import { Form } from '@remix-run/react'
import { ActionCard } from '../../components/action-card.tsx'
import { Button, ButtonLink } from '../../components/button.tsx'
import { FactList } from '../../components/fact-list.tsx'
import { TextArea } from '../../components/field.tsx'
import { FormKey } from '../../components/form-key.tsx'
import { Markdown } from '../../components/markdown.tsx'
import { useWords } from '../../words/use-words.ts'
import type { CardOf } from './turn.tsx'

/** How it ended, in quiet green; while that is possible with the way back. POST `action=reopen`, `body`, `key`. */
export function OverCard({ turn, formKey, entered, errors }: CardOf<'over'>) {
  const words = useWords()
  const { title, lines, released, reopen, newTicket } = turn
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
      {reopen && (
        <details open={errors.length > 0 || undefined} className="reopen">
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
