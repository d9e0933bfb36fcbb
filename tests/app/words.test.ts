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
