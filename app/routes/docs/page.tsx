import { Form } from '@remix-run/react'
import { Button } from '../../components/button.tsx'
import { ErrorSummary, type FieldError } from '../../components/error-summary.tsx'
import { TextArea } from '../../components/field.tsx'
import { FormKey } from '../../components/form-key.tsx'
import { Link } from '../../components/link.tsx'
import { Markdown } from '../../components/markdown.tsx'
import type { Updated } from '../../revisions.server.ts'
import type { DocsWords } from '../../words/docs.server.ts'
import { Contents, type ContentsOfApp } from './contents.tsx'

export type DocProps = {
  id: string
  title: string
  html: string
  /** The app it is of, and what kind of page it is. */
  about: string[]
  updated: Updated
  owner: string | null
  /** "Version 2 of 5", where this is not the newest. */
  old: string | null
  tickets: number[]
  apps: ContentsOfApp[]
  words: DocsWords['page']
  formKey: string
  entered: { quote: string; words: string }
  errors: FieldError[]
}

/** One page of documentation, and a way to say what is wrong with it. POST `quote`, `words`, `version`, `key`. */
export function DocPage({ id, title, html, about, updated, owner, old, tickets, apps, words, ...form }: DocProps) {
  return (
    <div className="frame docs">
      <main id="main">
        <article className="doc">
          <header>
            <h1>{title}</h1>
            <p className="sub">
              {about.map((one) => (
                <span key={one}>{one}</span>
              ))}
              <span>
                {updated.updated}
                {updated.after && <Link to={`/tickets/${updated.after.number}`}>{updated.after.text}</Link>}
              </span>
              {owner && <span>{owner}</span>}
              <Link to={`/docs/${id}/history`}>{words.history}</Link>
            </p>
          </header>
          {old && (
            <p className="flash plain">
              {words.old} {old}. <Link to={`/docs/${id}`}>{words.newest}</Link>
            </p>
          )}
          <Markdown html={html} />
          {tickets.length > 0 && (
            <footer className="sub">
              <span>{words.linked}</span>
              {tickets.map((number) => (
                <Link key={number} to={`/tickets/${number}`}>
                  #{number}
                </Link>
              ))}
            </footer>
          )}
        </article>
        <Suggestion words={words} {...form} />
      </main>
      <Contents apps={apps} q="" words={words} />
    </div>
  )
}

function Suggestion({ words, formKey, entered, errors }: Pick<DocProps, 'words' | 'formKey' | 'entered' | 'errors'>) {
  return (
    <details className="card padded suggest" open={errors.length > 0}>
      <summary>{words.suggest}</summary>
      <Form method="post" className="form" noValidate>
        <ErrorSummary errors={errors} />
        <p className="hint">{words.suggestLine}</p>
        <FormKey formKey={formKey} />
        <TextArea
          name="quote"
          label={
            <>
              {words.quote} <span className="muted">{words.optional}</span>
            </>
          }
          hint={words.quoteHint}
          rows={2}
          defaultValue={entered.quote}
          errors={errors}
        />
        <TextArea name="words" label={words.words} rows={3} defaultValue={entered.words} errors={errors} />
        <div className="button-row">
          <Button look="primary">{words.send}</Button>
        </div>
      </Form>
    </details>
  )
}
