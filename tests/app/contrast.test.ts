import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { accentOf, contrast } from '../../domain/colour.ts'

const css = await readFile(new URL('../../app/styles/tokens.css', import.meta.url), 'utf8')

const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map(([, name, light, dark]) => [
    name,
    { light: light ?? '', dark: dark ?? '' },
  ]),
)

const text: [string, string[]][] = [
  ['ink', ['surface', 'canvas', 'sunken', 'hover', 'accent-soft', 'feedback-soft']],
  ['muted', ['surface', 'canvas', 'sunken', 'hover', 'accent-soft']],
  ['accent', ['surface', 'canvas', 'accent-soft']],
  ['on-accent', ['accent', 'accent-hover']],
  ['progress', ['surface', 'progress-soft']],
  ['feedback', ['surface', 'feedback-soft']],
  ['done', ['surface', 'done-soft']],
  ['danger', ['surface', 'danger-soft']],
  ['on-danger', ['danger']],
]
const shapes: [string, string[]][] = [
  ['line-strong', ['surface', 'canvas']],
  ['feedback-line', ['surface', 'canvas', 'feedback-soft']],
  ['new', ['surface']],
]

const pairs = (table: [string, string[]][], least: number) =>
  table.flatMap(([fore, backs]) =>
    backs.flatMap((back) => (['light', 'dark'] as const).map((theme) => ({ fore, back, theme, least }))),
  )

test.each([...pairs(text, 4.5), ...pairs(shapes, 3)])(
  '$fore on $back can be seen in $theme',
  ({ fore, back, theme, least }) => {
    const [one, other] = [tokens.get(fore)?.[theme] ?? '', tokens.get(back)?.[theme] ?? '']
    expect(contrast(one, other)).toBeGreaterThanOrEqual(least)
  },
)

test.each(['#0b5a66', '#7a1fa2', '#b3261e', '#1d4ed8', '#3f6212', '#000000', '#555555'])(
  'in the colours that follow from %s everything can still be seen',
  (colour) => {
    const { accent, hover, on, soft } = accentOf(colour)
    const own = new Map([
      ...tokens,
      ...Object.entries({ accent, 'accent-hover': hover, 'on-accent': on, 'accent-soft': soft }),
    ])
    for (const { fore, back, theme, least } of [...pairs(text, 4.5), ...pairs(shapes, 3)]) {
      const ratio = contrast(own.get(fore)?.[theme] ?? '', own.get(back)?.[theme] ?? '')
      expect(ratio, `${fore} on ${back} in ${theme}`).toBeGreaterThanOrEqual(least)
    }
  },
)
