import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { wordsFor } from '../../app/words/words.ts'

const en = wordsFor('en')
const pt = wordsFor('pt')

/** The path of every word in a dictionary: `queue.view.all`. */
function pathsOf(words: object, path = ''): string[] {
  return Object.entries(words).flatMap(([name, word]) =>
    typeof word === 'object' && word !== null ? pathsOf(word, `${path}${name}.`) : [`${path}${name}`],
  )
}

test('every word of the pages exists in both languages', () => {
  expect(pathsOf(pt).sort()).toEqual(pathsOf(en).sort())
})

test('a clock reads in minutes below an hour, in hours and minutes above, and says when it is over', () => {
  expect([38, 100, -25].map(en.clock)).toEqual(['38 min', '1 h 40', '25 min over'])
  // Nobody counts the minutes of days.
  expect([23 * 60 + 59, -24 * 60, -367_685].map(en.clock)).toEqual(['23 h 59', '24 h over', '6128 h over'])
  expect(pt.clock(-25)).toBe('25 min em atraso')
})

/** What a computer says of an error, and words that go to a ticket; a mail is neither. */
const noMail = /mensagem de erro|Enviar mensagem|envie-as como mensagem/

test('a mail is called email in Portuguese, on every page and in every letter; a message stands on a ticket', () => {
  const sources = globSync(['app/**/*.{ts,tsx}', 'domain/**/*.ts', 'mail/{letters,writing}/*.ts'])
  const lines = sources.flatMap((path) => readFileSync(path, 'utf8').split('\n'))
  const calledOtherwise = /mensage(m|ns)|por correio|programas? de correio|'Carta/i
  expect(lines.length).toBeGreaterThan(10_000)
  expect(lines.filter((line) => calledOtherwise.test(line) && !noMail.test(line))).toEqual([])
})
