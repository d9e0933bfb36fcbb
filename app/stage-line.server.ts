import type { Stage } from '../domain/stage.ts'
import type { PortalWords } from './words/portal-en.server.ts'

/** What a line of a stage may add: a place in line, a wait for staging, the name of who said OK. */
export type StageMore = { queuePosition?: number | null; waitsForStaging?: boolean; approvedBy?: string | null }

/** Where a ticket stands, in one line for its customer; the place in line only while it waits for its turn (R023). */
export function stageLine(stage: Stage, words: PortalWords, more: StageMore = {}): string {
  const { queuePosition, waitsForStaging, approvedBy } = more
  if (stage === 'planned' && queuePosition) return words.inLine(queuePosition)
  if (stage === 'testing' && waitsForStaging) return words.waitsForStaging
  if (stage === 'approved' && approvedBy) return words.approvedBy(approvedBy)
  return words.stage[stage]
}

/** Hours with at most two decimals, as the reader writes numbers: "6 h", "2,25 h". */
export function sayHours(hours: number, words: PortalWords, locale: 'en' | 'pt'): string {
  return words.hours(
    new Intl.NumberFormat(locale === 'pt' ? 'pt-PT' : 'en-GB', { maximumFractionDigits: 2 }).format(hours),
  )
}
