import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { approval, event } from '../../db/schema/ticket.ts'
import { anEstimate, aReview } from '../support/decisions.ts'
import { aClient, aWeb, type Web } from '../support/web.ts'
import { did, rowOf } from '../support/work.ts'
import { aHouse, aWorld, lettersOf, type World } from '../support/world.ts'

const now = Temporal.Now.instant()
const house = await aHouse()
let world: World
let web: Web
let marta: Awaited<ReturnType<typeof aClient>>
let joana: Awaited<ReturnType<typeof aClient>>

beforeAll(async () => {
  world = await aWorld(house, now)
  web = await aWeb(house)
  marta = await aClient(house, web, world.marta)
  joana = await aClient(house, web, world.joana)
})

type Asked = { number: number; ticketId: string; approvalId: string }

async function asks(client: typeof marta, { number }: Asked, action: string, body: object = {}) {
  const answer = await client.post(`/tickets/${number}/actions/${action}`, body)
  return { status: answer.status, body: await answer.json() }
}

const stageOf = async ({ number }: Asked) => (await rowOf(house, number)).stage
const phone = { by: 'joana@vale.example', evidence: 'Called at ten; she said so.' }

async function approvalOf({ approvalId }: Asked) {
  const [row] = await house.db.select().from(approval).where(eq(approval.id, approvalId))
  return row
}

describe('what a contact decides on the phone', () => {
  test('is theirs, written down by the manager, with a receipt to them (R016, R029)', async () => {
    const [estimate, ok, notOk] = [
      await anEstimate(house, world),
      await aReview(house, world),
      await aReview(house, world),
    ]
    expect((await asks(marta, estimate, 'approve', { approval: estimate.approvalId, ...phone })).status).toBe(200)
    expect((await asks(marta, ok, 'approve_release', { round: 1, ...phone })).status).toBe(200)
    const changes = { round: 1, reason: 'The total is wrong.', ...phone }
    expect((await asks(marta, notOk, 'request_changes', changes)).status).toBe(200)
    for (const asked of [estimate, ok, notOk]) {
      expect(await approvalOf(asked)).toMatchObject({ decidedBy: world.joana.id, recordedBy: world.marta.id })
      const letters = await lettersOf(house, asked.ticketId)
      expect(letters.filter((letter) => letter === 'receipt to joana@vale.example')).toHaveLength(1)
    }
    expect([await stageOf(estimate), await stageOf(ok), await stageOf(notOk)]).toEqual([
      'planned',
      'approved',
      'planned',
    ])
  })

  test('needs who and how, somebody we know, and their right, up to its limit', async () => {
    const asked = await anEstimate(house, world)
    const approve = (said: object) => asks(marta, asked, 'approve', { approval: asked.approvalId, ...said })
    expect((await approve({})).body).toMatchObject({ code: 'gate_not_met', missing: ['by_and_evidence'] })
    expect((await approve({ by: phone.by })).body).toMatchObject({ missing: ['by_and_evidence'] })
    for (const by of ['nobody@vale.example', 'lena@agency.example']) {
      expect((await approve({ ...phone, by })).body).toMatchObject({ code: 'no_such_person' })
    }
    for (const by of ['pedro@vale.example', 'ines@atlas.example']) {
      expect((await approve({ ...phone, by })).body).toMatchObject({ code: 'may_not_decide' })
    }
    await house.sql`update approval set price = 48000 where id = ${asked.approvalId}`
    await house.sql`update membership set approval_limit = 47999 where person_id = ${world.joana.id}`
    expect((await approve(phone)).body).toMatchObject({ code: 'may_not_decide' })
    await house.sql`update membership set approval_limit = 48000 where person_id = ${world.joana.id}`
    expect((await approve(phone)).status).toBe(200)
    await house.sql`update membership set approval_limit = null where person_id = ${world.joana.id}`
  })

  test('is written down by a manager, and by nobody else of us', async () => {
    const asked = await aReview(house, world)
    const rui = await aClient(house, web, world.rui)
    expect((await asks(rui, asked, 'approve_release', { round: 1, ...phone })).status).toBe(403)
    expect(await stageOf(asked)).toBe('staging_review')
  })
})

describe('taking it back', () => {
  test('an estimate, an OK and a NOT OK, by whoever decided, each with its receipt', async () => {
    const [estimate, ok, notOk] = [
      await anEstimate(house, world),
      await aReview(house, world),
      await aReview(house, world),
    ]
    await asks(joana, estimate, 'approve', { approval: estimate.approvalId })
    await asks(joana, ok, 'approve_release', { round: 1 })
    await asks(joana, notOk, 'request_changes', { round: 1, reason: 'No.' })
    for (const asked of [estimate, ok, notOk]) {
      expect((await asks(joana, asked, 'undo')).status).toBe(200)
      expect(await approvalOf(asked)).toMatchObject({ decision: null, decidedBy: null })
      const letters = await lettersOf(house, asked.ticketId)
      expect(letters.filter((letter) => letter === 'receipt to joana@vale.example')).toHaveLength(2)
      const events = await house.db.select().from(event).where(eq(event.ticketId, asked.ticketId))
      expect(events.some(({ action }) => action === 'undo')).toBe(true)
    }
    expect([await stageOf(estimate), await stageOf(ok), await stageOf(notOk)]).toEqual([
      ...['approval', 'staging_review', 'staging_review'],
    ])
    expect((await asks(joana, ok, 'approve_release', { round: 1 })).status).toBe(200)
  })

  test('is refused to others, after ten minutes, once work began, and once staging was freed', async () => {
    const [others, late, begun, freed] = [
      ...[await aReview(house, world), await aReview(house, world)],
      ...[await aReview(house, world), await aReview(house, world)],
    ] as const
    for (const asked of [others, late, freed]) await asks(joana, asked, 'approve_release', { round: 1 })
    await asks(joana, begun, 'request_changes', { round: 1, reason: 'No.' })
    const pedro = await aClient(house, web, world.pedro)
    await house.sql`insert into participant (ticket_id, company_id, person_id, added_at) values (${others.ticketId}, ${world.vale}, ${world.pedro.id}, now())`
    expect((await asks(pedro, others, 'undo')).body).toMatchObject({ code: 'not_yours_to_do' })
    expect((await asks(marta, others, 'undo')).status).toBe(403)
    const before = Temporal.Now.instant().subtract({ minutes: 11 })
    await house.db.update(approval).set({ decidedAt: before }).where(eq(approval.id, late.approvalId))
    expect((await asks(joana, late, 'undo')).body).toMatchObject({ code: 'undo_expired' })
    await did(house, { number: begun.number, actor: begun.developer, command: { action: 'start', body: {} }, now })
    expect((await asks(joana, begun, 'undo')).body).toMatchObject({ code: 'not_possible_now' })
    await house.sql`update slot set freed_at = now(), freed_because = 'freed_by_us' where ticket_id = ${freed.ticketId}`
    expect((await asks(joana, freed, 'undo')).body).toMatchObject({ code: 'undo_expired' })
  })
})
