import { createElement as h, type ReactElement, type ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import type { Language } from '../domain/ticket.ts'
import type { Content } from './letter.ts'
import { markdownElements } from './markdown.ts'
import { type LetterPicture, narrowRules, pictureTable } from './picture-table.ts'

/** What surrounds the content of a letter. Its pictures travel in the mail itself. */
export type Setting = { language: Language; pictures: LetterPicture[]; noteUrl: string | null }

const tags: Record<Language, string> = { en: 'en', pt: 'pt-PT' }
const font = { fontFamily: 'Inter, -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif' }
const ink = { color: '#1a1e22' }
const muted = { color: '#565d65' }
const line = '1px solid #e3e0d9'

/** Colours for those mail programs that know the dark; the others keep the inline ones, which are light. */
const dark = `:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){.canvas{background:#101315!important}.card{background:#171b1e!important}
.ink,.words{color:#e8ebed!important}.muted{color:#a3acb3!important}.line{border-color:#2a3136!important}
.button{background:#6fcbd6!important;color:#06262b!important}.card a{color:#6fcbd6!important}.card a.button{color:#06262b!important}.code{background:#0c0f11!important}}`

/** The letter as HTML: one column of 560 px in tables, since mail programs lay out little else. */
export function renderHtml(letter: Content, setting: Setting): string {
  const head = h(
    'head',
    null,
    h('meta', { httpEquiv: 'Content-Type', content: 'text/html; charset=utf-8' }),
    h('meta', { name: 'viewport', content: 'width=device-width' }),
    h('meta', { name: 'color-scheme', content: 'light dark' }),
    h('title', null, letter.heading),
    h('style', null, `${dark}\n${narrowRules}`),
  )
  const column = { width: '100%', maxWidth: 560, background: '#ffffff', border: line, borderRadius: 14 }
  const body = h(
    'body',
    { className: 'canvas', style: { margin: 0, background: '#f6f5f2' } },
    table(
      { className: 'canvas', width: '100%', style: { background: '#f6f5f2' } },
      h(
        'td',
        { align: 'center', style: { padding: '24px 12px' } },
        table(
          { className: 'card line', width: 560, style: column },
          h(
            'td',
            {
              style: { padding: 24, textAlign: 'left', fontSize: 15, lineHeight: '23px', ...font, ...ink },
              className: 'ink',
            },
            parts(letter, setting),
          ),
        ),
      ),
    ),
  )
  return `<!doctype html>${renderToStaticMarkup(h('html', { lang: tags[setting.language] }, head, body))}`
}

function parts(letter: Content, setting: Setting): ReactNode[] {
  const { heading, paragraphs, words, steps, facts, code, entries, button, afterwards, whoReads, aside, footer } =
    letter
  return [
    h(
      'h1',
      {
        key: 'heading',
        className: 'ink',
        style: { margin: '0 0 16px', fontSize: 20, lineHeight: '27px', fontWeight: 620, ...ink },
      },
      heading,
    ),
    ...paragraphs.map((text) => paragraph(text)),
    code && h('p', { key: 'code', className: 'code ink', style: codeStyle }, code),
    words && quote(words),
    pictureTable(setting.pictures, button?.url ?? null),
    steps && stepList(steps),
    facts.length > 0 && factList(facts),
    ...entries.map(entryOf),
    button && press(button),
    ...afterwards.map((text) => paragraph(text)),
    whoReads && h('p', { key: 'reads', style: { margin: '0 0 12px' } }, h('strong', null, whoReads)),
    aside &&
      setting.noteUrl &&
      h(
        'p',
        { key: 'aside', style: { margin: '0 0 12px' } },
        `${aside.before} `,
        h('a', { href: setting.noteUrl, style: { color: '#0b5a66' } }, aside.text),
      ),
    h(
      'p',
      {
        key: 'footer',
        className: 'footer muted line',
        style: { margin: '20px 0 0', padding: '16px 0 0', borderTop: line, fontSize: 13, lineHeight: '19px', ...muted },
      },
      footer,
    ),
  ]
}

const codeStyle = {
  margin: '0 0 16px',
  padding: '12px 16px',
  background: '#efede8',
  borderRadius: 10,
  fontSize: 26,
  letterSpacing: 6,
  fontVariantNumeric: 'tabular-nums',
}

function paragraph(text: string): ReactElement {
  return h('p', { key: text, style: { margin: '0 0 12px' } }, text)
}

function quote({ by, markup, text }: NonNullable<Content['words']>): ReactElement {
  const style = { margin: '4px 0 16px', padding: '2px 0 2px 14px', borderLeft: '3px solid #0b5a66' }
  const said =
    markup === 'markdown'
      ? h('div', { className: 'words', style: ink }, ...markdownElements(text))
      : h('div', { className: 'words', style: { whiteSpace: 'pre-wrap', ...ink } }, text.trim())
  return h(
    'div',
    { key: 'words', style },
    h('p', { className: 'muted', style: { margin: '0 0 8px', fontSize: 13, ...muted } }, by),
    said,
  )
}

function stepList({ title, items }: NonNullable<Content['steps']>): ReactElement {
  return h(
    'div',
    { key: 'steps', style: { margin: '0 0 16px' } },
    h('p', { style: { margin: '0 0 4px', fontWeight: 550 } }, title),
    h(
      'ol',
      { style: { margin: 0, paddingLeft: 22 } },
      // Two steps may read the same; their place tells them apart.
      items.map((item, place) => h('li', { key: `${place} ${item}`, style: { margin: '0 0 4px' } }, item)),
    ),
  )
}

function entryOf({ title, url, lines }: Content['entries'][number]): ReactElement {
  return h(
    'div',
    { key: url, style: { margin: '0 0 16px' } },
    h(
      'p',
      { style: { margin: '0 0 4px', fontWeight: 550 } },
      h('a', { href: url, style: { color: '#0b5a66' } }, title),
    ),
    h(
      'ul',
      { style: { margin: 0, paddingLeft: 22 } },
      lines.map((line, place) => h('li', { key: `${place} ${line}`, style: { margin: '0 0 4px' } }, line)),
    ),
  )
}

function factList(facts: Content['facts']): ReactElement {
  const rows = facts.map(({ name, value }, place) =>
    h(
      'tr',
      { key: `${place} ${name}` },
      h(
        'td',
        {
          className: 'muted half',
          style: { padding: '2px 16px 2px 0', verticalAlign: 'top', whiteSpace: wrapOf(name), ...muted },
        },
        name,
      ),
      h(
        'td',
        { className: 'half', style: { padding: '2px 0', verticalAlign: 'top', wordBreak: 'break-word' } },
        linkOrText(value),
      ),
    ),
  )
  return h(
    'table',
    { key: 'facts', role: 'presentation', cellPadding: 0, cellSpacing: 0, style: { margin: '0 0 16px' } },
    h('tbody', null, rows),
  )
}

/** A short name stands on one line, whatever its value needs. */
function wrapOf(name: string): 'nowrap' | 'normal' {
  return name.length <= 24 ? 'nowrap' : 'normal'
}

/** An address among the facts is a link; everything else stays as it was written. */
function linkOrText(value: string): ReactNode {
  const isAddress = /^https?:\/\/\S+$/.test(value)
  return isAddress ? h('a', { href: value, style: { color: '#0b5a66' } }, value) : value
}

function press({ text, url }: NonNullable<Content['button']>): ReactElement {
  const style = {
    display: 'inline-block',
    padding: '10px 18px',
    background: '#0b5a66',
    color: '#ffffff',
    borderRadius: 10,
    textDecoration: 'none',
    fontWeight: 550,
  }
  return h(
    'p',
    { key: 'button', style: { margin: '4px 0 20px' } },
    h('a', { href: url, className: 'button', style }, text),
  )
}

function table(attributes: Record<string, unknown>, cell: ReactElement): ReactElement {
  return h(
    'table',
    { role: 'presentation', cellPadding: 0, cellSpacing: 0, border: 0, ...attributes },
    h('tbody', null, h('tr', null, cell)),
  )
}
