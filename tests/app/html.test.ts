import { expect, test } from 'vitest'
import { wayBack } from '../../app/actor.server.ts'
import { sanitizeMail } from '../../app/mail-html.server.ts'
import { renderMarkdown, renderPlain } from '../../app/markdown.server.ts'
import { effortOf } from '../support/effort.ts'

const href = (id: string) => `/files/${id}`
const clean = (html: string) => sanitizeMail(html, [{ id: 'f1', contentId: 'logo@vale' }], href) ?? 'too long'

test.each([
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg onload=alert(1)><circle/></svg>',
  '<a href="javascript:alert(1)">x</a>',
  '<a href="java\tscript:alert(1)">x</a>',
  '<a href="data:text/html,<script>1</script>">x</a>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<iframe srcdoc="<script>1</script>"></iframe>',
  '<form action="/signout"><input name=a><button>go</button></form>',
  '<base href="https://evil.example/"><meta http-equiv=refresh content="0;url=https://evil.example">',
  '<object data="https://evil.example"></object><embed src="https://evil.example">',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
])('of %s nothing runs', (html) => {
  expect(clean(html)).not.toMatch(
    /script|onerror|onload|<svg|<math|<iframe|<form|<input|<button|<base|<meta|<object|<embed|data:/i,
  )
})

test.each([
  '<img src="https://evil.example/p.gif">',
  '<img src="//evil.example/p.gif">',
  '<img srcset="https://evil.example/p.gif 1x">',
  '<body background="https://evil.example/p.gif">',
  '<table background="https://evil.example/p.gif"><tr><td background="https://evil.example/p.gif">x</table>',
  '<p style="background-image:url(https://evil.example/p.gif)">x</p>',
  '<p style="list-style-image:url(https://evil.example)">x</p>',
  '<style>@import "https://evil.example"; @font-face{src:url(https://evil.example)}</style>',
  '<link rel=stylesheet href="https://evil.example/s.css">',
  '<video poster="https://evil.example/p.gif"><source src="https://evil.example/v.mp4"></video>',
  '<input type=image src="https://evil.example/p.gif">',
])('of %s nothing is fetched', (html) => {
  expect(clean(html)).not.toContain('evil.example')
})

test("of classes only those stay by which Outlook's paragraphs stand as close as it shows them", () => {
  expect(clean('<p class="MsoNormal evil">x</p>')).toBe('<p class="MsoNormal">x</p>')
  expect(clean('<div class="MsoNormal"><p class="alone bar">x</p></div>')).not.toContain('class')
})

test('a picture of the same letter is shown, any other leaves its text behind', () => {
  expect(clean('<img src="cid:logo@vale" alt="Logo">')).toBe('<img src="/files/f1" alt="Logo" loading="lazy" />')
  expect(clean('<img src="CID:logo%40vale">')).toContain('src="/files/f1"')
  expect(clean('<img src="cid:other@vale" alt="<b>Other">')).toBe('<span class="blocked-picture">&lt;b&gt;Other</span>')
})

test('a link says where it leads, and tells nobody where it was', () => {
  const link = clean('<a href="https://evil.example/x" onclick="x()" style="position:fixed">https://portal.example</a>')
  expect(link).toContain('title="evil.example"')
  expect(link).toContain('rel="noopener noreferrer nofollow"')
  expect(link).not.toMatch(/onclick|position/)
})

test('a letter nested thousands deep is read in no time', () => {
  const effort = effortOf(() => {
    clean(`${'<div>'.repeat(30_000)}deep`)
    clean('<table><tr><td>'.repeat(10_000))
    clean('<'.repeat(200_000))
  })
  expect(effort).toBeLessThan(2_000)
  expect(sanitizeMail('x'.repeat(200_001), [], href)).toBeNull()
})

test('Markdown has no HTML, no pictures from elsewhere and no links that run', () => {
  expect(renderMarkdown('<b>x</b> **y**')).toBe('<p>&lt;b&gt;x&lt;/b&gt; <strong>y</strong></p>\n')
  expect(renderMarkdown('![p](https://evil.example/p.gif)')).not.toContain('<img')
  expect(renderMarkdown('[x](javascript:alert(1))')).not.toContain('<a')
  expect(renderMarkdown('see http://x.example" onmouseover="alert(1)')).not.toMatch(/<a[^>]*onmouseover/)
})

test('the words of a plain letter keep their lines, and their stars stay stars', () => {
  expect(renderPlain('*Hello*\n    # you\nhttps://vale.example/a_b_c')).toBe(
    '<p>*Hello*<br />\n# you<br />\n<a href="https://vale.example/a_b_c" rel="noopener noreferrer nofollow" target="_blank">https://vale.example/a_b_c</a></p>\n'.replaceAll(
      '<br />',
      '<br>',
    ),
  )
})

test('a flood of addresses, signs or lines is written in no time', () => {
  const floods = ['http://a.b/c?d= '.repeat(6_000), '*_`['.repeat(25_000), '\n> '.repeat(30_000), '[['.repeat(50_000)]
  const effort = effortOf(() => {
    for (const text of floods) {
      renderMarkdown(text.slice(0, 100_000))
      renderPlain(text.slice(0, 100_000))
    }
  })
  expect(effort).toBeLessThan(5_000)
})

test.each([
  '//evil.example',
  '/\\evil.example',
  'https://evil.example',
  'javascript:alert(1)',
  '\\/evil',
  '',
  '/\t/evil.example',
  '/.//evil.example',
  '/tickets/..//evil.example',
  '/%2e/\\evil.example',
])('nobody is led away by asking to go to %s after signing in', (then) =>
  expect(new URL(wayBack(then), 'http://ours.example').host).toBe('ours.example'),
)

test('after signing in everybody comes back to where they were', () => {
  expect(wayBack('/tickets/2041?show=all')).toBe('/tickets/2041?show=all')
})
