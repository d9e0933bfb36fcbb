import { Form } from '@remix-run/react'
import { Button } from '../../components/button.tsx'
import { FormKey } from '../../components/form-key.tsx'
import { StatusGlyph } from '../../components/status-glyph.tsx'
import { Time, type When } from '../../components/time.tsx'
import { useWords } from '../../words/use-words.ts'

/** An answer that was given: by whom, what, when; `undo` says until when it can be taken back, to who gave it. */
export type Decided = { who: string; what: string; at: When; next: string | null; undo: string | null }

/** Stands where the form stood: for a colleague who comes second, and for oneself to think again. POST `action=undo`. */
export function DecidedStrip({ decided, formKey }: { decided: Decided; formKey: string }) {
  const words = useWords()
  const { who, what, at, next, undo } = decided
  return (
    <section className="card decided" aria-label={words.ticket.answered}>
      <StatusGlyph status="done" />
      <p>
        <b>{who}</b> {what} <Time {...at} />
        <span className="muted">
          {next} {undo}
        </span>
      </p>
      {undo && (
        <Form method="post">
          <FormKey action="undo" formKey={formKey} />
          <Button size="small">{words.ticket.undo}</Button>
        </Form>
      )}
    </section>
  )
}
