import { Form } from '@remix-run/react'
import { Button } from '../../../components/button.tsx'
import type { FieldError } from '../../../components/error-summary.tsx'
import { FactList } from '../../../components/fact-list.tsx'
import { type Option, SelectField } from '../../../components/field.tsx'

export type MailboxCardProps = {
  mailbox: {
    name: string
    address: string
    owner: string
    health: { ready: boolean; word: string; lines: string[] }
    /** What was left in it when it was first read; null where nothing was. */
    older: { line: string; button: string | null; hint: string | null } | null
  }
  words: { owner: string; ownerHint: string; anybody: string; save: string }
  options: Option[]
  readOnly: boolean
  errors: FieldError[]
}

/** One mailbox: how it is, what it left unread, and whose mail comes in. POST `do` = owner or older. */
export function MailboxCard({ mailbox, words, options, readOnly, errors }: MailboxCardProps) {
  const { name, address, owner, health, older } = mailbox
  return (
    <section className="card padded form">
      <div className="mailbox-head">
        <h2>{address}</h2>
        <span className={health.ready ? 'fate good' : 'fate bad'}>{health.word}</span>
        {health.lines.map((line) => (
          <p key={line} className="hint">
            {line}
          </p>
        ))}
      </div>
      {older && (
        <Form method="post" className="form">
          <p>{older.line}</p>
          {older.button && !readOnly && (
            <>
              <p className="hint">{older.hint}</p>
              <input type="hidden" name="do" value="older" />
              <input type="hidden" name="mailbox" value={name} />
              <div className="button-row">
                <Button>{older.button}</Button>
              </div>
            </>
          )}
        </Form>
      )}
      {readOnly ? (
        <FactList
          look="stacked"
          facts={[{ term: words.owner, text: options.find(({ value }) => value === owner)?.label ?? words.anybody }]}
        />
      ) : (
        <Form method="post" className="form">
          <input type="hidden" name="do" value="owner" />
          <input type="hidden" name="mailbox" value={name} />
          <SelectField
            key={owner}
            name="owner"
            id={`owner-of-${name}`}
            label={words.owner}
            hint={words.ownerHint}
            options={options}
            chosen={owner}
            blank={words.anybody}
            errors={errors}
          />
          <div className="button-row">
            <Button look="primary">{words.save}</Button>
          </div>
        </Form>
      )}
    </section>
  )
}
