import { convert } from 'html-to-text'
import { describe, expect, test } from 'vitest'
import { accentOf } from '../../domain/colour.ts'
import { causesOf, letters } from '../../domain/notify.ts'
import { languages } from '../../domain/ticket.ts'
import { commandOutcomes, previewLetter } from '../../mail/preview.ts'

const example = { agency: 'Northpier', baseUrl: 'https://desk.test', accent: null }
const every = letters.flatMap((letter) => languages.map((language) => [letter, language, undefined] as const))
const answers = commandOutcomes.flatMap((outcome) =>
  languages.map((language) => ['mail_commands', language, outcome] as const),
)

/** All that an HTML letter says, with where its links lead and what its pictures are called. */
function saidBy(html: string): string {
  const said = convert(html, { wordwrap: false, selectors: [{ selector: 'h1', options: { uppercase: false } }] })
  const attributes = [...html.matchAll(/(?:href|alt)="([^"]*)"/g)].map(([, value = '']) => value)
  return plain([said, ...attributes].join(' ').replaceAll('&amp;', '&').replaceAll('&#x27;', "'"))
}

/** Without what only shapes: marks of lists and pictures, stars, colons that stand for a column, white space. */
const plain = (text: string) => text.replace(/^\s*(?:\d+\.|[-*]|\[)\s*/gm, '').replace(/[\s*:\][]+/g, '')

describe.each([...every, ...answers])('%s in %s, %s', (letter, language, outcome) => {
  const { html, text, subject } = previewLetter(letter, { ...example, language, ...(outcome && { outcome }) })

  test('is whole: no placeholder is left in it', () => {
    for (const part of [html, text, subject]) {
      expect(part).not.toBe('')
      expect(part).not.toMatch(/undefined|null|\[object|NaN|Invalid|\$\{|=>/)
    }
    expect(html).toContain(`<html lang="${language === 'pt' ? 'pt-PT' : 'en'}">`)
  })

  test('says the same as text and as HTML, and fetches nothing from elsewhere', () => {
    const said = saidBy(html)
    for (const line of text.split('\n')) expect(said).toContain(plain(line.replace(/^-- $/, '')))
    expect(html).not.toMatch(/<(?:script|link|iframe)|url\(|src="https?:/i)
  })
})

test('no two languages of a letter are the same', () => {
  for (const letter of letters) {
    const [en, pt] = languages.map((language) => previewLetter(letter, { ...example, language }).text)
    expect(en).not.toBe(pt)
  }
})

test('of the answer to commands there is an example of each outcome', () => {
  const told = commandOutcomes.map((outcome) => {
    const { text } = previewLetter('mail_commands', { ...example, language: 'en', outcome })
    return [text.split('\n')[0], text.includes('https://desk.test/desk/a/…')]
  })
  expect(told).toEqual([
    ['Nothing was done on ticket #2041: not every line of your mail could be carried out.', false],
    ['One click is missing on ticket #2041.', true],
    ['Ticket #2041 as it stands now.', false],
  ])
})

test('every letter is in the colour of the agency where it has one, and its dark copy in the lighter one', () => {
  const { accent } = accentOf('#7a1fa2')
  for (const letter of letters) {
    const { html } = previewLetter(letter, { ...example, language: 'en', accent: '#7a1fa2' })
    expect(html).not.toMatch(/#0b5a66|#6fcbd6|#06262b/)
    if (html.includes('class="button"')) expect(html).toContain(`background:${accent.light}`)
    expect(html).toContain(`.button{background:${accent.dark}!important`)
  }
})

test('in Portuguese a ticket is a pedido, in letters as on pages', () => {
  const told = letters.map((letter) => previewLetter(letter, { ...example, language: 'pt' }).text)
  for (const text of told) expect(text.replaceAll(/https?:\S+/g, '')).not.toMatch(/tickets?\b/i)
})

test('every letter has somebody who gets it by the table, or is asked for by a door of its own', () => {
  const byDoors = ['digest', 'invitation', 'mail_held', 'mail_commands', 'sign_in', 'slot_free', 'test']
  expect(letters.filter((letter) => causesOf(letter).length === 0)).toEqual(
    letters.filter((letter) => byDoors.some((one) => one === letter)),
  )
})
