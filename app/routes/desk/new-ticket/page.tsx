import { Form } from '@remix-run/react'
import { Button } from '../../../components/button.tsx'
import { useDraft } from '../../../components/draft.ts'
import { ErrorSummary, type FieldError } from '../../../components/error-summary.tsx'
import { type Option, SelectField, TextArea, TextField } from '../../../components/field.tsx'
import { FormKey } from '../../../components/form-key.tsx'
import { useWords } from '../../../words/use-words.ts'

export type DeskNewTicketProps = {
  categories: Option[]
  apps: Option[]
  /** Contacts by address, to complete what is typed. */
  contacts: Option[]
  entered: Partial<Record<'requester' | 'category' | 'title' | 'body' | 'app', string>>
  errors: FieldError[]
  formKey: string
}

/** A ticket for somebody who called. POST `requester`, `category`, `title`, `body`, `app`, `key`. */
export function DeskNewTicketPage({ categories, apps, contacts, entered, errors, formKey }: DeskNewTicketProps) {
  const words = useWords()
  const draft = useDraft('desk-new-ticket', formKey)
  return (
    <>
      <div className="desk-head plain">
        <h1>{words.shell.newTicket}</h1>
      </div>
      <div className="desk-form">
        <Form method="post" className="card padded form" noValidate onSubmit={draft.markSent}>
          <ErrorSummary errors={errors} />
          <FormKey formKey={formKey} />
          <TextField
            name="requester"
            label={words.deskNew.requester}
            hint={words.deskNew.requesterHint}
            type="email"
            list="contacts"
            autoComplete="off"
            required
            defaultValue={entered.requester}
            errors={errors}
          />
          <datalist id="contacts">
            {contacts.map(({ value, label }) => (
              <option key={value} value={value} label={label} />
            ))}
          </datalist>
          <SelectField
            name="category"
            label={words.queue.filterBy.category}
            options={categories}
            chosen={entered.category}
            blank={words.deskNew.choose}
            errors={errors}
          />
          <SelectField
            name="app"
            label={
              <>
                {words.deskNew.app} <span className="muted">{words.form.optional}</span>
              </>
            }
            options={apps}
            chosen={entered.app}
            blank={words.deskNew.noApp}
            errors={errors}
          />
          <TextField
            name="title"
            label={words.newTicket.title}
            required
            maxLength={200}
            defaultValue={entered.title}
            errors={errors}
          />
          <TextArea
            name="body"
            label={words.deskNew.body}
            hint={words.form.markdown}
            required
            rows={8}
            inputRef={draft.box}
            onInput={draft.keep}
            defaultValue={entered.body}
            errors={errors}
          />
          <div className="button-row">
            <Button look="primary">{words.deskNew.send}</Button>
            <p>{words.deskNew.line}</p>
          </div>
        </Form>
      </div>
    </>
  )
}
