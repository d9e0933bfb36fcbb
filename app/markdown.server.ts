import MarkdownIt from 'markdown-it'

/** Markdown without HTML, and without pictures: one from elsewhere would tell its owner who reads. */
const markdown = new MarkdownIt({ html: false, linkify: true, breaks: true }).disable('image')

/** Paragraphs, lines and addresses, and nothing else that a sign might mean. */
const plain = new MarkdownIt('zero', { html: false, linkify: true, breaks: true }).enable(['linkify', 'newline'])

for (const writer of [markdown, plain]) {
  writer.renderer.rules.link_open = (tokens, at, options, _env, self) => {
    tokens[at]?.attrSet('rel', 'noopener noreferrer nofollow')
    tokens[at]?.attrSet('target', '_blank')
    return self.renderToken(tokens, at, options)
  }
}

/** More than this is shown as it was typed: looking for structure in it would take seconds. */
const longestRead = 200_000

/** Words written on our pages, as safe HTML. */
export function renderMarkdown(text: string): string {
  return text.length > longestRead ? renderVerbatim(text) : markdown.render(text)
}

/** Words of a letter without marks of its own, as safe HTML: lines stay lines. */
export function renderPlain(text: string): string {
  return text.length > longestRead ? renderVerbatim(text) : plain.render(text)
}

function renderVerbatim(text: string): string {
  return `<pre>${plain.utils.escapeHtml(text)}</pre>`
}
