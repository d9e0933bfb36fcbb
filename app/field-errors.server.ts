import type { z } from 'zod'
import type { Language } from '../domain/ticket.ts'
import type { FieldError } from './components/error-summary.tsx'
import { deskWordsFor } from './words/desk.server.ts'
import type { DeskWords } from './words/desk-en.server.ts'
import { workspaceWords } from './words/workspace.server.ts'

/**
 * What zod found wrong with a form, as sentences that name the field and say how to mend it; one for each field.
 * @param own the labels of a form that calls its fields otherwise, in the order in which it asks them
 */
export function fieldErrors(
  issues: z.core.$ZodIssue[],
  language: Language,
  own: Record<string, string> = {},
): FieldError[] {
  const labels: Partial<Record<string, string>> = { ...workspaceWords(language).field, ...own }
  const order = Object.keys(own)
  const byField = new Map(issues.toReversed().map((issue) => [String(issue.path[0] ?? ''), issue]))
  return [...byField]
    .toReversed()
    .toSorted(([one], [other]) => order.indexOf(one) - order.indexOf(other))
    .map(([field, issue]) => ({ field, text: `${labels[field] ?? field}: ${sentenceFor(issue, language)}` }))
}

function sentenceFor(issue: z.core.$ZodIssue, language: Language): string {
  const words = deskWordsFor(language).field
  // The lines of an invoice are one field to whoever writes them.
  if (issue.path[0] === 'lines') return words.invoice
  switch (issue.code) {
    case 'invalid_value':
      return words.choose
    case 'invalid_format':
      return formatSentence(issue.format, language)
    case 'not_multiple_of':
      return words.quarter
    case 'too_big':
      return issue.origin === 'string' ? words.long : words.wrong
    case 'too_small':
      return sizeSentence(issue, words)
    case 'invalid_type':
      return issue.expected === 'number' ? words.number : words.needed
    default:
      return words.needed
  }
}

function sizeSentence({ origin, path }: z.core.$ZodIssueTooSmall, words: DeskWords['field']): string {
  if (origin === 'array') return path[0] === 'steps' ? words.needed : words.files
  return origin === 'string' ? words.needed : words.number
}

function formatSentence(format: string, language: Language): string {
  const words = deskWordsFor(language).field
  const sentences: Partial<Record<string, string>> = {
    email: words.email,
    url: words.url,
    date: words.date,
    uuid: words.choose,
  }
  return sentences[format] ?? words.wrong
}
