import { describe, expect, test } from 'vitest'
import { actionsFor } from '../../domain/decide.ts'
import { actions, destinationsOf } from '../../domain/lifecycle.ts'
import { isRefusal } from '../../domain/refusal.ts'
import { stages } from '../../domain/stage.ts'
import { type Contact, priorities, roles } from '../../domain/ticket.ts'
import { aCase, anApproval, asking, joana, known, monday, staff, theSystem } from '../support/case.ts'
import { fc } from '../support/property.ts'

const later = (hours: number) => monday.add({ hours })
/** What is known where this contact is named by address. */
const knowing = (contact: Contact) => known({ people: new Map([[contact.email, { ...contact, roles: [] }]]) })
const scope = {
  work_class: 'bug_fix',
  scope: 'Ask the provider for its channels',
  app: '2b0f4a54-7f6a-4c1a-9d5e-0d9b7c3c1a11',
  funding: 'postpaid',
  needs_code: true,
}

test('an action that the table does not list for a stage is refused', () => {
  expect(asking('resolve', { body: 'Done.' }, { ticket: aCase({ stage: 'planned' }) })).toMatchObject({
    refused: 'not_possible_now',
  })
})

test('to a stranger the ticket does not exist, whatever is asked', () => {
  const stranger = { ...joana({ companyId: 'atlas' }), id: 'ines' }
  for (const action of actions) {
    const seen = { ticket: aCase(), actor: stranger, now: monday, known: known() }
    expect(actionsFor(seen).map(({ action: offered }) => offered)).not.toContain(action)
  }
  expect(asking('cancel', { reason: 'x' }, { actor: stranger })).toMatchObject({ refused: 'no_such_ticket' })
})

test('a security ticket is hidden from colleagues who take no part in it (R126)', () => {
  const pedro = { ...joana(), id: 'pedro' }
  const ticket = aCase({ stage: 'approval', issueType: 'security' })
  expect(asking('ask_about', { body: 'Why?' }, { ticket, actor: pedro })).toMatchObject({ refused: 'no_such_ticket' })
})

describe('questions', () => {
  const question = aCase({ category: 'question' })
  test('no work can exist before the customer says proceed (R008)', () => {
    expect(asking('confirm_scope', scope, { ticket: question })).toEqual({
      refused: 'gate_not_met',
      missing: ['proceed'],
    })
    const proceed = anApproval({ kind: 'proceed', decision: 'approved', decidedAt: monday, decidedBy: 'joana' })
    expect(asking('confirm_scope', scope, { ticket: { ...question, approvals: [proceed] } })).toMatchObject({
      to: 'estimating',
    })
  })
  test('are answered and closed when there is nothing to do', () => {
    expect(asking('resolve', { body: 'In Settings.' }, { ticket: question })).toMatchObject({
      to: 'closed',
      changes: { resolution: 'answered' },
    })
  })
})

test('lowering urgency needs a reason, which the customer reads (R004)', () => {
  const ticket = aCase({ priority: 'urgent' })
  expect(asking('categorise', { priority: 'low' }, { ticket })).toEqual({
    refused: 'gate_not_met',
    missing: ['reason'],
  })
  const lowered = asking('categorise', { priority: 'low', reason: 'The shop sells again.' }, { ticket })
  expect(lowered).toMatchObject({
    effects: expect.arrayContaining([expect.objectContaining({ effect: 'say', visibility: 'public' })]),
  })
})

describe('estimates', () => {
  const ticket = aCase({ stage: 'estimating', funding: 'postpaid', estimateHours: 6, estimateBy: 'lena' })
  const solution = { solution: 'We ask the provider for its channels.' }
  test('are not sent before the support lead gave the hours (R019)', () => {
    expect(
      asking('send_estimate', solution, { ticket: { ...ticket, estimateHours: null, estimateBy: null } }),
    ).toMatchObject({ missing: ['hours'] })
  })
  test('cost the hours at the company’s rate', () => {
    expect(asking('send_estimate', solution, { ticket })).toMatchObject({ to: 'approval', changes: { price: 48_000 } })
  })
  test('above the line at a DM client go to the account manager, strictly (R106)', () => {
    const quote = { ...ticket, funding: 'quote' as const, company: { ...ticket.company, dmClient: true } }
    expect(asking('send_estimate', { ...solution, price: 15_001 }, { ticket: quote })).toMatchObject({
      missing: ['account_manager'],
    })
    expect(asking('send_estimate', { ...solution, price: 15_000 }, { ticket: quote })).toMatchObject({ to: 'approval' })
  })
  test('are skipped for urgent work (R017), and for nothing else that needs code', () => {
    const known = { appId: scope.app, workClass: 'bug_fix', needsCode: true, funding: 'postpaid' } as const
    expect(asking('plan', {}, { ticket: aCase({ ...known, priority: 'urgent' }) })).toMatchObject({ to: 'planned' })
    expect(asking('plan', {}, { ticket: aCase({ ...known, priority: 'low' }) })).toMatchObject({
      missing: ['approved_estimate'],
    })
  })
})

