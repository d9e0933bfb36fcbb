import type { Language } from '../domain/ticket.ts'

/** Spreadsheets of Portugal read a comma as the sign of decimals, and so want another between cells. */
const between: Record<Language, string> = { en: ',', pt: ';' }

/**
 * Rows of words as a table for spreadsheets (RFC 4180), with the mark by which they know UTF-8. A cell that a
 * spreadsheet would take for a formula is kept from being one.
 */
export function writeCsv(rows: string[][], language: Language): string {
  const lines = rows.map((row) => row.map((cell) => quote(harmless(cell), between[language])).join(between[language]))
  return `\uFEFF${lines.join('\r\n')}\r\n`
}

function harmless(cell: string): string {
  return /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
}

function quote(cell: string, separator: string): string {
  return cell.includes(separator) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
