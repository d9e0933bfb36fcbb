import { Form } from '@remix-run/react'
import { Button } from '../../../components/button.tsx'
import { TextField } from '../../../components/field.tsx'
import { Link } from '../../../components/link.tsx'
import { SettingsPage } from '../settings-frame/page.tsx'

export type LettersProps = {
  words: Record<
    | ('title' | 'line' | 'all' | 'who' | 'language' | 'en' | 'pt' | 'ticket' | 'hint' | 'show' | 'none' | 'html')
    | ('text' | 'subject'),
    string
  >
  links: { href: string; text: string; current: boolean }[]
  languages: { href: string; text: string; current: boolean }[]
  /** What may have come of commands; empty for other letters. */
  outcomes: { href: string; text: string; current: boolean }[]
  letter: string
  language: string
  name: string
  who: string[]
  ticket: string
  /** null when the ticket has no such letter. */
  shown: { subject: string; text: string; htmlHref: string } | null
}

/** Every letter of the house: who gets it when, and how it looks. All of it works by links. */
export function LettersPage(props: LettersProps) {
  const { words, links, languages, outcomes, letter, language, name, who, ticket, shown } = props
  return (
    <SettingsPage words={words}>
      <details open={links.every(({ current }) => !current)}>
        <summary>{words.all}</summary>
        <ul className="letter-list">
          {links.map(({ href, text, current }) => (
            <li key={href}>
              <Link to={href} aria-current={current ? 'page' : undefined} preventScrollReset>
                {text}
              </Link>
            </li>
          ))}
        </ul>
      </details>
      <section className="card padded form" aria-labelledby="letter">
        <h2 id="letter">{name}</h2>
        <div>
          <h3>{words.who}</h3>
          <ul>
            {who.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </div>
        <Choices links={languages} />
        {outcomes.length > 0 && <Choices links={outcomes} />}
        <Form method="get" className="button-row letter-of">
          <input type="hidden" name="letter" value={letter} />
          <input type="hidden" name="language" value={language} />
          <TextField
            key={ticket}
            name="ticket"
            label={words.ticket}
            hint={words.hint}
            defaultValue={ticket}
            inputMode="numeric"
            errors={[]}
          />
          <Button>{words.show}</Button>
        </Form>
        {shown ? (
          <>
            <p>
              {words.subject}: <strong>{shown.subject}</strong>
            </p>
            <h3>{words.html}</h3>
            <iframe
              key={shown.htmlHref}
              className="letter-frame tall"
              src={shown.htmlHref}
              title={words.html}
              sandbox=""
            />
            <h3>{words.text}</h3>
            <pre className="letter-text">{shown.text}</pre>
          </>
        ) : (
          <p>{words.none}</p>
        )}
      </section>
    </SettingsPage>
  )
}

/** The same letter in another language, or of another outcome. */
function Choices({ links }: { links: LettersProps['languages'] }) {
  return (
    <p className="button-row letter-tongues">
      {links.map(({ href, text, current }) => (
        <Link key={href} to={href} aria-current={current ? 'true' : undefined} preventScrollReset>
          {text}
        </Link>
      ))}
    </p>
  )
}
