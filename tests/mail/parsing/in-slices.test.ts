import { expect, test } from 'vitest'
import { inSlices } from '../../../mail/parsing/in-slices.ts'
import { fc } from '../../support/property.ts'

const slice = 64 * 1024

function slicesOf(text: string): string[] {
  const slices: string[] = []
  inSlices(text, (some) => {
    slices.push(some)
    return some
  })
  return slices
}

test('a text of one unit again and again is cut like any other (Z18)', () => {
  for (const unit of ['\r', '\n', '\r\n', '\ud83d', '\ude00', '😀', 'x']) {
    const lengths = slicesOf(unit.repeat(4 * slice)).map(({ length }) => length)
    expect(Math.max(...lengths)).toBeLessThanOrEqual(slice + 1)
  }
})

test('no cut parts a line end or a letter, wherever it falls', () => {
  const units = fc.array(fc.constantFrom('\r', '\n', '\ud83d', '\ude00', 'x'), { maxLength: 6 })
  fc.assert(
    fc.property(units, (around) => {
      const text = `${'x'.repeat(slice - 3)}${around.join('')}x`
      const slices = slicesOf(text)
      expect(slices.join('')).toBe(text)
      for (const [at, some] of slices.slice(1).entries()) {
        expect(`${slices[at]?.at(-1)}${some[0]}`).not.toMatch(/^(?:\r\n|[\ud800-\udbff][\udc00-\udfff])$/)
      }
    }),
  )
})
