import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { drawIcons } from '../../app/components/draw-icons.ts'

test('the sprite holds exactly the icons in use, as they are drawn today', async () => {
  const sprite = await readFile(new URL('../../app/components/icons.svg', import.meta.url), 'utf8')
  expect(sprite).toBe(await drawIcons())
})
