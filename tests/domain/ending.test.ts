import { expect, test } from 'vitest'
import type { Ticket } from '../../domain/ticket.ts'
import { aCase, anApproval, asking, joana, monday, staff } from '../support/case.ts'

const decided = { decidedBy: 'joana', decidedAt: monday }
const declined = anApproval({ decision: 'declined', ...decided })

const endOf = (said: Partial<Ticket>, actor = staff('pm')) =>
  asking('cancel', { reason: 'Never mind.' }, { ticket: aCase(said), actor })

test('what ends after its last offer was declined is declined, whoever ends it (spec §5, `cancel`)', () => {
  const turnedDown: Partial<Ticket> = { stage: 'estimating', approvals: [declined] }
  expect(endOf(turnedDown)).toMatchObject({ changes: { resolution: 'declined' } })
  expect(endOf(turnedDown, joana())).toMatchObject({ changes: { resolution: 'declined' } })
  const asked: Partial<Ticket> = { stage: 'needs_info', cameFrom: 'estimating', approvals: [declined] }
  expect(endOf(asked)).toMatchObject({ changes: { resolution: 'declined' } })
  // A customer who says no on the phone.
  expect(endOf({ stage: 'approval', approvals: [anApproval()] })).toMatchObject({ changes: { resolution: 'declined' } })
})

test('what nobody declined is cancelled, and so is what went on after a decline', () => {
  expect(endOf({ stage: 'estimating' })).toMatchObject({ changes: { resolution: 'cancelled' } })
  const asked: Partial<Ticket> = { stage: 'approval', approvals: [anApproval()] }
  expect(endOf(asked, joana())).toMatchObject({ changes: { resolution: 'cancelled' } })
  const later = monday.add({ hours: 1 })
  const approved = anApproval({ id: 'second', decision: 'approved', decidedBy: 'joana', decidedAt: later })
  expect(endOf({ stage: 'estimating', approvals: [declined, approved] })).toMatchObject({
    changes: { resolution: 'cancelled' },
  })
  expect(endOf({ stage: 'planned', priority: 'urgent', approvals: [declined] })).toMatchObject({
    changes: { resolution: 'cancelled' },
  })
})

test('an offer that is withdrawn after its approval counts no more, and one before it leaves older answers', () => {
  const withdraw = (said: Partial<Ticket>) => asking('withdraw', { reason: 'A slip.' }, { ticket: aCase(said) })
  const approved = anApproval({ decision: 'approved', ...decided })
  expect(withdraw({ stage: 'invoicing', approvals: [approved] })).toMatchObject({
    effects: [{}, { effect: 'void_approvals', which: 'all' }],
  })
  expect(withdraw({ stage: 'approval', approvals: [declined, anApproval({ id: 'second' })] })).toMatchObject({
    effects: [{}, { effect: 'void_approvals', which: 'open' }],
  })
})
