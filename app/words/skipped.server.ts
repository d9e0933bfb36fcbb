import { type Skipped, skippable } from '../../domain/skipped.ts'
import type { Language } from '../../domain/ticket.ts'

/** What urgent work went on without, as the history at the desk tells it. */
const words: Record<Language, { urgent: string; without: Record<Skipped, string> }> = {
  en: {
    urgent: 'urgent, without',
    without: {
      estimate: 'an approved estimate',
      payment: 'payment',
      scope: 'a confirmed scope',
      budget: 'a checked budget',
    },
  },
  pt: {
    urgent: 'urgente, sem',
    without: {
      estimate: 'estimativa aprovada',
      payment: 'pagamento',
      scope: 'âmbito confirmado',
      budget: 'orçamento verificado',
    },
  },
}

/** "urgent, without an approved estimate, payment"; nothing where no gate was left aside. */
export function saySkipped(skipped: unknown, language: Language): string {
  const { urgent, without } = words[language]
  const left = Array.isArray(skipped) ? skippable.filter((one) => skipped.includes(one)) : []
  return left.length > 0 ? `${urgent} ${left.map((one) => without[one]).join(', ')}` : ''
}
