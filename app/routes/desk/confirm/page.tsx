import { Form } from '@remix-run/react'
import { Button } from '../../../components/button.tsx'
import { ErrorSummary, type FieldError } from '../../../components/error-summary.tsx'
import { FormKey } from '../../../components/form-key.tsx'
import { Link } from '../../../components/link.tsx'

export type ConfirmProps = {
  heading: string
  of: string
  /** What is said of it, sentence by sentence. */
  told: string[]
  lines: string[]
  /** The whole mail, folded away; null where there is nothing more. */
  mail: { title: string; text: string } | null
  /** null when there is nothing to confirm any more. */
  confirm: string | null
  ticket: { href: string; text: string }
  formKey: string
  errors: FieldError[]
}

/** What a mail of one of us asks for and a mail alone may not do. POST `key` does it. */
export function ConfirmPage({ heading, of, told, lines, mail, confirm, ticket, formKey, errors }: ConfirmProps) {
  return (
    <>
      <div className="desk-head plain">
        <h1>{heading}</h1>
        <p className="sub">{of}</p>
      </div>
      <div className="desk-form form">
        <ErrorSummary errors={errors} />
        <section className="card padded form">
          <pre className="mail-source">{lines.join('\n')}</pre>
          <p>{told.join(' ')}</p>
          {mail && (
            <details>
              <summary className="small">{mail.title}</summary>
              <pre className="mail-source">{mail.text}</pre>
            </details>
          )}
          <Form method="post" className="button-row">
            {confirm !== null && (
              <>
                <FormKey formKey={formKey} />
                <Button look="primary">{confirm}</Button>
              </>
            )}
            <Link to={ticket.href}>{ticket.text}</Link>
          </Form>
        </section>
      </div>
    </>
  )
}
