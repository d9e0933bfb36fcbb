import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'

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
    expect(contrastOf(one, other)).toBeGreaterThanOrEqual(least)
  },
)

/** WCAG 2.2, relative luminance of two colours as #rrggbb. */
function contrastOf(one: string, other: string) {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(colour: string) {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
