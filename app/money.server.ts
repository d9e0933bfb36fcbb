import type { Language } from '../domain/ticket.ts'

/** An amount in minor units as the reader writes it: "€480.00", "480,00 €". */
export function sayMoney(minor: number, currency: string, { language }: { language: Language }): string {
  const format = new Intl.NumberFormat(language === 'pt' ? 'pt-PT' : 'en-GB', { style: 'currency', currency })
  return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2))
}
