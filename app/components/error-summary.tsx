import { useEffect, useRef } from 'react'
import { useWords } from '../words/use-words.ts'

/** One thing wrong with a form: the field's name, and a sentence that says what is wrong and how to mend it. */
export type FieldError = { field: string; text: string }

/** The sentence for one field, if it has one. */
export function errorOf(errors: FieldError[] | undefined, field: string) {
  return errors?.find((error) => error.field === field)?.text
}

/** All that is wrong, on top of the form; the focus goes there and each line leads to its field. */
export function ErrorSummary({ errors }: { errors: FieldError[] }) {
  const words = useWords()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (errors.length === 0) return
    box.current?.focus()
    if (!document.title.startsWith(words.form.errorTitle)) document.title = words.form.errorTitle + document.title
  }, [errors, words])
  if (errors.length === 0) return null
  return (
    <div className="error-summary" role="alert" tabIndex={-1} ref={box} aria-labelledby="error-summary-title">
      <h2 id="error-summary-title">{words.form.problem}</h2>
      <ul>
        {errors.map(({ field, text }) => (
          <li key={field + text}>{field === '' ? text : <a href={`#${field}`}>{text}</a>}</li>
        ))}
      </ul>
    </div>
  )
}
