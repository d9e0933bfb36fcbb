import { expect, test } from 'vitest'
import { whoMay } from '../../domain/lifecycle.ts'
import { isTurnOf } from '../../domain/permission.ts'
import { stages } from '../../domain/stage.ts'
import { rowKinds, type Ticket } from '../../domain/ticket.ts'
import { turnsOf } from '../../domain/turn.ts'
import { aCase, joana, monday } from '../support/case.ts'

const turnsAt = (said: Partial<Ticket>) => turnsOf(aCase(said)).map(({ role, action }) => `${role} ${action}`)
const slot = { environment: 'Staging', url: 'https://staging.example', waiting: null } as const
const row = (kind: (typeof rowKinds)[number], result: 'passed' | null) =>
  ({ id: kind, kind, title: null, by: 'pm', result }) as const

test('whose turn it is may really do what is next, at every stage and with all facts', () => {
  for (const stage of stages) {
    for (const facts of variations) {
      for (const { role, action } of turnsOf(aCase({ ...facts, stage }))) {
        expect([stage, action, whoMay(action, stage)]).toEqual([stage, action, expect.arrayContaining([role])])
      }
    }
  }
})

const variations: Partial<Ticket>[] = [
  {},
  { category: 'question' },
  { level2: true },
  { level2: true, dueDate: '2026-12-01', funding: 'none' },
  { estimateHours: 3 },
  { funding: 'quote', estimateHours: 9, company: { ...aCase().company, dmClient: true } },
  { funding: 'budget' },
  { funding: 'budget', budget: 'no', scopeClearAt: monday },
  { developerId: 'rui', queuePosition: 1, scopeClearAt: monday },
  { developerId: 'rui', queuePosition: 1, interrupted: true, scopeClearAt: monday },
  ...rowKinds.map((kind) => ({ rows: [row(kind, null)] })),
  { rows: [row('compliance', 'passed')], slot },
  { awaitsPayment: true },
]

test('a customer’s turn is nobody’s of us', () => {
  for (const stage of ['needs_info', 'approval', 'staging_review', 'closed'] as const) {
    expect(turnsAt({ stage })).toEqual([])
  }
})

test('a customer’s turn is that of whoever may give the word', () => {
  const asked = { estimate: { kind: 'estimate', price: 500 }, proceed: { kind: 'proceed', price: null } } as const
  const atApproval = { companyId: 'vale', stage: 'approval', asked: asked.estimate } as const
  expect(isTurnOf(joana(), atApproval)).toBe(true)
  expect(isTurnOf(joana({ approvesEstimates: false }), atApproval)).toBe(false)
  expect(isTurnOf(joana({ approvalLimit: 499 }), atApproval)).toBe(false)
  expect(isTurnOf(joana({ approvesEstimates: false }), { ...atApproval, asked: asked.proceed })).toBe(true)
  expect(isTurnOf(joana(), { ...atApproval, companyId: 'atlas' })).toBe(false)
  const others = { companyId: 'vale', asked: null }
  expect(isTurnOf(joana({ approvesReleases: false }), { ...others, stage: 'staging_review' })).toBe(false)
  expect(isTurnOf(joana({ approvesReleases: false }), { ...others, stage: 'needs_info' })).toBe(true)
  expect(isTurnOf(joana(), { ...others, stage: 'in_development' })).toBe(false)
})

test('planned work is its developer’s turn once it is clear, settled and first in line (R024, R025, R111)', () => {
  const planned = { stage: 'planned', developerId: 'rui', queuePosition: 1, scopeClearAt: monday } as const
  expect(turnsAt(planned)).toEqual(['developer start'])
  expect(turnsAt({ ...planned, queuePosition: 2 })).toEqual([])
  expect(turnsAt({ ...planned, developerBusy: true })).toEqual([])
  expect(turnsAt({ ...planned, developerBusy: true, priority: 'urgent' })).toEqual(['developer start'])
  expect(turnsAt({ ...planned, scopeClearAt: null })).toEqual(['support_lead clear_scope'])
  expect(turnsAt({ ...planned, funding: 'budget' })).toEqual(['budget_controller check_budget'])
  expect(turnsAt({ ...planned, developerId: null, queuePosition: null })).toEqual(['support_lead assign'])
})

test('known workflows are run only once the PM’s check passed; acceptance criteria do not wait (R033, R150)', () => {
  const testing = (...rows: ReturnType<typeof row>[]) => turnsAt({ stage: 'testing', rows })
  expect(testing(row('compliance', null), row('workflow', null), row('acceptance', null))).toEqual([
    'pm tick',
    'qa tick',
  ])
  expect(testing(row('compliance', 'passed'), row('workflow', null))).toEqual(['support_lead tick'])
})

test('a tested fix is offered from its place on staging, and waits for one without being anybody’s turn (R035)', () => {
  const tested: Partial<Ticket> = {
    ...{ stage: 'testing', needsCode: true, app: { hasStaging: true, hasRepository: true } },
    rows: [row('compliance', 'passed')],
  }
  expect(turnsAt({ ...tested, slot })).toEqual(['pm offer_fix'])
  expect(turnsAt(tested)).toEqual([])
  expect(turnsAt({ ...tested, needsCode: false })).toEqual(['pm skip_review'])
})

test('a large quote for a client of the account manager is theirs to send (R106)', () => {
  const company = { ...aCase().company, dmClient: true }
  const quote = { stage: 'estimating', funding: 'quote', company } as const
  expect(turnsAt({ ...quote, estimateHours: 2 })).toEqual(['account_manager send_estimate'])
  expect(turnsAt({ ...quote, estimateHours: 1 })).toEqual(['pm send_estimate'])
  expect(turnsAt({ ...quote, estimateHours: null })).toEqual(['support_lead estimate'])
})

test('what the account manager quoted is theirs to close as well as the PM’s (R106, R122)', () => {
  const quoted = { stage: 'released', funding: 'quote', estimateHours: 9 } as const
  const dm = { ...aCase().company, dmClient: true }
  expect(turnsAt(quoted)).toEqual(['pm close'])
  expect(turnsAt({ ...quoted, company: dm })).toEqual(['pm close', 'account_manager close'])
  expect(turnsAt({ ...quoted, company: dm, price: 15_000 })).toEqual(['pm close'])
})
