import { isRouteErrorResponse, useLocation, useRouteError } from '@remix-run/react'
import type { ReactNode } from 'react'
import { useDocument } from '../document.ts'
import { useWords } from '../words/use-words.ts'
import { ButtonLink } from './button.tsx'
import { Link } from './link.tsx'

/**
 * What went wrong, in words, inside whatever frame is around: nothing here (404), a refusal with its sentence, or a
 * fault with its number. A route shows it in its own frame by exporting it as its `ErrorBoundary`.
 */
export function Wrong() {
  const words = useWords()
  const error = useRouteError()
  const { incident } = useDocument()
  const { pathname, search } = useLocation()

  if (isRouteErrorResponse(error)) {
    if (error.status === 404) return <Told title={words.wrong.notFoundTitle} line={words.wrong.notFoundLine} />
    // Remix says 405 in its own words, which are for developers; every other refusal has a sentence of ours.
    const line = error.status === 405 ? words.wrong.noForm : sentenceOf(error.data)
    return <Told title={words.wrong.refusedTitle} line={line} />
  }
  return (
    <Told title={words.wrong.title} line={incident ? `${words.wrong.line} ${incident}` : words.wrong.line}>
      <ButtonLink look="primary" to={pathname + search} reloadDocument>
        {words.wrong.again}
      </ButtonLink>
    </Told>
  )
}

/** The same where the frame around leaves the main part of the document to its pages. */
export function WrongPage() {
  return (
    <main id="main">
      <Wrong />
    </main>
  )
}

function Told({ title, line, children }: { title: string; line: string; children?: ReactNode }) {
  const words = useWords()
  return (
    <div className="frame single">
      <div className="card padded form">
        <h1>{title}</h1>
        <p>{line}</p>
        <div className="button-row">
          {children}
          <Link to="/">{words.wrong.home}</Link>
        </div>
      </div>
    </div>
  )
}

function sentenceOf(data: unknown): string {
  return typeof data === 'string' ? data : ''
}
