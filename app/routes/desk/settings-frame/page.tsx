import type { ReactNode } from 'react'
import { ErrorSummary, type FieldError } from '../../../components/error-summary.tsx'

type SettingsPageProps = {
  words: { title: string; line: string }
  /** Why nothing can be changed here, for those who may only look. */
  readOnly?: string | null | undefined
  errors?: FieldError[]
  children: ReactNode
}

/** A page of the settings: what it is about in one line, what was wrong with the last sending, and its forms. */
export function SettingsPage({ words, readOnly, errors = [], children }: SettingsPageProps) {
  return (
    <>
      <div className="desk-head plain">
        <h1>{words.title}</h1>
      </div>
      <div className="desk-form form">
        <p>{words.line}</p>
        {readOnly && <p>{readOnly}</p>}
        <ErrorSummary errors={errors} />
        {children}
      </div>
    </>
  )
}
