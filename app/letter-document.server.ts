import type { OwnShape } from '../db/tickets/own-shape.ts'
import { hasColours, wantsRemote } from '../domain/letter-shape.ts'
import type { Language } from '../domain/ticket.ts'
import { renderOwnShape, renderWithRemote } from './message-html.server.ts'
import type { Theme } from './preferences.ts'
import { letterWords } from './words/letter.server.ts'

type Asked = { request: Request; reader: { language: Language; theme: Theme } }

/**
 * A letter as a document of its own, for a frame in which nothing runs (`http/security.ts` sends the policy that goes
 * with it). What is black on white takes the reader's colours; what has its own lies on paper. `?pictures=all` shows
 * what its reader asked to have fetched from elsewhere, `?alone` is for a window of its own. Nothing is there when the
 * letter is too long to read.
 */
export function respondWithLetter(id: string, shape: OwnShape, { request, reader }: Asked): Response {
  const asked = new URL(request.url).searchParams
  const remote = asked.get('pictures') === 'all'
  const safe = remote ? renderWithRemote(shape) : renderOwnShape(id, shape)
  if (safe === null) throw new Response(null, { status: 404 })
  const words = letterWords(reader.language)
  const classes = [reader.theme, hasColours(safe) && 'paper', asked.has('alone') && 'alone'].filter(Boolean).join(' ')
  const page = [
    `<!doctype html><html class="${classes}"><meta charset="utf-8">`,
    `<meta name="viewport" content="width=device-width,initial-scale=1"><title>${words.title}</title>`,
    `<base target="_blank"><style>${style}</style>`,
    !remote && wantsRemote(shape.html) ? barOf(words, asked) : '',
    `<main dir="auto">${safe}</main>`,
  ]
  return new Response(page.join(''), {
    headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'private, no-store' },
  })
}

function barOf({ withoutPictures, loadPictures }: ReturnType<typeof letterWords>, asked: URLSearchParams): string {
  const href = asked.has('alone') ? '?alone&amp;pictures=all' : '?pictures=all'
  return `<p class="bar" lang="${withoutPictures.lang}">${withoutPictures.text} <a href="${href}" target="_self">${loadPictures}</a></p>`
}

// The colours of tokens.css, which cannot be fetched from here.
const style = `
:root{color-scheme:light dark;--muted:light-dark(#565d65,#a3acb3);--line:light-dark(#e3e0d9,#2a3136);--accent:light-dark(#0b5a66,#6fcbd6)}
:root.dark{color-scheme:dark}
:root.light,:root.paper{color-scheme:light}
body{margin:0;color:light-dark(#1a1e22,#e8ebed);font:15px/1.5 system-ui,sans-serif;overflow-wrap:break-word}
.paper body{background:#fff}
.paper.dark :is(main,.bar){padding:12px}
@media(prefers-color-scheme:dark){.paper.system :is(main,.bar){padding:12px}}
.alone body{max-width:760px;margin:24px auto;padding:0 16px}
main{overflow-x:auto}
:root:not(.paper) main *{color:inherit!important;background:none!important}
a[href]{color:var(--accent)}
:root:not(.paper) main a[href]{color:var(--accent)!important}
:focus-visible{outline:2px solid var(--accent);outline-offset:-2px}
main a[title]::after{content:" (" attr(title) ")";color:inherit;font-size:13px;overflow-wrap:anywhere}
.bar{margin:0 0 8px;padding:0 0 6px;border-bottom:1px solid var(--line);color:var(--muted);font-size:13px}
.bar a{display:inline-block;padding:2px 0}
.blocked-picture{padding:0 4px;border:1px dashed var(--line);color:var(--muted)}
.blocked-picture:empty{display:none}
img{max-width:100%;height:auto}
table{max-width:100%;border-collapse:collapse}
td,th{padding:2px 6px}
th:not([align]){text-align:start}
pre{white-space:pre-wrap}
blockquote{margin:8px 0;padding-inline-start:12px;border-inline-start:3px solid var(--line)}
p.MsoNormal,li.MsoNormal,p.MsoListParagraph,p.MsoPlainText{margin:0}
main>:first-child{margin-top:0}
main>:last-child{margin-bottom:0}
`
