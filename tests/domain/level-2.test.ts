import { expect, test } from 'vitest'
import { parseCommand } from '../../domain/command.ts'
import { deEscalationReasons } from '../../domain/ticket.ts'
import { aCase, asking, staff } from '../support/case.ts'

const replicating = aCase({ stage: 'replicating', level2: true })
const qa = staff('qa')
const evidence = ['2b0f4a54-7f6a-4c1a-9d5e-0d9b7c3c1a11']

test('what goes back to be validated says why from the list, and what is not on it in words (R133)', () => {
  const back = (body: object) => asking('de_escalate', body, { ticket: replicating, actor: qa })
  expect(back({ reason: 'information_missing' })).toMatchObject({
    to: 'validating',
    changes: { deEscalationReason: 'information_missing' },
  })
  expect(back({ reason: 'other' })).toMatchObject({ refused: 'gate_not_met', missing: ['note'] })
  expect(back({ reason: 'other', note: 'The shop has moved.' })).toMatchObject({
    effects: [{ effect: 'say', visibility: 'internal', body: 'The shop has moved.' }, { effect: 'start_clock' }],
  })
  const read = parseCommand('de_escalate', { reason: 'Not ours.' })
  // The sentence names the list, so that whoever asked by API finds it.
  expect('issues' in read && read.issues[0]?.message).toMatch(new RegExp(deEscalationReasons.join('.+')))
})

test('the evidence of a problem stands in the thread of the team, with its workaround (R136, R142)', () => {
  const body = { evidence, affects_others: false, workaround: 'Pay by card.' }
  expect(asking('replicate', body, { ticket: replicating, actor: qa })).toMatchObject({
    effects: [{ effect: 'say', visibility: 'internal', purpose: 'note', body: 'Pay by card.', files: evidence }, {}],
  })
})

test('the day the customer needs it by is kept beside what we promise (R138)', () => {
  const ticket = aCase({ stage: 'validating', level2: true, dueDate: '2026-12-01' })
  const body = {
    ...{ severity: 'high', target_url: 'https://vale-shop.example', acceptance_criteria: 'It works.', steps: 'Pay.' },
    ...{ ops_can_reproduce: true, client_target_date: '2026-11-25' },
  }
  const outcome = asking('validate', body, { ticket, actor: staff('triage') })
  expect(outcome).toMatchObject({ changes: { clientTargetDate: '2026-11-25' } })
  expect(outcome).not.toHaveProperty('changes.dueDate')
})
