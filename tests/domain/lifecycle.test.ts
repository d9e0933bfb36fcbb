import { expect, test } from 'vitest'
import { actions, destinationsOf, whoMay } from '../../domain/lifecycle.ts'
import { type Stage, stages, stagesOf, statuses, statusOf } from '../../domain/stage.ts'

const waysOut = (stage: Stage) => actions.flatMap((action) => destinationsOf(action, stage))

test('every stage can reach closed', () => {
  const reaching = new Set<Stage>(['closed'])
  for (let grown = true; grown; ) {
    const before = reaching.size
    for (const stage of stages) if (waysOut(stage).some((to) => reaching.has(to))) reaching.add(stage)
    grown = reaching.size > before
  }
  expect([...reaching].sort()).toEqual([...stages].sort())
})

test('every stage can be reached from new', () => {
  const reached = new Set<Stage>(['new'])
  for (const stage of reached) for (const to of waysOut(stage)) reached.add(to)
  expect([...reached].sort()).toEqual([...stages].sort())
})

test('every action that is possible somewhere is somebody’s to ask for there', () => {
  const nobodys = actions.flatMap((action) =>
    stages
      .filter((stage) => destinationsOf(action, stage).length > 0 && whoMay(action, stage).length === 0)
      .map((stage) => `${action} from ${stage}`),
  )
  // A requester may cancel only before the plan, but a PM always; de-escalation changes hands with the stage.
  expect(nobodys).toEqual([])
})

test('nothing leads out of closed but reopening, undoing a merge and a late payment', () => {
  expect(actions.filter((action) => destinationsOf(action, 'closed').length > 0)).toEqual([
    'record_payment',
    'reopen',
    'unmerge',
  ])
})

test('the customer sees four statuses, and each stage has exactly one', () => {
  expect(statuses.flatMap(stagesOf).sort()).toEqual([...stages].sort())
  expect(statusOf('new')).toBe('new')
  expect(statusOf('staging_review')).toBe('feedback')
  expect(statusOf('closed')).toBe('done')
})

test('no mail, timer or contact moves work into production', () => {
  expect(whoMay('move_to_production', 'approved')).toEqual(['pm'])
  expect(whoMay('release', 'mtp')).toEqual(['support_lead'])
})
