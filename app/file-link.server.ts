import type { Language } from '../domain/ticket.ts'
import type { FileLink } from './components/file-drop.tsx'

type Named = { id: string; name: string; type: string; size: number; inWords?: boolean }

/** The pictures that can be drawn in little. */
const drawn = ['image/png', 'image/jpeg', 'image/gif', 'image/webp']

/**
 * A kept file as a page offers it: a picture in little that leads to the whole one, anything else as a download. What a
 * letter shows among its words is named, and not shown again.
 */
export function fileLink(file: Named, language: Language, number?: number): FileLink {
  const { id, name, type, size, inWords = false } = file
  const isPicture = drawn.includes(type)
  return {
    ...{ id, name, size: saySize(size, language), picture: isPicture && !inWords },
    href: isPicture && number ? `/tickets/${number}/pictures/${id}` : `/files/${id}`,
  }
}

/** A size in the unit that leaves few digits: `240 KB`, `1.2 MB`. */
export function saySize(bytes: number, language: Language): string {
  const [amount, unit] =
    bytes < 1000 ? [bytes, 'B'] : bytes < 1_000_000 ? [bytes / 1000, 'KB'] : [bytes / 1_000_000, 'MB']
  const rounded = amount < 10 && unit !== 'B' ? amount.toFixed(1) : amount.toFixed(0)
  return `${language === 'pt' ? rounded.replace('.', ',') : rounded} ${unit}`
}