describe('approvals', () => {
  const asked = anApproval()
  const ticket = aCase({ stage: 'approval', funding: 'postpaid', approvals: [asked] })
  const body = { approval: asked.id }
  test('by a contact with the right lead to the plan', () => {
    expect(asking('approve', body, { ticket, actor: joana() })).toMatchObject({ to: 'planned' })
  })
  test('need the right, and the amount within the limit', () => {
    expect(asking('approve', body, { ticket, actor: joana({ approvesEstimates: false }) })).toMatchObject({
      refused: 'not_yours_to_do',
    })
    expect(asking('approve', body, { ticket, actor: joana({ approvalLimit: 47_999 }) })).toMatchObject({
      refused: 'not_yours_to_do',
    })
    expect(asking('approve', body, { ticket, actor: joana({ approvalLimit: 48_000 }) })).toMatchObject({
      to: 'planned',
    })
  })
  test('of an older version decide nothing', () => {
    const older = { approval: '00000000-0000-4000-8000-000000000000' }
    expect(asking('approve', older, { ticket, actor: joana() })).toMatchObject({ refused: 'superseded' })
  })
  test('that were decided say so', () => {
    const decided = anApproval({ decision: 'approved', decidedAt: monday, decidedBy: 'joana' })
    expect(
      asking('approve', body, { ticket: { ...ticket, stage: 'planned', approvals: [decided] }, actor: joana() }),
    ).toMatchObject({ refused: 'already_decided' })
  })
  test('on the phone need who and what was said', () => {
    expect(asking('approve', body, { ticket })).toMatchObject({ missing: ['by_and_evidence'] })
    expect(
      asking(
        'approve',
        { ...body, by: 'joana@vale.example', evidence: 'Called at ten.' },
        { ticket, known: knowing(joana()) },
      ),
    ).toMatchObject({
      to: 'planned',
      effects: [{ effect: 'decide_approval', onBehalfOf: 'joana' }, { effect: 'line_up' }],
    })
    expect(
      asking(
        'approve',
        { ...body, by: 'joana@vale.example', evidence: 'Called.' },
        { ticket, known: knowing(joana({ approvesEstimates: false })) },
      ),
    ).toMatchObject({ refused: 'may_not_decide' })
    expect(asking('approve', { ...body, by: 'nobody@vale.example', evidence: 'Called.' }, { ticket })).toMatchObject({
      refused: 'no_such_person',
    })
  })
  test('of a priced quote lead to the invoice, unless it is paid already', () => {
    const quote = { ...ticket, funding: 'quote' as const }
    expect(asking('approve', body, { ticket: quote, actor: joana() })).toMatchObject({ to: 'invoicing' })
    expect(asking('approve', body, { ticket: { ...quote, paid: 48_000 }, actor: joana() })).toMatchObject({
      to: 'planned',
    })
  })
  test('may be undone by who decided, for ten minutes', () => {
    const decided = anApproval({ decision: 'approved', decidedAt: monday, decidedBy: 'joana' })
    const planned = aCase({ stage: 'planned', estimateHours: 6, approvals: [decided] })
    expect(asking('undo', {}, { ticket: planned, actor: joana(), now: monday.add({ minutes: 10 }) })).toMatchObject({
      to: 'approval',
    })
    expect(asking('undo', {}, { ticket: planned, actor: joana(), now: monday.add({ minutes: 11 }) })).toMatchObject({
      refused: 'undo_expired',
    })
    expect(asking('undo', {}, { ticket: planned, actor: { ...joana(), id: 'pedro' } })).toMatchObject({
      refused: 'not_yours_to_do',
    })
  })
})

describe('silence', () => {
  const silent = aCase({ stage: 'needs_info', cameFrom: 'investigating', silence: { since: monday, held: [] } })
  const closing = (said: object, seen = {}) =>
    asking('close_silent', {}, { ticket: { ...silent, ...said }, actor: theSystem, now: later(72), ...seen })
  test('closes after three business days from delivery (R030)', () => {
    expect(closing({}, { now: later(72) })).toMatchObject({
      to: 'closed',
      changes: { resolution: 'no_feedback', closedFrom: 'needs_info' },
    })
    expect(closing({}, { now: later(72).subtract({ seconds: 1 }) })).toMatchObject({
      missing: ['three_silent_business_days'],
    })
  })
  test('never closes what was not delivered, is on hold, or may have an answer waiting', () => {
    expect(closing({ silence: null })).toMatchObject({ refused: 'gate_not_met' })
    expect(closing({ onHold: true })).toMatchObject({ missing: ['unhold'] })
    expect(closing({}, { known: known({ mailWaiting: true }) })).toMatchObject({ missing: ['all_mail_read'] })
  })
  test('never closes a question about work that is approved or paid', () => {
    expect(closing({ paid: 1 })).toMatchObject({ missing: ['nothing_approved_or_paid'] })
  })
  test('is nobody’s to declare but the system’s', () => {
    expect(asking('close_silent', {}, { ticket: silent, now: later(72) })).toMatchObject({ refused: 'not_yours_to_do' })
  })
})

