import MarkdownIt, { type Token } from 'markdown-it'
import { createElement as h, type ReactNode } from 'react'

/**
 * HTML in somebody's words is shown as typed, links lead to web and mail addresses only, and pictures from elsewhere
 * stay links: a mail of ours loads nothing.
 */
const markdown = new MarkdownIt({ html: false, linkify: true, breaks: true }).disable('image')
markdown.validateLink = (url) => /^(https?:|mailto:)/i.test(url.trim())

/** What a mail program needs said on the element itself. */
const styles: Record<string, object> = {
  p: { margin: '0 0 12px' },
  ul: { margin: '0 0 12px', paddingLeft: 22 },
  ol: { margin: '0 0 12px', paddingLeft: 22 },
  pre: { margin: '0 0 12px', whiteSpace: 'pre-wrap' },
  blockquote: { margin: '0 0 12px', paddingLeft: 12, borderLeft: '2px solid #8a8880' },
}

/** Markdown as elements, so that whatever it holds is escaped when they are written; its links in this colour. */
export function markdownElements(text: string, links: string): ReactNode[] {
  return elementsOf(markdown.parse(text, {}).values(), { ...styles, a: { color: links } })
}

/** Takes tokens up to the one that closes what is open, or to the end. */
function elementsOf(tokens: Iterator<Token>, looks: typeof styles): ReactNode[] {
  const elements: ReactNode[] = []
  for (let next = tokens.next(); !next.done && next.value.nesting >= 0; next = tokens.next()) {
    const token = next.value
    const key = elements.length
    if (token.nesting === 1)
      elements.push(elementOf(token, { key, style: looks[token.tag] }, elementsOf(tokens, looks)))
    else if (token.children) elements.push(...elementsOf(token.children.values(), looks))
    else elements.push(leafOf(token, key))
  }
  return elements
}

function elementOf(token: Token, look: { key: number; style: object | undefined }, inside: ReactNode[]): ReactNode {
  // The paragraphs of a tight list are there for the parser only.
  if (token.hidden) return inside
  const href = token.attrGet('href')
  return h(token.tag, { ...look, ...(href && { href }) }, ...inside)
}

function leafOf({ type, tag, content }: Token, key: number): ReactNode {
  if (type === 'text') return content
  if (type === 'softbreak' || type === 'hardbreak') return h('br', { key })
  if (type === 'fence' || type === 'code_block') return h('pre', { key, style: styles.pre }, h('code', null, content))
  if (type === 'hr') return h('hr', { key })
  return tag ? h(tag, { key }, content) : content
}
