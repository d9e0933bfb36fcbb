import { describe, expect, test } from 'vitest'
import { actionsFor } from '../../domain/decide.ts'
import { aCase, anApproval, asking, joana, known, monday, staff } from '../support/case.ts'

describe('taking a decision back', () => {
  const decided = anApproval({ decision: 'approved', decidedAt: monday, decidedBy: 'joana' })
  const soon = monday.add({ minutes: 5 })
  test('ends as soon as the ticket has moved on from it (spec §5, undo)', () => {
    // Planned, invoiced and withdrawn within the ten minutes: what stands there now is another question.
    const moved = aCase({ stage: 'estimating', stageSince: soon, estimateHours: 6, approvals: [decided] })
    expect(asking('undo', {}, { ticket: moved, actor: joana(), now: soon })).toMatchObject({ refused: 'undo_expired' })
  })
  test('ends as soon as there is a newer estimate', () => {
    const declined = { ...decided, decision: 'declined' as const }
    const ticket = aCase({ stage: 'estimating', estimateHours: 6, approvals: [declined] })
    expect(asking('undo', {}, { ticket, actor: joana(), now: soon })).toMatchObject({ to: 'approval' })
    expect(asking('undo', {}, { ticket: { ...ticket, estimateHours: 4 }, actor: joana(), now: soon })).toMatchObject({
      refused: 'undo_expired',
    })
  })
})

test('QA closes level 2 tickets, and no others (R153)', () => {
  const live = aCase({ stage: 'released', informed: true, needsCode: false })
  const body = { documentation: 'no_change', notes: 'Verified.' }
  expect(asking('close', body, { ticket: live, actor: staff('qa') })).toMatchObject({ refused: 'not_yours_to_do' })
  expect(asking('close', body, { ticket: { ...live, level2: true }, actor: staff('qa') })).toMatchObject({
    to: 'closed',
  })
})

test('only what could be done now is offered: nothing to unmerge, take back or start for somebody else', () => {
  const offered = (ticket: ReturnType<typeof aCase>, actor = staff('pm')) =>
    actionsFor({ ticket, actor, now: monday, known: known() }).map(({ action }) => action)
  const closed = aCase({ stage: 'closed', resolution: 'resolved', closedAt: monday })
  expect(offered(closed)).toEqual(['reopen'])
  expect(offered({ ...closed, resolution: 'merged' })).toEqual(['unmerge'])
  expect(offered(aCase({ stage: 'planned' }), joana())).toEqual([])
  expect(offered(aCase({ stage: 'planned', developerId: 'rui' }), staff('developer'))).toEqual([])
  const begun = aCase({ stage: 'in_development', developerId: null })
  expect(offered(begun, staff('developer'))).not.toContain('start')
  expect(offered({ ...begun, interrupted: true }, staff('developer'))).toContain('start')
  expect(offered(aCase({ stage: 'needs_info', cameFrom: 'new', onHold: true }))).not.toContain('hold')
})

test('asking about work under way does not let its customer cancel it, nor us sort it anew (spec §5, cancel, categorise)', () => {
  const asked = aCase({ stage: 'needs_info', cameFrom: 'in_development', requesterId: 'joana' })
  const refused = { refused: 'not_possible_now' }
  expect(asking('cancel', { reason: 'No need.' }, { ticket: asked, actor: joana() })).toMatchObject(refused)
  expect(asking('categorise', { category: 'issue_no_error' }, { ticket: asked })).toMatchObject(refused)
  expect(actionsFor({ ticket: asked, actor: joana(), now: monday, known: known() })).toMatchObject([
    { action: 'answer' },
  ])
  const early = { ...asked, cameFrom: 'estimating' } as const
  expect(asking('cancel', { reason: 'No need.' }, { ticket: early, actor: joana() })).toMatchObject({ to: 'closed' })
  expect(asking('categorise', { category: 'issue_no_error' }, { ticket: early })).toMatchObject({ to: 'needs_info' })
  expect(asking('cancel', { reason: 'No need.' }, { ticket: asked })).toMatchObject({ to: 'closed' })
})
