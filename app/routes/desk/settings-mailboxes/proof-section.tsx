import { Form } from '@remix-run/react'
import { Button } from '../../../components/button.tsx'
import { type Fact, FactList } from '../../../components/fact-list.tsx'

export type ProofSectionProps = {
  words: { title: string; line: string; ask: string; compose: string }
  /** Whose word the settings believe. */
  pinned: string
  /** The code that this reader has not used yet, how to use it, and where that leads in a mail program. */
  open: { code: string; line: string; href: string } | null
  found: { title: string; facts: Fact[] }[]
}

/** What staff’s own mail arrives with, and a code to try it. POST `do` = probe. */
export function ProofSection({ words, pinned, open, found }: ProofSectionProps) {
  return (
    <section className="card padded form" id="proof">
      <h2>{words.title}</h2>
      <p>{words.line}</p>
      <p>{pinned}</p>
      {found.map(({ title, facts }) => (
        <div key={title}>
          <h3>{title}</h3>
          <FactList facts={facts} look="stacked" />
        </div>
      ))}
      {open ? (
        <div>
          <p>{open.line}</p>
          <p>
            <code>{open.code}</code>
          </p>
          <p>
            <a href={open.href}>{words.compose}</a>
          </p>
        </div>
      ) : (
        <Form method="post">
          <Button name="do" value="probe">
            {words.ask}
          </Button>
        </Form>
      )}
    </section>
  )
}
