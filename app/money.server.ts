import type { Language } from '../domain/ticket.ts'

/** An amount in minor units as the reader writes it: "€480.00", "480,00 €". */
export function sayMoney(minor: number, currency: string, { language }: { language: Language }): string {
  const format = new Intl.NumberFormat(language === 'pt' ? 'pt-PT' : 'en-GB', { style: 'currency', currency })
  return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2))
}

/** `1 250,50` and `1250.50` as 125050 cents; what is no amount stays as it was typed, and is refused by its schema. */
export function minorUnits(text: string, currency: string): number | string {
  const amount = Number(text.replaceAll(/\s/g, '').replace(',', '.'))
  return Number.isFinite(amount) ? Math.round(amount * 10 ** digitsOf(currency)) : text
}

/** An amount in minor units as it stands in a field: 125050 cents are `1250.50`. */
export function inMajor(minor: number, currency: string): string {
  const digits = digitsOf(currency)
  return (minor / 10 ** digits).toFixed(digits)
}

function digitsOf(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
}
