import { expect, test } from 'vitest'
import type { Ticket } from '../../domain/ticket.ts'
import { aCase, anApproval, asking, joana, monday, staff } from '../support/case.ts'

const scope = {
  work_class: 'bug_fix',
  scope: 'The basket keeps its rows.',
  app: '2b0f4a54-7f6a-4c1a-9d5e-0d9b7c3c1a11',
  funding: 'postpaid',
  needs_code: true,
}

test('a mailed ticket is sorted before it leaves the analysis (R002)', () => {
  const mailed = aCase({ category: null })
  expect(asking('confirm_scope', scope, { ticket: mailed })).toMatchObject({ missing: ['category'] })
  expect(asking('plan', {}, { ticket: mailed })).toMatchObject({ refused: 'gate_not_met' })
  const escalation = { issue_type: 'coding', scope: 'It fails.' }
  expect(asking('escalate', escalation, { ticket: mailed })).toMatchObject({ missing: ['category'] })
  expect(asking('escalate', escalation, { ticket: { ...mailed, stage: 'new' } })).toMatchObject({ to: 'validating' })
})

test('an answer ends nothing that needs code (R015)', () => {
  expect(asking('resolve', { body: 'So.' }, { ticket: aCase({ needsCode: true }) })).toMatchObject({
    missing: ['no_work_left'],
  })
  expect(asking('resolve', { body: 'So.' }, { ticket: aCase({ needsCode: null }) })).toMatchObject({ to: 'closed' })
})

test('only level 2 goes back to validating (R133)', () => {
  const testing = aCase({ stage: 'testing' })
  const back = (level2: boolean) =>
    asking('de_escalate', { reason: 'another_problem' }, { ticket: { ...testing, level2 }, actor: staff('qa') })
  expect(back(false)).toMatchObject({ missing: ['level_2'] })
  expect(back(true)).toMatchObject({ to: 'validating' })
})

test('who leaves the urgent category says why, for the clock slows down with it (R004, R005)', () => {
  const urgent = aCase({ stage: 'new', category: 'urgent_issue', priority: 'urgent' })
  const slower = { category: 'question' }
  expect(asking('categorise', slower, { ticket: urgent })).toMatchObject({ missing: ['reason'] })
  expect(asking('categorise', { ...slower, reason: 'The shop sells.' }, { ticket: urgent })).toMatchObject({
    to: 'new',
  })
})

test('planned work that needs the customer’s word after all does not begin without it (R004, R017)', () => {
  const rui = staff('developer')
  const planned = aCase({
    ...{ stage: 'planned', priority: 'urgent', needsCode: true, funding: 'none', scopeClearAt: monday },
    ...{ developerId: 'developer', queuePosition: 1 },
  })
  const start = (ticket: Ticket) => asking('start', {}, { ticket, actor: rui })
  expect(start(planned)).toMatchObject({ to: 'in_development' })
  expect(start({ ...planned, priority: 'low' })).toMatchObject({ missing: ['approved_estimate'] })
  expect(start({ ...planned, priority: 'low', needsCode: false })).toMatchObject({ to: 'in_development' })
  const approvals = [anApproval({ kind: 'estimate', decision: 'approved' })]
  expect(start({ ...planned, priority: 'low', approvals })).toMatchObject({ to: 'in_development' })
})

test('what is under way becomes no Question without the customer’s proceed (R008)', () => {
  const asQuestion = (ticket: Ticket) => asking('categorise', { category: 'question' }, { ticket })
  expect(asQuestion(aCase({ stage: 'investigating' }))).toMatchObject({ to: 'investigating' })
  expect(asQuestion(aCase({ stage: 'planned' }))).toMatchObject({ missing: ['proceed'] })
  const approvals = [anApproval({ kind: 'proceed', decision: 'approved' })]
  expect(asQuestion(aCase({ stage: 'planned', approvals }))).toMatchObject({ to: 'planned' })
})

test('nothing is offered until a day that is over', () => {
  const ask = (until: string) =>
    asking('ask_proceed', { body: 'Shall we?', valid_until: until }, { ticket: aCase({ category: 'question' }) })
  expect(ask('2026-11-15')).toMatchObject({ missing: ['valid_until'] })
  expect(ask('2026-11-16')).toMatchObject({ to: 'approval' })
})

test('hours from the plan are the budget controller’s turn once they are approved (R111)', () => {
  const ticket = aCase({ stage: 'approval', funding: 'budget', approvals: [anApproval({ kind: 'budget' })] })
  expect(asking('approve', { approval: anApproval().id }, { ticket, actor: joana() })).toMatchObject({
    promises: expect.arrayContaining([{ letter: 'your_turn', to: 'budget_controller' }]),
  })
})
