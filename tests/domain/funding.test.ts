import { describe, expect, test } from 'vitest'
import type { Funding, Ticket } from '../../domain/ticket.ts'
import { aCase, anApproval, asking, monday, staff } from '../support/case.ts'

const approved = (kind: 'estimate' | 'budget' | 'quote') =>
  anApproval({ kind, decision: 'approved', decidedAt: monday, decidedBy: 'joana' })
const planned = (said: Partial<Ticket> = {}) =>
  aCase({ stage: 'planned', needsCode: true, funding: 'postpaid', approvals: [approved('estimate')], ...said })
const change = (funding: Funding, ticket: Ticket, role: 'pm' | 'account_manager' = 'pm') =>
  asking('change_funding', { funding, reason: 'They asked for it.' }, { ticket, actor: staff(role) })

describe('planned work that is paid another way', () => {
  test('is agreed anew when no decision covers its money (R064, R112)', () => {
    expect(change('prepaid', planned())).toMatchObject({
      to: 'estimating',
      effects: [{ effect: 'say' }, { effect: 'void_approvals', which: 'all' }],
    })
    expect(change('postpaid', planned({ funding: 'budget', approvals: [approved('budget')] }))).toMatchObject({
      to: 'estimating',
    })
  })
  test('stays planned when one does', () => {
    expect(change('budget', planned())).toMatchObject({ to: 'planned', changes: { budget: 'unchecked' } })
    expect(change('prepaid', planned({ funding: 'quote', approvals: [approved('quote')] }))).toMatchObject({
      to: 'planned',
    })
    expect(change('none', planned())).toMatchObject({ to: 'planned' })
  })
  test('stays planned without one where none was needed: urgent, and level 2 with its data (R017, R146)', () => {
    const urgent = planned({ priority: 'urgent', approvals: [] })
    expect(change('postpaid', urgent)).toMatchObject({ to: 'planned' })
    const strict = { ...urgent, company: { ...urgent.company, urgentNeedsPayment: true } }
    expect(change('prepaid', strict)).toMatchObject({ to: 'estimating' })
    const level2 = planned({ level2: true, dueDate: '2026-11-30', priority: 'low', approvals: [] })
    expect(change('postpaid', level2)).toMatchObject({ to: 'planned' })
  })
})

test('a budget checked with no is overruled by the PM who keeps it, with a reason (R111)', () => {
  const refused = planned({ funding: 'budget', budget: 'no', approvals: [approved('budget')] })
  expect(change('budget', refused)).toMatchObject({ to: 'planned', changes: { budget: 'exception' } })
  expect(change('budget', refused, 'account_manager')).toMatchObject({ changes: { budget: 'no' } })
  expect(change('budget', { ...refused, budget: 'yes' })).toMatchObject({ changes: { budget: 'yes' } })
})