describe('reopening', () => {
  const closed = aCase({ stage: 'closed', resolution: 'no_feedback', closedFrom: 'staging_review', closedAt: monday })
  test('after silence goes back to where the ticket stood', () => {
    expect(asking('reopen', {}, { ticket: closed, actor: joana() })).toMatchObject({
      to: 'testing',
      changes: { resolution: null, closedAt: null },
    })
  })
  test('after a question nobody answered goes back to where it was asked from', () => {
    const asked = { ...closed, closedFrom: 'needs_info', cameFrom: 'validating' } as const
    expect(asking('reopen', {}, { ticket: asked, actor: joana() })).toMatchObject({
      to: 'validating',
      changes: { closedFrom: null, cameFrom: null },
    })
  })
  test('is a contact’s for ten business days, and a PM’s at any time', () => {
    const now = later(24 * 15)
    expect(asking('reopen', {}, { ticket: closed, actor: joana(), now })).toMatchObject({ refused: 'reopen_expired' })
    expect(asking('reopen', {}, { ticket: closed, now })).toMatchObject({ to: 'testing' })
  })
})

test('staging needs passed rows, a slot, and pictures or a reason (R027, R035)', () => {
  const fix = { summary: 'Fixed', steps: ['Pay'], url: 'https://staging.example', screenshots: [] }
  const rows = [{ id: 'r', kind: 'compliance', title: 'As told', by: 'pm', result: 'passed' }] as const
  expect(asking('offer_fix', fix, { ticket: aCase({ stage: 'testing' }) })).toMatchObject({
    missing: ['rows', 'slot', 'screenshots'],
  })
  const ready = aCase({
    stage: 'testing',
    rows: [...rows],
    slot: { environment: 'Staging', url: 'https://staging.example', waiting: null },
  })
  expect(asking('offer_fix', { ...fix, no_screenshots_reason: 'Nothing to see' }, { ticket: ready })).toMatchObject({
    to: 'staging_review',
    changes: { round: 1 },
  })
})

test('an OK to an older round releases nothing (R12)', () => {
  const ticket = aCase({ stage: 'staging_review', round: 2 })
  expect(asking('approve_release', { round: 1 }, { ticket, actor: joana() })).toMatchObject({ refused: 'superseded' })
  expect(asking('approve_release', { round: 2 }, { ticket, actor: joana() })).toMatchObject({ to: 'approved' })
})

test('a ticket without anybody to manage it stays in triage', () => {
  const nobody = known({ manager: null })
  expect(
    asking('assign', {}, { ticket: aCase({ stage: 'new', pmId: null }), actor: theSystem, known: nobody }),
  ).toMatchObject({ refused: 'no_manager' })
})

test('whatever is decided follows the table, and a button that is offered is never refused for stage or right', () => {
  const anyActor = fc.oneof(
    fc.constantFrom(...roles).map((role) => staff(role)),
    fc.constant(joana()),
    fc.constant(theSystem),
  )
  const anyTicket = fc.record({
    stage: fc.constantFrom(...stages),
    priority: fc.constantFrom(null, ...priorities),
    level2: fc.boolean(),
    onHold: fc.boolean(),
    developerBusy: fc.boolean(),
    approved: fc.boolean(),
  })
  fc.assert(
    fc.property(
      anyActor,
      anyTicket,
      fc.constantFrom(
        'take',
        'start',
        'undo',
        'hold',
        'unhold',
        'lapse',
        'clear_scope',
        'close_silent',
        'unmerge',
        'plan',
      ),
      (actor, said, action) => {
        const { approved, ...facts } = said
        const approvals = approved
          ? [anApproval({ decision: 'approved', decidedAt: monday, decidedBy: 'joana' })]
          : [anApproval()]
        const closed = facts.stage === 'closed' ? ({ resolution: 'answered', closedAt: monday } as const) : {}
        const ticket = aCase({ ...facts, ...closed, approvals, cameFrom: 'investigating' })
        const seen = { ticket, actor, now: monday, known: known() }
        const outcome = asking(action, action === 'hold' ? { reason: 'On holiday' } : {}, seen)
        const offered = actionsFor(seen).some((entry) => entry.action === action)
        if (isRefusal(outcome)) {
          if (offered) expect(outcome.refused).not.toBe('no_such_ticket')
        } else {
          expect(offered).toBe(true)
          expect(destinationsOf(action, ticket.stage)).toContain(outcome.to)
        }
      },
    ),
    { numRuns: 2000 },
  )
})
