import { expect, test } from 'vitest'
import { htmlText } from '../../../mail/new-words/html-lines.ts'

test.each([
  ['<ul><li>One</li><li>Two</li></ul>'],
  ['<ul><li><div>One</div></li><li><div role="presentation">Two</div></li></ul>'],
  ['<ol><li><p>One</p></li><li>\n<p>Two</p></li></ol>'],
])('a point of a list stands behind its mark, whatever its program wraps it in: %s', (html) => {
  expect(htmlText(html).split('\n').filter(Boolean)).toEqual(['- One', '- Two'])
})

test('a list within a list, and a point of nothing, lose no words', () => {
  const html = '<ul><li></li><li><div></div>One</li><li><ul><li>Two</li></ul></li></ul>'
  expect(htmlText(html).replace(/[^A-Za-z]/g, '')).toBe('OneTwo')
})

test.each([
  '<p style="display:none">Unseen</p><p>Seen</p>',
  "<div style='color:red; DISPLAY : none !important'>Un<b>seen</b></div>Seen",
  '<span style="mso-hide:all">Unseen</span>Seen',
  '<span style="visibility:hidden">Unseen</span><p>Seen</p>',
  '<div style="opacity:0;">Unseen</div>Seen',
  '<div hidden>Unseen</div>Seen',
  '<div style=display:none>Unseen</div>Seen',
  '<div style="color:#fff;font-size:0">Unseen</div>Seen',
  '<div style="font-size:0px"><span style="font-size:14px">Seen</span>Unseen</div>',
  '<p style="display:none">Unseen<p>Seen',
  '<table><tr><td style="display:none">Unseen<td>Seen</table>',
])('what nobody saw is no text: %s', (html) => {
  expect(htmlText(html).trim()).toBe('Seen')
})

test.each([
  '<div style="display:block">Seen</div>',
  '<div title="is hidden now">Seen</div>',
  '<div style="overflow:hidden;font-size:10px">Seen</div>',
  '<div style="font:0.8em Arial">Seen</div>',
  '<div style="font:bold 12px/0 Arial">Seen</div>',
  '<div style="opacity:0.9">Seen</div>',
  '<div data-hidden="1" class="hidden">Seen</div>',
])('what only looks unseen is text: %s', (html) => {
  expect(htmlText(html).trim()).toBe('Seen')
})
