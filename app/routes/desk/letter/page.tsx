import { Form } from '@remix-run/react'
import { Button } from '../../../components/button.tsx'
import { ErrorSummary, type FieldError } from '../../../components/error-summary.tsx'
import { type Fact, FactList } from '../../../components/fact-list.tsx'
import { type Option, SelectField, TextField } from '../../../components/field.tsx'
import type { FileLink } from '../../../components/file-drop.tsx'
import { FormKey } from '../../../components/form-key.tsx'
import { Icon } from '../../../components/icon.tsx'
import { LetterFrame, type LetterFrameProps } from '../../../components/letter-frame.tsx'
import { Link } from '../../../components/link.tsx'
import { RailSection, Section } from '../../../components/section.tsx'
import { Time, type When } from '../../../components/time.tsx'
import { Files } from '../../../components/timeline.tsx'
import { useWords } from '../../../words/use-words.ts'
import { type Fate, FateMark } from '../mail-log/fate.tsx'

/** Why a mail is held, in a sentence, and what may be done with it by one click. */
export type HeldMail = {
  reason: string
  /** Tickets it may belong to, the likeliest first. */
  tickets: Option[]
  /** The number of the one it likely belongs to; empty where none is near. */
  ticket: string
  /** What that one is about. */
  hint: string | null
  companies: Option[]
  /** Whose mail comes into its mailbox; empty where that may be anybody's. */
  company: string
  /** People whose other address this may be, those of the same name first. */
  people: Option[]
}

export type LetterProps = {
  letter: {
    id: string
    direction: 'in' | 'out'
    subject: string
    from: string
    /** A warning about whom it is from. */
    doubt: string | null
    to: string
    at: When
    fate: Fate
    ticket: number | null
    /** The new words as plain text; the folded rest apart. */
    text: string
    folded: string | null
    /** The letter in its own shape, as a document that may do nothing. */
    frame: LetterFrameProps | null
    /** Where a choice about its pictures leads back to: a browser opens what is folded around it. */
    frameId?: string | undefined
    files: FileLink[]
    rawHref: string
  }
  held: HeldMail | null
  /** Who put it aside as spam; null where nobody did. */
  spam: string | null
  /** For a mail of ours: each try, with the server's words. */
  tries: { at: When; fate: Fate; said: string }[]
  mayRetry: boolean
  /** What its lines of commands came to; null where it has none. */
  commands: { title: string; facts: Fact[] } | null
  evidence: Fact[]
  headers: Fact[]
  formKey: string
  errors: FieldError[]
}

