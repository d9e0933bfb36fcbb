import type { Language } from '../../domain/ticket.ts'

const locales: Record<Language, string> = { en: 'en-GB', pt: 'pt-PT' }

/** An amount in minor units as its reader writes it: `€480.00`, `480,00 €`. */
export function sayMoney(minor: number, currency: string, language: Language): string {
  const format = new Intl.NumberFormat(locales[language], { style: 'currency', currency })
  return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2))
}

/** Hours of work: `6 h`, `1.25 h`, `1,25 h`. */
export function sayHours(hours: number, language: Language): string {
  return `${new Intl.NumberFormat(locales[language], { maximumFractionDigits: 2 }).format(hours)} h`
}

const places = {
  en: ['first', 'second', 'third', 'fourth', 'fifth'],
  pt: ['primeiro', 'segundo', 'terceiro', 'quarto', 'quinto'],
} as const

/** A place in a line: `second`, `segundo`, and from the sixth on a number. */
export function sayPlace(place: number, language: Language): string {
  return places[language][place - 1] ?? (language === 'pt' ? `${place}.º` : `number ${place}`)
}
