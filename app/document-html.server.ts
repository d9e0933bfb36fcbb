import { renderMarkdown } from './markdown.server.ts'

/** A page of documentation as safe HTML: its headings begin one below the title of the page, and skip no step. */
export function renderDocument(body: string): string {
  const html = renderMarkdown(body)
  const used = [...new Set([...html.matchAll(/<h([1-6])>/g)].map(([, level = '']) => level))].toSorted()
  return html.replaceAll(/<(\/?)h([1-6])>/g, (_, slash: string, level: string) => {
    return `<${slash}h${Math.min(6, used.indexOf(level) + 2)}>`
  })
}