/** One mail, what became of it and why. POST `action` = attach, open, same_person, spam, read_again or retry. */
export function LetterPage({
  letter,
  held,
  spam,
  tries,
  mayRetry,
  commands,
  evidence,
  headers,
  formKey,
  errors,
}: LetterProps) {
  const words = useWords()
  return (
    <>
      <div className="desk-head plain">
        <nav className="crumbs" aria-label={words.ticket.crumbs}>
          <Link to="/desk/mail">{words.deskPlaces.mail}</Link>
        </nav>
        <div className="workspace-head">
          <h1>{letter.subject || words.mail.noSubject}</h1>
          <FateMark fate={letter.fate} ticket={letter.ticket} />
        </div>
        <p className="sub">
          <span>
            <Icon name={letter.direction === 'in' ? 'mailIn' : 'mailOut'} />
            {words.mail.from} {letter.from}
          </span>
          {letter.to && (
            <span>
              {words.mail.to} {letter.to}
            </span>
          )}
          <Time {...letter.at} />
        </p>
        {letter.doubt && <p className="flash problem">{letter.doubt}</p>}
      </div>
      <div className="workspace">
        <div>
          <ErrorSummary errors={errors} />
          {held && <Held held={held} formKey={formKey} errors={errors} />}
          {spam && (
            <Form method="post" className="flash problem">
              <FormKey action="read_again" formKey={formKey} />
              {spam}
              <Button size="small">{words.mail.noSpam}</Button>
            </Form>
          )}
          {mayRetry && (
            <Form method="post" className="flash problem">
              <FormKey action="retry" formKey={formKey} />
              {words.mail.notDelivered}
              <Button size="small">{words.mail.retry}</Button>
            </Form>
          )}
          <Section
            title={words.mail.words}
            aside={
              <a className="small" href={letter.rawHref}>
                {words.mail.raw}
              </a>
            }
          >
            <pre className="mail-source">{letter.text || words.mail.noWords}</pre>
            {letter.folded && (
              <details>
                <summary className="small">{words.thread.folded}</summary>
                <pre className="mail-source">{letter.folded}</pre>
              </details>
            )}
            {letter.frame && (
              <details>
                <summary className="small">{words.mail.ownShape}</summary>
                <div id={letter.frameId}>
                  <LetterFrame {...letter.frame} />
                </div>
              </details>
            )}
            <Files files={letter.files} />
          </Section>
        </div>
        <aside className="rail" aria-label={words.ticket.details}>
          {letter.ticket !== null && (
            <RailSection title={words.mail.ticket}>
              <Link to={`/desk/t/${letter.ticket}`}>#{letter.ticket}</Link>
            </RailSection>
          )}
          {tries.length > 0 && (
            <RailSection title={words.mail.tries}>
              <ul className="people">
                {tries.map(({ at, fate, said }) => (
                  <li key={at.at}>
                    <span>
                      <FateMark fate={fate} ticket={null} /> <Time {...at} />
                      <small>{said}</small>
                    </span>
                  </li>
                ))}
              </ul>
            </RailSection>
          )}
          {commands && (
            <RailSection title={commands.title}>
              <FactList facts={commands.facts} />
            </RailSection>
          )}
          {evidence.length > 0 && (
            <RailSection title={words.mail.evidence}>
              <FactList facts={evidence} />
            </RailSection>
          )}
          <RailSection title={words.mail.headers}>
            <FactList facts={headers} />
          </RailSection>
        </aside>
      </div>
    </>
  )
}

type HeldProps = { held: HeldMail; formKey: string; errors: FieldError[] }

/** The one-click ways out of being held. */
function Held({ held, formKey, errors }: HeldProps) {
  const words = useWords()
  return (
    <section className="card padded action-panel" aria-labelledby="held-title">
      <header>
        <h2 id="held-title">{words.mail.heldTitle}</h2>
      </header>
      <div className="choices">
        <p>{held.reason}</p>
        <Form method="post">
          <FormKey action="attach" formKey={formKey} />
          <TextField
            name="ticket"
            label={words.mail.attachTo}
            inputMode="numeric"
            hint={held.hint}
            list="likely-tickets"
            defaultValue={held.ticket}
            required
            errors={errors}
          />
          <datalist id="likely-tickets">
            {held.tickets.map(({ value, label }) => (
              <option key={value} value={value} label={label} />
            ))}
          </datalist>
          <Button>{words.mail.attach}</Button>
        </Form>
        <Form method="post">
          <FormKey action="open" formKey={formKey} />
          <SelectField
            name="company"
            label={words.mail.openFor}
            options={held.companies}
            chosen={held.company}
            blank={words.mail.choose}
            errors={errors}
          />
          <Button>{words.mail.open}</Button>
        </Form>
        {held.people.length > 0 && (
          <Form method="post">
            <FormKey action="same_person" formKey={formKey} />
            <SelectField
              name="person"
              label={words.mail.samePersonAs}
              options={held.people}
              blank={words.mail.choose}
              errors={errors}
            />
            <Button>{words.mail.samePerson}</Button>
          </Form>
        )}
        <div className="button-row">
          <Form method="post">
            <FormKey action="read_again" formKey={formKey} />
            <Button look="quiet">{words.mail.readAgain}</Button>
          </Form>
          <Form method="post">
            <FormKey action="spam" formKey={formKey} />
            <Button look="quiet">{words.mail.spam}</Button>
          </Form>
        </div>
      </div>
    </section>
  )
}
