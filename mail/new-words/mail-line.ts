import type { HtmlMark } from './html-marks.ts'

/** One line of a mail, with what an HTML container already said about it. */
export type MailLine = { text: string; mark: HtmlMark | null }

export type LineKind = 'blank' | 'text' | 'quote' | 'attribution' | 'signature'

/** A line as the patterns look at it: not endless, without the marks of writing direction, and each address once. */
export function lineAt(lines: MailLine[], at: number): MailLine {
  const line = lines[at] ?? { text: '', mark: null }
  const start = line.text.slice(0, 500)
  // Most lines hold none of these: one look spares them the rest.
  const text = /[\u00a0\u2007\u200b\u200e-\u202f\u2060-\u2069\ufeff]/.test(start)
    ? start.replace(/[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '').replace(/[\u00a0\u2007\u202f]/g, ' ')
    : start
  // QQ writes its blanks as entities in plain text too.
  const spaced = text.includes('&nbsp;') ? text.replaceAll('&nbsp;', ' ') : text
  return { text: spaced.includes('mailto:') ? withoutLinks(spaced) : spaced, mark: line.mark }
}

/** `[mailto:a@b]`, `<mailto:a@b>` and `<a@b<mailto:a@b>>` all name the address `<a@b>`. */
function withoutLinks(text: string) {
  return text.replace(/[<[(]?mailto:[^\s<>[\]()]*[>\])]?/g, (link, from: number) => {
    const address = /:([^>\])]*)/.exec(link)?.[1] ?? ''
    return text.slice(0, from).endsWith(address) ? '' : `<${address}>`
  })
}
