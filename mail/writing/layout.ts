import { createElement as h, type ReactElement, type ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { type Accent, accentOf } from '../../domain/colour.ts'
import type { Language } from '../../domain/ticket.ts'
import type { Content } from './letter.ts'
import { markdownElements } from './markdown.ts'
import { type LetterPicture, narrowRules, pictureTable } from './picture-table.ts'

/** What surrounds the content of a letter. Its pictures travel in the mail itself; `accent` is the agency's, if it has one. */
export type Setting = { language: Language; pictures: LetterPicture[]; noteUrl: string | null; accent: string | null }

const tags: Record<Language, string> = { en: 'en', pt: 'pt-PT' }
const font = { fontFamily: 'Inter, -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif' }
const ink = { color: '#1a1e22' }
const muted = { color: '#565d65' }
const line = '1px solid #e3e0d9'

/** What stands out is in the colour of the agency, or of the house. */
type Paint = Pick<Accent, 'accent' | 'on'>
const ofTheHouse: Paint = {
  accent: { light: '#0b5a66', dark: '#6fcbd6' },
  on: { light: '#ffffff', dark: '#06262b' },
}

/** Colours for those mail programs that know the dark; the others keep the inline ones, which are light. */
const dark = ({ accent, on }: Paint) => `:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){.canvas{background:#101315!important}.card{background:#171b1e!important}
.ink,.words{color:#e8ebed!important}.muted{color:#a3acb3!important}.line{border-color:#2a3136!important}
.button{background:${accent.dark}!important;color:${on.dark}!important}.card a{color:${accent.dark}!important}.card a.button{color:${on.dark}!important}.code{background:#0c0f11!important}}`

/** The letter as HTML: one column of 560 px in tables, since mail programs lay out little else. */
export function renderHtml(letter: Content, setting: Setting): string {
  const paint = setting.accent === null ? ofTheHouse : accentOf(setting.accent)
  const head = h(
    'head',
    null,
    h('meta', { httpEquiv: 'Content-Type', content: 'text/html; charset=utf-8' }),
    h('meta', { name: 'viewport', content: 'width=device-width' }),
    h('meta', { name: 'color-scheme', content: 'light dark' }),
    h('title', null, letter.heading),
    h('style', null, `${dark(paint)}\n${narrowRules}`),
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
            parts(letter, setting, paint),
          ),
        ),
      ),
    ),
  )
  return `<!doctype html>${renderToStaticMarkup(h('html', { lang: tags[setting.language] }, head, body))}`
}

function parts(letter: Content, setting: Setting, paint: Paint): ReactNode[] {
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
    words && quote(words, paint),
    pictureTable(setting.pictures, button?.url ?? null),
    steps && stepList(steps),
    facts.length > 0 && factList(facts, paint),
    ...entries.map((entry) => entryOf(entry, paint)),
    button && press(button, paint),
    ...afterwards.map((text) => paragraph(text)),
    whoReads && h('p', { key: 'reads', style: { margin: '0 0 12px' } }, h('strong', null, whoReads)),
    aside &&
      setting.noteUrl &&
      h(
        'p',
        { key: 'aside', style: { margin: '0 0 12px' } },
        `${aside.before} `,
        h('a', { href: setting.noteUrl, style: { color: paint.accent.light } }, aside.text),
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

function quote({ by, markup, text }: NonNullable<Content['words']>, { accent }: Paint): ReactElement {
  const style = { margin: '4px 0 16px', padding: '2px 0 2px 14px', borderLeft: `3px solid ${accent.light}` }
  const said =
    markup === 'markdown'
      ? h('div', { className: 'words', style: ink }, ...markdownElements(text, accent.light))
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

function entryOf({ title, url, lines }: Content['entries'][number], { accent }: Paint): ReactElement {
  return h(
    'div',
    { key: url, style: { margin: '0 0 16px' } },
    h(
      'p',
      { style: { margin: '0 0 4px', fontWeight: 550 } },
      h('a', { href: url, style: { color: accent.light } }, title),
    ),
    h(
      'ul',
      { style: { margin: 0, paddingLeft: 22 } },
      lines.map((line, place) => h('li', { key: `${place} ${line}`, style: { margin: '0 0 4px' } }, line)),
    ),
  )
}

function factList(facts: Content['facts'], paint: Paint): ReactElement {
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
        linkOrText(value, paint),
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
function linkOrText(value: string, { accent }: Paint): ReactNode {
  const isAddress = /^https?:\/\/\S+$/.test(value)
  return isAddress ? h('a', { href: value, style: { color: accent.light } }, value) : value
}

function press({ text, url }: NonNullable<Content['button']>, { accent, on }: Paint): ReactElement {
  const style = {
    display: 'inline-block',
    padding: '10px 18px',
    background: accent.light,
    color: on.light,
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
