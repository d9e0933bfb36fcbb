import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

type Elsewhere = [file: string, name: string]

/** Where the cases of a family are shown: in the calling file by their id, in a test elsewhere, or nowhere and why. */
type Family = {
  letter: string
  count: number
  here: string
  elsewhere: Record<string, Elsewhere[]>
  notHere?: Record<string, string>
}

/** One test a case: each of the family is shown by a test that exists, or says why it cannot be shown here. */
export function everyCaseHasItsTest({ letter, count, here, elsewhere, notHere = {} }: Family): void {
  const titles =
    readFileSync(here, 'utf8').match(/^ *(?:test[.\w]*|[\])]+)\(\s*['"`].*$|^ *['"`].*[LIO]\d\d.*['"`],$/gm) ?? []
  const ids = Array.from({ length: count }, (_, at) => `${letter}${String(at + 1).padStart(2, '0')}`)

  describe(`every case of ${ids[0]} to ${ids.at(-1)}`, () => {
    test.each(ids.map((id) => [id, notHere[id] ? `is not shown: ${notHere[id]}` : 'is shown by a test']))(
      '%s %s',
      (id) => {
        const isHere = titles.some((title) => title.includes(id))
        const found = elsewhere[id] ?? []
        for (const [file, name] of found) {
          expect(readFileSync(join(import.meta.dirname, '..', file), 'utf8'), file).toContain(name)
        }
        expect(Number(isHere || found.length > 0) + Number(id in notHere), `${id} has one place`).toBe(1)
      },
    )
    test('names no case that there is not', () => {
      expect([...Object.keys(elsewhere), ...Object.keys(notHere)].filter((id) => !ids.includes(id))).toEqual([])
    })
  })
}
