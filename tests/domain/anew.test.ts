import { describe, expect, test } from 'vitest'
import type { Ticket } from '../../domain/ticket.ts'
import { turnsOf } from '../../domain/turn.ts'
import { aCase, anApproval, asking, monday, staff } from '../support/case.ts'

const unestimated = { estimateHours: null, estimateBy: null, scopeClearAt: null, budget: 'unchecked' }
const agreed = anApproval({ decision: 'approved', decidedAt: monday, decidedBy: 'joana' })
const begun: Partial<Ticket> = {
  estimateHours: 6,
  estimateBy: 'lena',
  scopeClearAt: monday,
  budget: 'yes',
  approvals: [agreed],
}

test('a new scope needs new hours from the lead before it goes to the customer (R019, spec §5 revise)', () => {
  const revised = asking('revise', { reason: 'They want more.' }, { ticket: aCase({ stage: 'planned', ...begun }) })
  expect(revised).toMatchObject({ to: 'estimating', changes: unestimated })
})

describe('a reopened ticket', () => {
  const closed: Partial<Ticket> = {
    stage: 'closed',
    closedAt: monday,
    paid: 48_000,
    mergedAt: monday,
    releasedAt: monday,
    ...begun,
  }
  test('that was finished is looked at anew: nothing agreed, cleared or paid for it counts again', () => {
    expect(asking('reopen', {}, { ticket: aCase({ ...closed, resolution: 'resolved' }) })).toMatchObject({
      to: 'investigating',
      changes: { ...unestimated, paid: 0, mergedAt: null, releasedAt: null },
      effects: [{ effect: 'resume_clocks' }, { effect: 'void_approvals', which: 'all' }],
    })
  })
  test('that silence had closed goes on where it was, with what was approved and paid', () => {
    const silent = aCase({ ...closed, resolution: 'no_feedback', closedFrom: 'needs_info', cameFrom: 'planned' })
    const reopened = asking('reopen', {}, { ticket: silent })
    expect(reopened).toMatchObject({ to: 'planned', effects: [{ effect: 'resume_clocks' }] })
    expect(reopened).not.toHaveProperty('changes.paid')
    expect(reopened).not.toHaveProperty('changes.estimateHours')
  })
})

test('a duplicate that was none is reopened; what was merged is unmerged instead', () => {
  const closed = aCase({ stage: 'closed', closedAt: monday, mergedIntoId: 'other' })
  expect(asking('reopen', {}, { ticket: { ...closed, resolution: 'duplicate' } })).toMatchObject({
    to: 'investigating',
    changes: { mergedIntoId: null },
  })
  expect(asking('reopen', {}, { ticket: { ...closed, resolution: 'merged' } })).toMatchObject({
    refused: 'not_possible_now',
  })
})

test('an invoice is paid when all of it came in, not before (R064, R065)', () => {
  const ticket = aCase({ stage: 'awaiting_payment', price: 48_000, paid: 20_000, owed: 39_040 })
  const pay = (amount: number) =>
    asking('record_payment', { amount, date: '2026-11-16', reference: 'T1' }, { ticket, actor: staff('accounts') })
  expect(pay(39_039)).toMatchObject({ to: 'awaiting_payment', changes: { paid: 59_039 } })
  expect(pay(39_040)).toMatchObject({ to: 'planned', changes: { paid: 59_040 } })
})

test('work before payment leaves the payment with accounts until all of it came in (R116, R117)', () => {
  const accounts = staff('accounts')
  const sent = aCase({ stage: 'awaiting_payment', price: 48_000, owed: 48_000 })
  const planned = { to: 'planned', changes: { awaitsPayment: true } }
  expect(asking('work_before_payment', { reason: 'Trusted.' }, { ticket: sent, actor: accounts })).toMatchObject(
    planned,
  )
  const pay = (amount: number, said: Partial<Ticket>) => {
    const ticket = aCase({ ...{ stage: 'testing', awaitsPayment: true, price: 48_000 }, ...said })
    return asking('record_payment', { amount, date: '2026-11-16', reference: 'T1' }, { ticket, actor: accounts })
  }
  expect(pay(47_999, { owed: 48_000 })).not.toHaveProperty('changes.awaitsPayment')
  expect(pay(48_000, { owed: 48_000 })).toMatchObject({ to: 'testing', changes: { awaitsPayment: false } })
  // Where no invoice was sent yet the price is what is owed, and what came before counts.
  expect(pay(8_000, { paid: 30_000 })).not.toHaveProperty('changes.awaitsPayment')
  expect(pay(8_000, { paid: 40_000 })).toMatchObject({ changes: { awaitsPayment: false } })
  for (const stage of ['planned', 'staging_review', 'closed'] as const) {
    const turns = turnsOf(aCase({ stage, awaitsPayment: true }))
    expect(turns).toContainEqual({ role: 'accounts', action: 'record_payment' })
  }
})
