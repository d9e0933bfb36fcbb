import { Form } from '@remix-run/react'
import { impacts } from '../../../domain/ticket.ts'
import { Button } from '../../components/button.tsx'
import { type Category, categoryIcon } from '../../components/category.ts'
import { CheckList } from '../../components/check-list.tsx'
import { useDraft } from '../../components/draft.ts'
import { ErrorSummary, errorOf, type FieldError } from '../../components/error-summary.tsx'
import { type Option, SelectField, TextArea, TextField } from '../../components/field.tsx'
import { FileDrop, type KeptFile, useFileField } from '../../components/file-drop.tsx'
import { FormKey } from '../../components/form-key.tsx'
import { RadioCard } from '../../components/radio-card.tsx'
import { useWords } from '../../words/use-words.ts'
import { Known, type KnownThings } from './known.tsx'
import { useKnown } from './use-known.ts'

/** `promise` is the span ("1 business hour"), `takenBy` the moment it ends if sent now ("Mon 23 Nov, 15:20"). */
export type OfferedCategory = { category: Category; promise: string; takenBy: string }

/** What was typed before the form came back with errors; empty at first. */
export type NewTicketEntered = {
  category?: Category
  impact?: string[]
  impact_other?: string
  error_text?: string
  page_address?: string
  title?: string
  body?: string
  app?: string
  participants?: string[]
}

export type NewTicketProps = {
  categories: OfferedCategory[]
  apps: Option[]
  colleagues: Option[]
  entered: NewTicketEntered
  kept: KeptFile[]
  errors: FieldError[]
  formKey: string
  /** What the title may be about, as found without JavaScript. */
  found: KnownThings | null
  /** The closed ticket this one follows. */
  about: { number: number; text: string; hint: string } | null
  look: string
}

/**
 * Four fields and what one category asks beside them. POST `category`, `impact`*, `impact_other`, `error_text`,
 * `page_address`, `title`, `body`, `app`, `participants`*, `files`*, `file_ids`*, `about`, `key`; `join` sends it to another ticket, and
 * `look` only looks for one.
 */
export function NewTicketPage(props: NewTicketProps) {
  const { categories, apps, colleagues, entered, kept, errors, formKey, found, about, look } = props
  const words = useWords()
  const known = useKnown(found)
  const draft = useDraft('new-ticket', formKey)
  const files = useFileField(formKey)
  const categoryError = errorOf(errors, 'category')
  return (
    <div className="frame single">
      <main id="main">
        <div className="title-row">
          <h1>{words.shell.newTicket}</h1>
        </div>
        <Form
          method="post"
          encType="multipart/form-data"
          className="form new-ticket"
          noValidate
          onSubmit={draft.markSent}
        >
          {/* Enter in a field presses the first button of a form: it has to be the one that sends. */}
          <button className="hidden-text" type="submit" tabIndex={-1} aria-hidden="true" />
          <ErrorSummary errors={errors} />
          <FormKey formKey={formKey} />
          {about && (
            <p className="flash plain">
              <input type="hidden" name="about" value={about.number} />
              <b>{about.text}</b> {about.hint}
            </p>
          )}
          <fieldset id="category" className={categoryError ? 'field wrong' : 'field'}>
            <legend>{words.newTicket.what}</legend>
            {categoryError && <p className="field-error">{categoryError}</p>}
            <div className="radio-cards">
              {categories.map(({ category, promise }) => (
                <RadioCard
                  key={category}
                  name="category"
                  value={category}
                  icon={categoryIcon[category]}
                  title={words.category[category]}
                  line={words.categoryLine[category]}
                  promise={words.newTicket.within(promise)}
                  checked={entered.category === category}
                />
              ))}
            </div>
          </fieldset>
          <div className="branch when-urgent">
            <CheckList
              name="impact"
              legend={words.newTicket.impact}
              hint={words.newTicket.impactHint}
              layout="columns"
              items={impacts.map((value) => ({
                value,
                label: words.impact[value],
                checked: entered.impact?.includes(value) ?? false,
              }))}
              errors={errors}
            />
            <TextField
              name="impact_other"
              label={words.newTicket.impactOther}
              defaultValue={entered.impact_other}
              errors={errors}
            />
          </div>
          <div className="branch when-error">
            <TextArea
              name="error_text"
              label={words.newTicket.errorText}
              hint={words.newTicket.errorTextHint}
              defaultValue={entered.error_text}
              errors={errors}
            />
            <TextField
              name="page_address"
              label={words.newTicket.pageAddress}
              defaultValue={entered.page_address}
              errors={errors}
            />
          </div>
          <TextField
            name="title"
            label={words.newTicket.title}
            maxLength={200}
            defaultValue={entered.title}
            errors={errors}
            onInput={known.ask}
          />
          <Button size="small" name="look" value="1" data-without-script>
            {look}
          </Button>
          <Known known={known.things} />
          <TextArea
            name="body"
            label={words.newTicket.body}
            rows={6}
            defaultValue={entered.body}
            errors={errors}
            inputRef={draft.box}
            onInput={draft.keep}
            onPaste={files.takePasted}
          />
          <FileDrop id="files" field={files} kept={kept} />
          {apps.length > 1 && (
            <SelectField
              name="app"
              label={words.newTicket.app}
              blank={words.newTicket.appUnsure}
              options={apps}
              chosen={entered.app}
              errors={errors}
            />
          )}
          {colleagues.length > 0 && (
            <CheckList
              name="participants"
              legend={words.newTicket.alsoTell}
              layout="columns"
              items={colleagues.map((one) => ({ ...one, checked: entered.participants?.includes(one.value) ?? false }))}
            />
          )}
          <div className="button-row">
            <Button look="primary">{words.newTicket.send}</Button>
            <p>
              {categories.map(({ category, takenBy }) => (
                <span key={category} data-taken={category}>
                  {words.newTicket.takenBy(takenBy)}
                </span>
              ))}
            </p>
          </div>
        </Form>
      </main>
    </div>
  )
}
