import type { Language } from '../domain/ticket.ts'

const locales: Record<Language, string> = { en: 'en-GB', pt: 'pt-PT' }

/** A whole number with its thousands apart: `12,431`. */
export function sayCount(count: number, language: Language): string {
  // Portuguese would leave four digits together.
  return new Intl.NumberFormat(locales[language], { useGrouping: 'always' }).format(count)
}
