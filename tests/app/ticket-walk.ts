import { and, eq, isNull } from 'drizzle-orm'
import { changeTicket } from '../../db/change-ticket.ts'
import type { House } from '../../db/house.ts'
import { workflow, workflowRevision } from '../../db/schema/testing.ts'
import { approval } from '../../db/schema/ticket.ts'
import { readRows } from '../../db/tickets/test-rows.ts'
import { parseCommand } from '../../domain/command.ts'
import type { Action } from '../../domain/lifecycle.ts'
import { isRefusal } from '../../domain/refusal.ts'
import type { Actor } from '../../domain/ticket.ts'
import { aKey, type World } from '../support/world.ts'

/** Who does what on the straight way of a fix, from its first stage to its last. */
export type Walk = { house: House; world: World; number: number; ticketId: string; now: Temporal.Instant }

/** One step through the door; a refusal fails the test in words. */
export async function steps(walk: Walk, actor: Actor, action: Action, body: object = {}): Promise<void> {
  const read = parseCommand(action, body)
  if ('issues' in read) throw new Error(`The body of ${action} is malformed: ${JSON.stringify(read.issues)}`)
  const { house, number, now } = walk
  const asked = { number, actor, channel: 'web', proof: 'session', sourceKey: aKey(), now } as const
  const changed = await changeTicket(house, { ...asked, command: read.command })
  if (isRefusal(changed)) throw new Error(`${action} was refused: ${changed.refused} ${changed.missing.join(', ')}`)
}

export const stops = [
  'investigating',
  'estimating',
  'approval',
  'planned',
  'in_development',
  'testing',
  'tested',
  'staging_review',
  'approved',
  'mtp',
  'released',
  'closed',
] as const
export type Stop = (typeof stops)[number]

const scope = 'The shop asks the provider which ways to pay there are, and shows those.'

const onward: Record<Stop, (walk: Walk) => Promise<void>> = {
  investigating: (walk) => steps(walk, walk.world.marta, 'take'),
  estimating: async (walk) => {
    const { marta, lena, shop } = walk.world
    const said = { work_class: 'bug_fix', scope, app: shop, funding: 'postpaid', needs_code: true }
    await steps(walk, marta, 'confirm_scope', said)
    await steps(walk, lena, 'estimate', { hours: 3 })
  },
  approval: (walk) => steps(walk, walk.world.marta, 'send_estimate', { solution: scope }),
  planned: async (walk) => {
    const { house, ticketId, world } = walk
    const [asked] = await house.db
      .select({ id: approval.id })
      .from(approval)
      .where(and(eq(approval.ticketId, ticketId), isNull(approval.decision)))
    await steps(walk, world.joana, 'approve', { approval: asked?.id })
  },
  in_development: async (walk) => {
    await steps(walk, walk.world.lena, 'clear_scope')
    await steps(walk, walk.world.rui, 'start')
  },
  testing: (walk) => steps(walk, walk.world.rui, 'finish', { pull_request: 'https://git.example/vale-shop/pull/7' }),
  tested: async (walk) => {
    const rows = await walk.house.db.transaction((tx) => readRows(tx, walk.ticketId))
    const { marta, lena } = walk.world
    for (const { id, by } of rows) await steps(walk, by === 'pm' ? marta : lena, 'tick', { row: id })
  },
  staging_review: (walk) =>
    steps(walk, walk.world.marta, 'offer_fix', {
      summary: 'The shop now asks the provider.',
      steps: ['Put a bike in the basket.', 'Choose MB WAY.'],
      url: 'https://staging.vale-shop.example',
      no_screenshots_reason: 'Nothing to see.',
    }),
  approved: (walk) => steps(walk, walk.world.joana, 'approve_release', { round: 1 }),
  mtp: (walk) => steps(walk, walk.world.marta, 'move_to_production'),
  released: (walk) => steps(walk, walk.world.lena, 'release', { merged: true, upgrades: 'The payment plugin, 4.2.' }),
  closed: (walk) => steps(walk, walk.world.marta, 'close', { documentation: 'no_change' }),
}

/** Walks a new ticket to a stop of the way, each step by whose it is. Nothing else may be in development meanwhile. */
export async function walkTo(walk: Walk, stop: Stop): Promise<void> {
  for (const at of stops) {
    await onward[at](walk)
    if (at === stop) return
  }
}

/** Takes a ticket that is not closed out of everybody's way, and off staging. */
export const setAside = (walk: Walk) => steps(walk, walk.world.marta, 'cancel', { reason: 'Never mind.' })

/** A way through the shop that its customer relies on. */
export async function aWorkflow({ house, world, now }: Pick<Walk, 'house' | 'world' | 'now'>, title: string) {
  const of = { companyId: world.vale, appId: world.shop }
  const [made] = await house.db
    .insert(workflow)
    .values({ ...of, place: 1 })
    .returning({ id: workflow.id })
  await house.db.insert(workflowRevision).values({
    ...{ companyId: world.vale, workflowId: made?.id ?? '', version: 1, title, writtenAt: now },
    ...{ steps: '1. Put a bike in the basket.\n2. Pay with a card.', expected: 'The order is confirmed by mail.' },
  })
}
