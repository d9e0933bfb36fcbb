import MarkdownIt from 'markdown-it'

/**
 * Words as HTML for a letter. HTML in them is shown as typed, links lead to web and mail addresses only, and pictures
 * from elsewhere stay links: a mail of ours loads nothing.
 */
const markdown = new MarkdownIt({ html: false, linkify: true, breaks: true }).disable('image')
markdown.validateLink = (url) => /^(https?:|mailto:)/i.test(url.trim())

export function markdownToHtml(text: string): string {
  return markdown.render(text)
}
