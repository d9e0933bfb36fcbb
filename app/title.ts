import type { FieldError } from './components/error-summary.tsx'
import type { Words } from './words/en.ts'

/** The title of a page; "Error:" comes first when its form came back, so that a screen reader says it first. */
export function titled(words: Words, title: string, errors: FieldError[] = []): string {
  return `${errors.length > 0 ? words.form.errorTitle : ''}${title} · Signoff`
}
