import { expect, test } from 'vitest'
import { moved } from '../../domain/keeping.ts'
import { isRefusal, refuse } from '../../domain/refusal.ts'
import { aCase, asking } from '../support/case.ts'

const released = { stage: 'released', informed: true } as const

test('closing asks for the documentation, unless the ticket is from before we kept any (R048)', () => {
  expect(asking('close', {}, { ticket: aCase(released) })).toEqual(refuse('gate_not_met', ['documentation']))
  expect(isRefusal(asking('close', { documentation: 'no_change' }, { ticket: aCase(released) }))).toBe(false)
  const old = asking('close', {}, { ticket: aCase({ ...released, documentationAsked: false }) })
  expect(old).toMatchObject({ changes: { documentation: null } })
})

test('a closing without work answers "no change" by itself (R048)', () => {
  expect(asking('resolve', { body: 'Here is how.' })).toMatchObject({ changes: { documentation: 'no_change' } })
  expect(asking('cancel', { reason: 'Asked twice.' })).toMatchObject({ changes: { documentation: 'no_change' } })
})

test('an order knows its ends', () => {
  expect(moved(['a', 'b', 'c'], 'b', 'up')).toEqual(['b', 'a', 'c'])
  expect(moved(['a', 'b', 'c'], 'b', 'down')).toEqual(['a', 'c', 'b'])
  expect(moved(['a', 'b'], 'a', 'up')).toEqual(['a', 'b'])
  expect(moved(['a', 'b'], 'b', 'down')).toEqual(['a', 'b'])
  expect(moved(['a', 'b'], 'x', 'down')).toEqual(['a', 'b'])
})
