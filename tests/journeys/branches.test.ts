import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Agency, anAgency, Case } from '../support/agency.ts'
import { type RunningHouse, startHouse } from '../support/running-house.ts'

let house: RunningHouse
let agency: Agency
beforeAll(async () => {
  house = await startHouse()
  agency = await anAgency(house)
})
afterAll(() => house.stop())

const inDays = (days: number) =>
  Temporal.Now.instant()
    .add({ hours: 24 * days })
    .toString()

test('a question is answered and closed, and no work can exist without the customer’s word (R003, R008)', async () => {
  const answered = await Case.filed(agency, { category: 'question', title: 'Where are the invoices?' })
  await answered.does('marta', 'take')
  const scope = { work_class: 'enhancement', scope: 'A page.', funding: 'postpaid', needs_code: true }
  const work = { ...scope, app: agency.appId('Vale Shop') }
  expect((await answered.asks('marta', 'confirm_scope', work)).body).toMatchObject({ missing: ['proceed'] })
  await answered.does('marta', 'resolve', { body: 'In the menu, under Orders.' })
  expect(await answered.seenBy('joana')).toMatchObject({ status: 'done', resolution: 'answered' })

  const pursued = await Case.filed(agency, { category: 'question', title: 'Could invoices have our logo?' })
  await pursued.does('marta', 'take')
  const { approval } = await pursued.does('marta', 'ask_proceed', { body: 'They could. Shall we look into it?' })
  expect(await pursued.seenBy('joana')).toMatchObject({ status: 'feedback', approval: { kind: 'proceed' } })
  await pursued.does('joana', 'approve', { approval: approval.id })
  await pursued.does('marta', 'confirm_scope', work)
  expect(await pursued.seenBy('marta')).toMatchObject({ stage: 'estimating' })

  const dropped = await Case.filed(agency, { category: 'question', title: 'Could the logo move?' })
  await dropped.does('marta', 'take')
  const asked = await dropped.does('marta', 'ask_proceed', { body: 'It could. Shall we?' })
  await dropped.does('joana', 'decline', { approval: asked.approval.id })
  expect(await dropped.seenBy('joana')).toMatchObject({ status: 'done', resolution: 'answered' })
})

test('a declined estimate goes back to the manager, and a new one is a new decision (R016, R021)', async () => {
  const it = await Case.filed(agency, { title: 'The export is slow' })
  const first = await it.estimated({ hours: 12 })
  await it.does('joana', 'decline', { approval: first, comment: 'Too much for now.' })
  expect(await it.seenBy('joana')).toMatchObject({ stage: 'estimating', status: 'progress', approval: null })
  await it.does('lena', 'estimate', { hours: 4 })
  const { approval } = await it.does('marta', 'send_estimate', { solution: 'Only the large export.' })
  expect(approval).toMatchObject({ version: 2, hours: 4 })
  expect((await it.asks('joana', 'approve', { approval: first })).status).toBe(409)
  await it.does('joana', 'approve', { approval: approval.id })
  expect(await it.seenBy('joana')).toMatchObject({ stage: 'planned' })
})

test('a decision on the phone is written down for a contact with the right, who may see it (R016)', async () => {
  const it = await Case.filed(agency, { title: 'The phone rang' })
  const approval = await it.estimated()
  expect((await it.asks('marta', 'approve', { approval })).body).toMatchObject({ missing: ['by_and_evidence'] })
  const evidence = 'Called at ten; she said yes.'
  const wrong = await it.asks('marta', 'approve', { approval, by: 'pedro@vale.example', evidence })
  expect(wrong).toMatchObject({ status: 422, body: { code: 'may_not_decide' } })
  await it.does('marta', 'approve', { approval, by: 'joana@vale.example', evidence })
  expect(await it.seenBy('joana')).toMatchObject({ stage: 'planned' })
  const { items } = (await agency.clientOf('marta')('GET', `/mail?direction=out&ticket=${it.number}&limit=100`)).body
  const receipts = items.filter(({ letter }: { letter: string }) => letter === 'receipt')
  expect(receipts.map(({ to }: { to: string[] | string }) => String(to))).toContain('joana@vale.example')
})

test('NOT OK twice: each round is offered, refused and mended anew, and stays first in line (R039)', async () => {
  const it = await Case.filed(agency, { title: 'Prices jump' })
  await it.planned({ app: 'Workshop Planner', developer: 'nadia' })
  for (const round of [1, 2]) {
    await it.started('nadia')
    await it.finished('nadia')
    await it.tested()
    await freeStaging(it, 'Workshop Planner')
    expect(await it.offered()).toBe(round)
    await it.does('joana', 'request_changes', { round, reason: `Still wrong, ${round}.` })
    expect(await it.seenBy('joana')).toMatchObject({ stage: 'planned', queue_position: 1, round })
  }
  const answers = (await it.history()).filter(({ action }) => action === 'request_changes')
  expect(answers).toHaveLength(2)
})

