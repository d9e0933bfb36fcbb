import { Form } from '@remix-run/react'
import type { ReactNode } from 'react'
import { useWords } from '../words/use-words.ts'
import { Button } from './button.tsx'
import { useDraft } from './draft.ts'
import { errorOf, type FieldError } from './error-summary.tsx'
import { FileDrop, type KeptFile, useFileField } from './file-drop.tsx'
import { FormKey } from './form-key.tsx'
import { Icon } from './icon.tsx'

/** `name` is the draft's own, one per ticket and kind; `to` says in words who will read it. */
export type ComposerProps = {
  name: string
  formKey: string
  to: string
  placeholder?: string
  submit: string
  entered?: string
  kept?: KeptFile[]
  errors?: FieldError[]
  /** Where the words do more than join the thread. */
  action?: 'answer'
  /** What the form tells besides, unseen. */
  hidden?: { name: string; value: string }
  progress?: ReactNode
  /** Beside something that is asked first. */
  quiet?: boolean
}

/** Words that the customer and we both see. */
export function ReplyComposer(props: ComposerProps) {
  return <Composer {...props} kind="message" look="composer" />
}

/** Words that only staff see. Another form, another colour, another button: the two cannot be mixed up. */
export function NoteComposer(props: ComposerProps) {
  return <Composer {...props} kind="note" look="composer note" />
}

type Kind = { kind: 'message' | 'note'; look: string }

function Composer(props: ComposerProps & Kind) {
  const { name, formKey, to, placeholder, submit, entered, kept, errors, kind, look, action, hidden, progress, quiet } =
    props
  const words = useWords()
  const draft = useDraft(`${name}.${kind}`, formKey)
  const files = useFileField(formKey)
  const error = errorOf(errors, `${kind}-body`)
  return (
    <Form
      method="post"
      encType="multipart/form-data"
      className={look}
      key={formKey}
      onSubmit={draft.markSent}
      preventScrollReset
    >
      <FormKey action={action ?? kind} formKey={formKey} />
      {hidden && <input type="hidden" {...hidden} />}
      <p className="to">
        <label htmlFor={`${kind}-body`}>
          <Icon name={kind === 'note' ? 'lock' : 'reply'} />
          {to}
        </label>
        <span className="muted">{words.form.markdown}</span>
      </p>
      {error && (
        <p className="field-error" id={`${kind}-error`}>
          {error}
        </p>
      )}
      <textarea
        className="input"
        id={`${kind}-body`}
        name="body"
        required
        placeholder={placeholder}
        defaultValue={entered}
        ref={draft.box}
        onInput={draft.keep}
        onPaste={files.takePasted}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${kind}-error` : undefined}
        aria-keyshortcuts="Control+Enter"
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit()
        }}
      />
      <FileDrop id={`${kind}-files`} field={files} kept={kept ?? []} />
      <div className="button-row">
        {progress}
        <Button {...(kind === 'message' && !quiet && { look: 'primary' })}>{submit}</Button>
      </div>
    </Form>
  )
}
