import type { Category, Language } from '../ticket.ts'

/** What a customer chooses from, named alike on pages and in letters (R002). */
export const categoryNames: Record<Language, Record<Category, string>> = {
  en: {
    question: 'Question',
    urgent_issue: 'Urgent issue',
    server_issue: 'Server issue',
    issue_with_error: 'Issue with error',
    issue_no_error: 'Issue, no error',
  },
  pt: {
    question: 'Pergunta',
    urgent_issue: 'Problema urgente',
    server_issue: 'Problema de servidor',
    issue_with_error: 'Problema com erro',
    issue_no_error: 'Problema sem erro',
  },
}
