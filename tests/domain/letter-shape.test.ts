import { expect, test } from 'vitest'
import { hasColours, longestLetter, saysMoreThanText } from '../../domain/letter-shape.ts'
import { effortOf } from '../support/effort.ts'

const says = (html: string, text = 'Hello Marta') => saysMoreThanText(html, text, text)

test.each([
  '<div dir="ltr">Hello Marta<br></div>',
  '<p class="MsoNormal"><span style="color:#1F497D">Hello Marta</span><o:p></o:p></p>',
  '<p style="color:black;background:white"><font color="#000000">Hello <b>Marta</b></font></p>',
  '<table width="100%"><tr><td>Hello Marta</td></tr></table>',
  '<p>Hello Marta</p><img src="https://count.example/p.gif" width="1" height="1">',
  '<p>Hello <i>Marta</i>, my colour: red</p>',
  '<blockquote>Hello Marta</blockquote>',
])('of %s the text says as much', (html) => expect(says(html)).toBe(false))

test.each([
  '<table><tr><td>2041</td><td>paid twice</td></tr></table>',
  '<p>See <img src="cid:shot@vale"></p>',
  '<ul><li>Hello<li>Marta</ul>',
  '<p>Hello <span style="color: rgb(220, 20, 20)">Marta</span></p>',
  '<p>Hello <span style="background:yellow">Marta</span></p>',
  '<td bgcolor=#ff8800>Hello Marta',
  '<h2>Hello</h2>Marta',
  '<p>Hello <a href="https://vale.example/orders">Marta</a></p>',
])('%s says more than its text', (html) => expect(says(html)).toBe(true))

test('a link says no more where the text names its address, and letters that the text leaves out say more', () => {
  const html = '<p>See <a href="https://vale.example/orders/?a=1&amp;b=2">the orders</a></p>'
  expect(says(html, 'See the orders <https://vale.example/orders/?a=1&b=2>')).toBe(false)
  expect(saysMoreThanText('<p>All of it</p>', 'Please use a program that shows HTML', 'All of it')).toBe(false)
  expect(saysMoreThanText('<p>Long</p>', 'Long', 'Long words that only the other part has')).toBe(true)
})

test('what every program writes is no colour of its own', () => {
  expect(hasColours('<p style="color:#000;background-color:#FFFFFF">x</p><td bgcolor="white">')).toBe(false)
  expect(hasColours('<p style="border:1px solid red">x</p>')).toBe(false)
  expect(hasColours('<p style="padding:0;color:#c00">x</p>')).toBe(true)
})

test('a flood of marks is looked at in no time', () => {
  const floods = [
    '<a href',
    '<a ',
    '<img ',
    '<a href=https://x.example/ ',
    'color: #',
    ' color:',
    '<td',
    '<',
    '<a href=  ',
  ]
  const effort = effortOf(() => {
    for (const one of floods) saysMoreThanText(one.repeat(longestLetter / one.length), one.repeat(10_000), '')
  })
  expect(effort).toBeLessThan(2_000)
  expect(saysMoreThanText('<table><td><td>'.padEnd(longestLetter + 1), '', '')).toBe(false)
})
