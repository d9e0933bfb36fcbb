import type { Stage } from '../domain/stage.ts'
import type { PortalWords } from './words/portal-en.server.ts'

/** Where a ticket stands, in one line for its customer; the place in line only while it waits for its turn. */
export function stageLine(stage: Stage, words: PortalWords, queuePosition: number | null = null): string {
  return stage === 'planned' && queuePosition !== null ? words.inLine(queuePosition) : words.stage[stage]
}

/** Hours with at most two decimals, as the reader writes numbers: "6 h", "2,25 h". */
export function sayHours(hours: number, words: PortalWords, locale: 'en' | 'pt'): string {
  return words.hours(
    new Intl.NumberFormat(locale === 'pt' ? 'pt-PT' : 'en-GB', { maximumFractionDigits: 2 }).format(hours),
  )
}
