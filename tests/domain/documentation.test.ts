import { expect, test } from 'vitest'
import { moved } from '../../domain/keeping.ts'
import { isRefusal, refuse } from '../../domain/refusal.ts'
import { aCase, anApproval, asking, joana, known, monday, theSystem } from '../support/case.ts'

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

const page = { page: '2b0f4a54-7f6a-4c1a-9d5e-0d9b7c3c1a11', revision: '3' }
const other = { id: 'other', companyId: 'vale', leadsBack: false }
const proceed = anApproval({ kind: 'proceed', askedFrom: 'investigating' })
const silence = { since: monday.subtract({ hours: 24 * 7 }), held: [] }

test.each([
  ['resolve', { body: 'Here is how.' }, {}],
  ['cancel', { reason: 'Asked twice.' }, {}],
  ['close_unresolved', { notes: 'Cannot be found.' }, { ticket: aCase({ stage: 'validating' }) }],
  ['merge', { into: 7 }, { known: known({ other }) }],
  ['mark_duplicate', { of: 7 }, { known: known({ other }) }],
  [
    'decline',
    { approval: proceed.id },
    { actor: joana(), ticket: aCase({ stage: 'approval', category: 'question', approvals: [proceed] }) },
  ],
  ['close_silent', {}, { actor: theSystem, ticket: aCase({ stage: 'needs_info', silence }) }],
] as const)(
  '%s leaves an answer about the documentation, "no change" where nobody says other (R048)',
  (action, body, seen) => {
    expect(asking(action, body, seen)).toMatchObject({ to: 'closed', changes: { documentation: 'no_change' } })
  },
)

test.each([
  ['resolve', { body: 'Here is how.' }, {}],
  ['cancel', { reason: 'Asked twice.' }, {}],
  ['close_unresolved', { notes: 'Cannot be found.' }, { stage: 'validating' }],
  ['merge', { into: 7 }, {}],
  ['mark_duplicate', { of: 7 }, {}],
] as const)('%s may name the page that it changed, and none that is not on file (R048)', (action, body, said) => {
  const asked = { ...body, documentation: page }
  const seen = (onFile: boolean) => ({ ticket: aCase(said), known: known({ other, documentationOnFile: onFile }) })
  expect(asking(action, asked, seen(true))).toMatchObject({ changes: { documentation: `${page.page}@3` } })
  expect(asking(action, asked, seen(false))).toEqual(refuse('no_such_page'))
})

test('what is open again is asked again when it closes (R048)', () => {
  const closed = { stage: 'closed', closedAt: monday, documentation: 'no_change' } as const
  const reopened = asking('reopen', {}, { ticket: aCase({ ...closed, resolution: 'answered' }) })
  expect(reopened).toMatchObject({ changes: { documentation: null } })
  const merged = aCase({ ...closed, resolution: 'merged', mergedIntoId: 'other', closedFrom: 'investigating' })
  expect(asking('unmerge', {}, { ticket: merged })).toMatchObject({ changes: { documentation: null } })
})

test('an order knows its ends', () => {
  expect(moved(['a', 'b', 'c'], 'b', 'up')).toEqual(['b', 'a', 'c'])
  expect(moved(['a', 'b', 'c'], 'b', 'down')).toEqual(['a', 'c', 'b'])
  expect(moved(['a', 'b'], 'a', 'up')).toEqual(['a', 'b'])
  expect(moved(['a', 'b'], 'b', 'down')).toEqual(['a', 'b'])
  expect(moved(['a', 'b'], 'x', 'down')).toEqual(['a', 'b'])
})
