import type { Language } from '../domain/ticket.ts'
import type { FileLink } from './components/file-drop.tsx'

type Named = { id: string; name: string; type: string; size: number }

/** A kept file as a page offers it. Pictures are shown by the browser, everything else is a download. */
export function fileLink({ id, name, type, size }: Named, language: Language): FileLink {
  return { id, name, size: saySize(size, language), href: `/files/${id}`, picture: type.startsWith('image/') }
}

/** A size in the unit that leaves few digits: `240 KB`, `1.2 MB`. */
export function saySize(bytes: number, language: Language): string {
  const [amount, unit] =
    bytes < 1000 ? [bytes, 'B'] : bytes < 1_000_000 ? [bytes / 1000, 'KB'] : [bytes / 1_000_000, 'MB']
  const rounded = amount < 10 && unit !== 'B' ? amount.toFixed(1) : amount.toFixed(0)
  return `${language === 'pt' ? rounded.replace('.', ',') : rounded} ${unit}`
}
