import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { lifecycleDiagram } from './lifecycle-diagram.ts'

const readme = readFileSync(join(import.meta.dirname, '..', 'README.md'), 'utf8')

test('the diagram of the README is the table of the lifecycle', () => {
  const drawn = /```mermaid\n([\s\S]*?)\n```/.exec(readme)?.[1]
  expect(drawn).toBe(lifecycleDiagram())
})
