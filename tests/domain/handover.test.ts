import { expect, test } from 'vitest'
import type { Action } from '../../domain/lifecycle.ts'
import { isRefusal } from '../../domain/refusal.ts'
import type { Role, Ticket } from '../../domain/ticket.ts'
import { aCase, anApproval, asking, joana, monday, staff } from '../support/case.ts'

const problem = {
  ...{ severity: 'high', target_url: 'https://vale-shop.example', acceptance_criteria: 'It works.', steps: 'Pay.' },
  ops_can_reproduce: true,
}
const evidence = ['2b0f4a54-7f6a-4c1a-9d5e-0d9b7c3c1a11']

/** Stage, who acts and what they do; and whose turn the letters say it is then. */
const handovers: [Partial<Ticket>, Role, Action, object, string[]][] = [
  [{ stage: 'investigating' }, 'pm', 'escalate', { issue_type: 'data', scope: 'Orders.' }, ['triage']],
  [{ stage: 'validating', level2: true }, 'triage', 'validate', problem, ['qa']],
  [{ stage: 'validating', level2: true }, 'triage', 'return_to_support', { reason: 'No.' }, ['pm']],
  [{ stage: 'replicating', level2: true }, 'qa', 'replicate', { evidence, affects_others: false }, ['pm']],
  [{ stage: 'replicating', level2: true }, 'qa', 'de_escalate', { reason: 'not_reproducible' }, ['triage']],
  [{ stage: 'planned' }, 'pm', 'revise', { reason: 'There is more to it.' }, ['support_lead']],
  [{ stage: 'in_development' }, 'pm', 'revise', { reason: 'There is more to it.' }, ['support_lead', 'developer']],
  [{ stage: 'planned', funding: 'postpaid' }, 'account_manager', 'change_funding', paidFrom('quote'), ['pm']],
  [{ stage: 'planned', approvals: [agreed()] }, 'pm', 'change_funding', paidFrom('budget'), ['budget_controller']],
]

function paidFrom(funding: string) {
  return { funding, reason: 'Agreed.' }
}

function agreed() {
  return anApproval({ decision: 'approved', decidedBy: 'joana', decidedAt: monday })
}

test.each(handovers)('%o: after %s’s %s whose turn it is hears of it (R158)', (said, role, action, body, turns) => {
  const outcome = asking(action, body, { ticket: aCase(said), actor: staff(role) })
  if (isRefusal(outcome)) throw new Error(`${action} was refused: ${outcome.refused} ${outcome.missing.join(', ')}`)
  const told = outcome.promises.filter(({ letter }) => letter === 'your_turn').map(({ to }) => to)
  expect(told).toEqual(turns)
})

test('its manager hears when the customer takes a ticket back', () => {
  const outcome = asking('cancel', { reason: 'It works again.' }, { actor: joana() })
  expect(outcome).toMatchObject({ promises: [{ letter: 'closed' }, { letter: 'notice', to: 'pm' }] })
})
