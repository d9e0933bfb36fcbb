import { Form } from '@remix-run/react'
import { Button } from '../../../components/button.tsx'
import { CheckList } from '../../../components/check-list.tsx'
import { ErrorSummary, type FieldError } from '../../../components/error-summary.tsx'
import { TextField } from '../../../components/field.tsx'
import { FormKey } from '../../../components/form-key.tsx'
import { Link } from '../../../components/link.tsx'
import { useWords } from '../../../words/use-words.ts'

/** The words that may go to a ticket of their own, each with its beginning. */
export type SplitView = {
  title: string
  line: string
  what: string
  newTitle: string
  words: { value: string; label: string }[]
}

type SplitPanelProps = {
  splitting: SplitView
  closeHref: string
  formKey: string
  entered: Partial<Record<string, string>>
  errors: FieldError[]
}

/** Makes some words a ticket of their own. POST `action=split`, `messages`*, `title`, `key`. */
export function SplitPanel({ splitting, closeHref, formKey, entered, errors }: SplitPanelProps) {
  const words = useWords()
  const chosen = (entered.messages ?? '').split(' ')
  return (
    <section className="card padded action-panel" id="do" aria-labelledby="do-title">
      <header>
        <h2 id="do-title">{splitting.title}</h2>
        <Link to={closeHref} className="small" preventScrollReset>
          {words.workspace.leaveIt}
        </Link>
      </header>
      <Form method="post" className="form">
        <ErrorSummary errors={errors} />
        <FormKey action="split" formKey={formKey} />
        <CheckList
          name="messages"
          legend={splitting.what}
          items={splitting.words.map((one) => ({ ...one, checked: chosen.includes(one.value) }))}
          errors={errors}
        />
        <TextField
          name="title"
          label={splitting.newTitle}
          required
          maxLength={200}
          defaultValue={entered.title}
          errors={errors}
        />
        <div className="button-row">
          <Button look="primary">{splitting.title}</Button>
          <p>{splitting.line}</p>
        </div>
      </Form>
    </section>
  )
}