test('silence closes, frees staging for the next in line, and a reopening takes its turn (R030, R031)', async () => {
  const [silent, next] = [
    await Case.filed(agency, { title: 'Nobody tests this' }),
    await Case.filed(agency, { title: 'This one waits' }),
  ]
  for (const it of [silent, next]) {
    await it.planned()
    await it.started()
    await it.finished()
    await it.tested()
  }
  await freeStaging(silent, 'Vale Shop')
  // No place is free: the second waits, and cannot be offered (R035).
  expect((await next.seenBy('marta')).slot).toMatchObject({ held: false, waiting_position: 1 })
  const offer = { summary: 'Fixed.', steps: ['Look.'], url: 'https://staging.vale-shop.example' }
  const refused = await next.asks('marta', 'offer_fix', { ...offer, no_screenshots_reason: 'Nothing to see.' })
  expect(refused.body).toMatchObject({ missing: ['slot'] })
  await silent.offered()
  await silent.delivered()

  await house.command('timers', '--as-of', inDays(9))
  expect(await silent.seenBy('joana')).toMatchObject({
    status: 'done',
    resolution: 'no_feedback',
    slot: { held: false },
  })
  expect((await next.seenBy('marta')).slot).toMatchObject({ held: true, waiting_position: null })
  const { items } = (await agency.clientOf('marta')('GET', `/mail?direction=out&ticket=${next.number}&limit=100`)).body
  expect(items.map(({ letter }: { letter: string }) => letter)).toContain('slot_free')

  await silent.does('joana', 'reopen', { body: 'Sorry, we were away.' })
  const reopened = await silent.seenBy('marta')
  expect(reopened).toMatchObject({ stage: 'testing', slot: { held: false, waiting_position: 1 } })
  expect(reopened.rows.every(({ result }: { result: string }) => result === 'passed')).toBe(true)
  await next.does('marta', 'offer_fix', { ...offer, no_screenshots_reason: 'Nothing to see.' })
  await next.released(1)
  expect((await silent.seenBy('marta')).slot).toMatchObject({ held: true })
})

test('urgent work starts at once, sets aside what the developer was at, and two urgents wait for each other (R017, R026)', async () => {
  const ordinary = await Case.filed(agency, { title: 'Ordinary work' })
  await ordinary.planned()
  await ordinary.started()
  const urgent = async (title: string) => {
    const it = await Case.filed(agency, { category: 'urgent_issue', title, impact: ['checkout'] })
    await it.does('marta', 'take')
    const app = agency.appId('Vale Shop')
    await it.does('marta', 'categorise', { app, work_class: 'bug_fix', needs_code: true })
    await it.does('marta', 'plan', { reason: 'The shop is down.' })
    return it
  }
  const first = await urgent('The shop is down')
  expect(await first.seenBy('marta')).toMatchObject({ stage: 'in_development', developer: { name: 'Rui Tavares' } })
  const aside = await ordinary.seenBy('marta')
  expect(aside).toMatchObject({ stage: 'in_development', queue_position: 1 })
  expect((await ordinary.history()).map(({ action }) => action)).toContain('set_aside')
  expect((await ordinary.asks('rui', 'start')).body.missing).toContain('free_developer')

  const second = await urgent('Payments are down too')
  expect(await second.seenBy('marta')).toMatchObject({ stage: 'planned', queue_position: 1 })
  await first.finished()
  expect(await second.seenBy('marta')).toMatchObject({ stage: 'in_development' })
  await second.finished()
  await ordinary.does('rui', 'start')
  expect(await ordinary.seenBy('marta')).toMatchObject({ stage: 'in_development', queue_position: null })
})

test('a known workflow that fails sends the fix back, and the next try starts with empty rows (R033–R036)', async () => {
  const it = await Case.filed(agency, { title: 'A voucher twice' })
  await it.planned()
  await it.started()
  await it.finished()
  const row = async (kind: string) =>
    (await it.seenBy('lena')).rows.find((one: { kind: string }) => one.kind === kind).id
  await it.does('marta', 'tick', { row: await row('compliance') })
  await it.does('lena', 'fail_test', { row: await row('workflow'), note: 'Vouchers are refused now.' })
  expect(await it.seenBy('marta')).toMatchObject({ stage: 'in_development', slot: { held: false } })
  await it.finished()
  const { rows } = await it.seenBy('marta')
  expect(rows.map(({ result }: { result: unknown }) => result)).toEqual(rows.map(() => null))
})

test('a decision is taken back within its ten minutes, as long as nothing has begun', async () => {
  const it = await Case.filed(agency, { title: 'Too fast' })
  const approval = await it.estimated()
  await it.does('joana', 'approve', { approval })
  expect((await it.asks('pedro', 'undo')).status).toBe(403)
  await it.does('joana', 'undo')
  expect(await it.seenBy('joana')).toMatchObject({ stage: 'approval', approval: { id: approval } })
})

test('of how a concern is classed a customer sees their category, and nothing of ours (R051, spec §2)', async () => {
  const it = await Case.filed(agency, { title: 'Classed' })
  await it.does('marta', 'take')
  await it.does('marta', 'categorise', { work_class: 'bug_fix', issue_type: 'coding' })
  expect(await it.seenBy('marta')).toMatchObject({ work_class: 'bug_fix', issue_type: 'coding' })
  expect(await it.seenBy('joana')).toMatchObject({
    ...{ category: 'issue_with_error', work_class: null, issue_type: null },
  })
  const { items } = (await agency.clientOf('joana')('GET', '/tickets?limit=100')).body
  expect(items.every(({ work_class }: { work_class: unknown }) => work_class === null)).toBe(true)
})

/** Whoever holds the place on staging before us gets the customer's OK and goes live. */
async function freeStaging(it: Case, app: string) {
  while (!(await it.seenBy('marta')).slot.held) {
    const { items } = (await agency.clientOf('marta')('GET', '/tickets?limit=100')).body
    const holder = items.find(
      (row: { app: { name: string } | null; stage: string; number: number }) =>
        row.app?.name === app && row.number !== it.number && ['staging_review', 'approved', 'mtp'].includes(row.stage),
    )
    const before = Case.of(agency, holder.number)
    if (holder.stage === 'staging_review') await before.does('joana', 'approve_release', { round: holder.round })
    if (holder.stage !== 'mtp') await before.does('marta', 'move_to_production')
    await before.does('lena', 'release', { merged: true })
  }
}
