import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { sayGate } from '../../domain/gate-words.ts'

/** Every name that the gates can give, as they stand in the rules. */
function namesInRules(): string[] {
  const rules = readFileSync(new URL('../../domain/gates.ts', import.meta.url), 'utf8')
  const given = [...rules.matchAll(/lacks\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*?'(\w+)',?\s*\)/g)].map(
    ([, name]) => name,
  )
  return [...given, 'row', 'role_pm', 'role_support_lead', 'role_qa', 'account_manager', 'pm'].flatMap(
    (one) => one ?? [],
  )
}

test('whatever a gate lacks, both languages have a sentence for it', () => {
  const names = namesInRules()
  expect(names.length).toBeGreaterThan(35)
  for (const name of names) {
    const [en, pt] = [sayGate(name, 'en'), sayGate(name, 'pt')]
    expect([name, en]).toEqual([name, expect.stringMatching(/^[A-Z].+\.$/)])
    expect([name, pt]).toEqual([name, expect.stringMatching(/^\p{Lu}.+\.$/u)])
    expect(en).not.toBe(pt)
  }
})
