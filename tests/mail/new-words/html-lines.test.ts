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
