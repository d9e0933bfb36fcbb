import { Form } from '@remix-run/react'
import { useRef } from 'react'
import { NoteComposer, ReplyComposer } from '../../../components/composer.tsx'
import type { FieldError } from '../../../components/error-summary.tsx'
import type { KeptFile } from '../../../components/file-drop.tsx'
import { Icon } from '../../../components/icon.tsx'
import { useWords } from '../../../words/use-words.ts'
import { Uploading } from './action-panel.tsx'

export type ComposersProps = {
  name: string
  formKey: string
  /** Who reads a reply: their names for the button, their addresses above the box. Null when nobody can be written to. */
  replyTo: { names: string; addresses: string } | null
  /** Which colleague is writing here just now. */
  writing: string | null
  /** The last words of others that the writer has before their eyes. */
  seen: string
  saved: { id: string; name: string }[]
  /** The saved reply that was asked for. */
  inserted: string
  said: { message?: string; note?: string }
  kept: KeptFile[]
  errors: FieldError[]
}

/** Words for the customer, and words for us: two forms that nobody takes for each other. GET `reply` fills the first. */
export function Composers(props: ComposersProps) {
  const { name, formKey, replyTo, writing, seen, saved, inserted, said, kept, errors } = props
  const words = useWords().workspace
  const common = { name, formKey, errors }
  return (
    <div className="composers" onInput={useTelling(`/desk/t/${name}/writing`)}>
      <p className="small muted" role="status">
        {writing}
      </p>
      {replyTo && (
        <details open>
          <summary>
            <Icon name="reply" />
            {words.reply}
          </summary>
          {saved.length > 0 && (
            <Form method="get" action="#message-body" className="saved-replies" preventScrollReset>
              <select className="input" name="reply" aria-label={words.savedReply}>
                {saved.map(({ id, name: title }) => (
                  <option key={id} value={id}>
                    {title}
                  </option>
                ))}
              </select>
              <button className="button small" type="submit">
                {words.insert}
              </button>
            </Form>
          )}
          <ReplyComposer
            {...common}
            to={words.replyTo(replyTo.addresses)}
            submit={words.sendTo(replyTo.names)}
            entered={said.message ?? inserted}
            kept={said.message === undefined ? [] : kept}
            hidden={{ name: 'seen', value: seen }}
            progress={<Uploading of="message" />}
          />
        </details>
      )}
      <details className="note" open={said.note !== undefined}>
        <summary>
          <Icon name="lock" />
          {words.note}
        </summary>
        <NoteComposer
          {...common}
          to={words.noteTo}
          submit={words.saveNote}
          entered={said.note ?? ''}
          kept={said.note === undefined ? [] : kept}
          progress={<Uploading of="note" />}
        />
      </details>
    </div>
  )
}

/** Tells colleagues that somebody writes here, a few times a minute. */
function useTelling(url: string) {
  const told = useRef(Number.NEGATIVE_INFINITY)
  return ({ timeStamp }: { timeStamp: number }) => {
    if (timeStamp - told.current < 20_000) return
    told.current = timeStamp
    navigator.sendBeacon(url)
  }
}
