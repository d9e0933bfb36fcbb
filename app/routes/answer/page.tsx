import { Form } from '@remix-run/react'
import { Button, ButtonLink } from '../../components/button.tsx'
import { ErrorSummary } from '../../components/error-summary.tsx'
import { FormKey } from '../../components/form-key.tsx'
import { BarePage } from '../../components/page.tsx'
import type { TurnCardProps } from '../ticket/turn.tsx'
import { TurnCard } from '../ticket/turn-card.tsx'

/** Why there is no card: what happened, where to go on, and for ten minutes the way back. */
export type Told = {
  heading: string
  lines: string[]
  link: { href: string; text: string }
  undo: { label: string; line: string } | null
}

/** What the link of a letter shows to the person it was made for. */
export type Shown = { ask: Pick<TurnCardProps, 'turn' | 'number' | 'me'> & { title: string; speaksFor: string } } | Told

type AnswerProps = Pick<TurnCardProps, 'formKey' | 'entered' | 'kept' | 'errors'> & {
  agency: { name: string; mark: string }
  shown: Shown
}

/** Answer from a mail, without signing in. GET shows, only the card's POST decides. */
export function AnswerPage({ agency, shown, ...form }: AnswerProps) {
  if (!('ask' in shown)) {
    return (
      <BarePage agency={agency}>
        <Outcome {...shown} formKey={form.formKey} />
      </BarePage>
    )
  }
  const { title, speaksFor, ...card } = shown.ask
  return (
    <BarePage agency={agency} width="wide">
      <div className="form">
        <div>
          <h1>{title}</h1>
          <p className="sub">{speaksFor}</p>
        </div>
        <ErrorSummary errors={form.errors} />
        <TurnCard {...card} {...form} />
      </div>
    </BarePage>
  )
}

/** POST `action=undo`, `key`, while there is a way back. */
function Outcome({ heading, lines, link, undo, formKey }: Told & { formKey: string }) {
  return (
    <div className="card padded form" role="status">
      <h1>{heading}</h1>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      <div className="button-row">
        <ButtonLink to={link.href} reloadDocument>
          {link.text}
        </ButtonLink>
        {undo && (
          <Form method="post">
            <FormKey action="undo" formKey={formKey} />
            <Button look="quiet">{undo.label}</Button>
          </Form>
        )}
      </div>
      {undo && <p className="small muted">{undo.line}</p>}
    </div>
  )
}
