import type { HtmlMark } from './html-marks.ts'

/** One line of a mail, with what an HTML container already said about it. */
export type MailLine = { text: string; mark: HtmlMark | null }

export type LineKind = 'blank' | 'text' | 'quote' | 'attribution' | 'signature'

/** A line as the patterns look at it: not endless, and without the marks of writing direction. */
export function lineAt(lines: MailLine[], at: number): MailLine {
  const line = lines[at] ?? { text: '', mark: null }
  return {
    text: line.text.slice(0, 500).replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, ''),
    mark: line.mark,
  }
}
