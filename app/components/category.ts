import type { Category } from '../../domain/ticket.ts'
import type { IconName } from './icon-names.ts'

export type { Category }

/** The drawing that goes with each of the customer's five words. */
export const categoryIcon = {
  question: 'question',
  urgent_issue: 'urgent',
  server_issue: 'server',
  issue_with_error: 'bug',
  issue_no_error: 'pencil',
} as const satisfies Record<Category, IconName>
