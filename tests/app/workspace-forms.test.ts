import { eq } from 'drizzle-orm'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { type DeskAction, fieldsOf, isDeskAction } from '../../app/routes/desk/ticket/action-fields.server.ts'
import { addDocument } from '../../db/customers/write-document.ts'
import { company } from '../../db/schema/company.ts'
import { ticket } from '../../db/schema/ticket.ts'
import { addStaff } from '../../db/seed/cast.ts'
import { commandBodies } from '../../domain/command.ts'
import type { Role, Staff } from '../../domain/ticket.ts'
import { fieldsIn, namesIn } from '../support/form-fields.ts'
import { aCookie, aWeb, type Web } from '../support/web.ts'
import { aHouse, aKey, aTicket, aWorld, type World } from '../support/world.ts'
import { steps, stops, type Walk, walkTo } from './ticket-walk.ts'

const house = await aHouse()
let world: World
let web: Web
let others: Record<'quinn' | 'alma' | 'acco' | 'bill', Staff>
const now = Temporal.Now.instant()

beforeAll(async () => {
  world = await aWorld(house, now)
  const add = (name: string, role: Role) =>
    addStaff(house.db, { name, email: `${name}@agency.example`, roles: [role], now })
  others = {
    quinn: await add('quinn', 'qa'),
    alma: await add('alma', 'account_manager'),
    acco: await add('acco', 'accounts'),
    bill: await add('bill', 'budget_controller'),
  }
  web = await aWeb(house)
})

type Who = 'marta' | 'lena' | 'rui' | 'tess' | keyof typeof others
const one = (who: Who): Staff =>
  who === 'quinn' || who === 'alma' || who === 'acco' || who === 'bill' ? others[who] : world[who]

const scope = { work_class: 'bug_fix', scope: 'All of it.', needs_code: true } as const
const problem = { severity: 'high', target_url: 'https://vale-shop.example', acceptance_criteria: 'It works.' } as const

/** Ways that leave the straight one of a fix, to level 2 and to money; each begins where the one before it ends. */
const ways = {
  validating: (walk: Walk) => steps(walk, world.marta, 'escalate', { issue_type: 'coding', scope: 'Deep.' }),
  replicating: async (walk: Walk) => {
    await ways.validating(walk)
    await steps(walk, world.tess, 'validate', { ...problem, steps: 'Pay.', ops_can_reproduce: true })
  },
  quoted: (walk: Walk) => estimated(walk, 'quote'),
  invoicing: async (walk: Walk) => {
    await ways.quoted(walk)
    await steps(walk, world.marta, 'send_estimate', { solution: 'We mend it.', price: 16_000 })
    await approve(walk)
  },
  awaiting_payment: async (walk: Walk) => {
    await ways.invoicing(walk)
    await steps(walk, others.acco, 'raise_invoice', { lines: [{ text: 'A fix', hours: 2, amount: 16_000 }] })
  },
  budgeted: (walk: Walk) => estimated(walk, 'budget'),
  reserved: async (walk: Walk) => {
    await ways.budgeted(walk)
    await steps(walk, world.marta, 'send_estimate', { solution: 'We mend it.', plan_period: '2026-11' })
    await approve(walk)
  },
  question: async (walk: Walk) => {
    await house.db.update(ticket).set({ category: 'question' }).where(eq(ticket.id, walk.ticketId))
    await walkTo(walk, 'investigating')
  },
  costless: async (walk: Walk) => {
    await walkTo(walk, 'investigating')
    const free = { ...scope, needs_code: false, app: world.shop, funding: 'none' }
    await steps(walk, world.marta, 'confirm_scope', free)
  },
  on_hold: async (walk: Walk) => {
    await walkTo(walk, 'staging_review')
    await steps(walk, world.marta, 'hold', { reason: 'Holidays.' })
  },
  nothing: async () => {},
}

async function estimated(walk: Walk, funding: 'quote' | 'budget') {
  await walkTo(walk, 'investigating')
  await steps(walk, world.marta, 'confirm_scope', { ...scope, app: world.shop, funding })
  await steps(walk, world.lena, 'estimate', { hours: 2 })
}

async function approve(walk: Walk) {
  const page = await pageFor(walk, 'marta', 'approve')
  const approval = fieldsIn(page, 'id="do"').approval
  await steps(walk, world.joana, 'approve', { approval })
}

type From = (typeof stops)[number] | keyof typeof ways

async function at(from: From): Promise<Walk> {
  const opened = await aTicket(house, world, { now, sourceKey: aKey(), appId: world.shop })
  const walk = { house, world, ...opened, now }
  const stop = stops.find((each) => each === from)
  if (stop) await walkTo(walk, stop)
  else for (const [name, go] of Object.entries(ways)) if (name === from) await go(walk)
  return walk
}

async function pageFor({ number }: Walk, who: Who, action: string): Promise<string> {
  const answer = await web.ask(`/desk/t/${number}?do=${action}`, { headers: await aCookie(house, one(who)) })
  return answer.text()
}

async function post({ number }: Walk, who: Who, fields: Record<string, string>, file?: string) {
  const { cookie } = await aCookie(house, one(who))
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  if (file) body.append(file, new Blob(['It says no.'], { type: 'text/plain' }), 'proof.txt')
  const headers = { cookie, origin: web.base }
  return web.ask(`/desk/t/${number}?do=${fields.action}`, { method: 'POST', headers, body })
}

async function stageOf({ ticketId }: Walk) {
  const [row] = await house.db.select({ stage: ticket.stage }).from(ticket).where(eq(ticket.id, ticketId))
  return row?.stage
}

type Trip = readonly [from: From, who: Who, action: DeskAction, fills: Record<string, string>, to: string]
const called = { by: 'joana@vale.example', evidence: 'She called.' }

/** Every form that somebody of the process fills in, with only what its fields do not know already. */
const trips: Trip[] = [
  ['nothing', 'tess', 'categorise', { category: 'server_issue' }, 'new'],
  ['nothing', 'tess', 'take', {}, 'investigating'],
  ['nothing', 'tess', 'assign', { pm: 'marta@agency.example' }, 'investigating'],
  ['nothing', 'marta', 'escalate', { issue_type: 'coding', scope: 'Deep.' }, 'validating'],
  ['nothing', 'marta', 'cancel', { reason: 'Double.' }, 'closed'],
  ['question', 'marta', 'ask_proceed', { body: 'Two hours. Shall we?' }, 'approval'],
  [
    'investigating',
    'marta',
    'confirm_scope',
    { work_class: 'bug_fix', scope: 'All.', needs_code: 'yes' },
    'estimating',
  ],
  ['investigating', 'marta', 'ask_customer', { body: 'Since when?' }, 'needs_info'],
  ['investigating', 'marta', 'resolve', { body: 'It works so.' }, 'closed'],
  ['validating', 'tess', 'validate', { ...problem, steps: 'Pay.', ops_can_reproduce: 'yes' }, 'replicating'],
  ['validating', 'tess', 'return_to_support', { reason: 'A question only.' }, 'investigating'],
  ['validating', 'tess', 'close_unresolved', { notes: 'Nobody can.' }, 'closed'],
  ['replicating', 'quinn', 'replicate', { affects_others: 'no', workaround: 'Pay by card.' }, 'estimating'],
  ['replicating', 'quinn', 'de_escalate', { reason: 'not_reproducible' }, 'validating'],
  ['costless', 'marta', 'plan', {}, 'planned'],
  ['estimating', 'lena', 'estimate', { hours: '2.5' }, 'estimating'],
  ['estimating', 'marta', 'send_estimate', { solution: 'We mend it.' }, 'approval'],
  ['estimating', 'alma', 'change_funding', { funding: 'none', reason: 'A gift.' }, 'estimating'],
  ['estimating', 'marta', 'set_due_date', { date: '2027-01-15' }, 'estimating'],
  ['quoted', 'marta', 'send_estimate', { solution: 'We mend it.', price: '160.00' }, 'approval'],
  ['budgeted', 'marta', 'send_estimate', { solution: 'We mend it.', plan_period: '2026-12' }, 'approval'],
  ['approval', 'marta', 'approve', called, 'planned'],
  ['approval', 'marta', 'withdraw', { reason: 'Too little.' }, 'estimating'],
  ['invoicing', 'acco', 'raise_invoice', { lines: 'A fix; 2; 160.00\nA test; 20' }, 'awaiting_payment'],
  ['invoicing', 'alma', 'work_before_payment', { reason: 'They always pay.' }, 'planned'],
  ['awaiting_payment', 'acco', 'record_payment', { amount: '160.00', reference: 'INV-7' }, 'planned'],
  ['awaiting_payment', 'marta', 'withdraw', { reason: 'Too dear.' }, 'estimating'],
  ['reserved', 'bill', 'check_budget', { ok: 'no', note: 'Nothing is left.' }, 'planned'],
  ['planned', 'lena', 'clear_scope', {}, 'planned'],
  ['planned', 'lena', 'reorder', { reason: 'It is quick.' }, 'planned'],
  ['planned', 'marta', 'revise', { reason: 'More to do.' }, 'estimating'],
  ['in_development', 'rui', 'finish', { pull_request: 'https://git.example/pull/8' }, 'testing'],
  ['staging_review', 'marta', 'approve_release', called, 'approved'],
  ['staging_review', 'marta', 'request_changes', { reason: 'No.', ...called }, 'planned'],
  ['staging_review', 'marta', 'move_to_production', { override_reason: 'The boss said so.' }, 'mtp'],
  ['staging_review', 'marta', 'hold', { reason: 'Holidays.' }, 'staging_review'],
  ['on_hold', 'marta', 'unhold', {}, 'staging_review'],
  ['mtp', 'lena', 'release', { upgrades: 'None.' }, 'released'],
  ['released', 'lena', 'return_to_development', { reason: 'It broke again.' }, 'planned'],
  ['released', 'alma', 'close', {}, 'closed'],
  ['closed', 'marta', 'reopen', { body: 'We look again.' }, 'investigating'],
]

/** What the rules cannot do without, by the body of the action itself. */
function needed(action: DeskAction): string[] {
  const { shape } = commandBodies[action]
  return Object.entries(shape).flatMap(([name, schema]) => (schema.safeParse(undefined).success ? [] : [name]))
}

const withFile: Partial<Record<DeskAction, string>> = { replicate: 'evidence' }

test.for(trips)('from %s, %s does %s by its form', async ([from, who, action, fills, to]) => {
  const walk = await at(from)
  const html = await pageFor(walk, who, action)
  const fields = fieldsIn(html, 'id="do"')
  const names = namesIn(html, 'id="do"')
  expect(fields.action).toBe(action)
  expect([...needed(action), ...Object.keys(fills)].filter((name) => !names.has(name))).toEqual([])
  await refused({ walk, who, sent: { ...fields, ...fills }, blank: needed(action).find((name) => name in fills) })
  const answer = await post(walk, who, { ...fields, ...fills }, withFile[action])
  expect([answer.status, await stageOf(walk)]).toEqual([303, to])
  if (to !== 'closed') await steps(walk, world.marta, 'cancel', { reason: 'Never mind.' })
})

type Bad = { walk: Walk; who: Who; sent: Record<string, string>; blank: string | undefined }

/** The same form with one needed field left empty changes nothing, says what is missing, and keeps the rest. */
async function refused({ walk, who, sent, blank }: Bad) {
  if (!blank) return
  const before = await stageOf(walk)
  const answer = await post(walk, who, { ...sent, [blank]: '' })
  const html = await answer.text()
  expect([answer.status, await stageOf(walk)]).toEqual([422, before])
  expect(html).toMatch(new RegExp(`href="#${blank}">[^<]+: [^<]+\\.</a>`))
  const kept = fieldsIn(html, 'id="do"')
  const expected = { ...sent, [blank]: kept[blank] }
  expect(kept).toEqual({ ...expected, key: kept.key })
}

test('a quote above the line is the account manager’s to send, and the manager is told so (R106)', async () => {
  onTestFinished(async () => {
    await house.db.update(company).set({ dmClient: false }).where(eq(company.id, world.vale))
  })
  await house.db.update(company).set({ dmClient: true }).where(eq(company.id, world.vale))
  const walk = await at('quoted')
  const fills = { solution: 'We mend it.', price: '900.00' }
  const answer = await post(walk, 'marta', {
    ...fieldsIn(await pageFor(walk, 'marta', 'send_estimate'), 'id="do"'),
    ...fills,
  })
  expect(answer.status).toBe(422)
  const html = await answer.text()
  expect(fieldsIn(html, 'id="do"').price).toBe('900.00')
  await post(walk, 'alma', { ...fieldsIn(await pageFor(walk, 'alma', 'send_estimate'), 'id="do"'), ...fills })
  expect(await stageOf(walk)).toBe('approval')
  await steps(walk, world.marta, 'cancel', { reason: 'Never mind.' })
})

const lineHint = 'Lines of the invoice: write on each line what for; hours; amount, such as “A fix; 2; 160.00”.'

test.for([
  ['quoted', 'marta', 'send_estimate', { solution: 'We mend it.', price: 'cheap' }, 'price', 'Price: write a number.'],
  ['invoicing', 'acco', 'raise_invoice', { lines: 'A fix; many; 160.00' }, 'lines', lineHint],
  ['invoicing', 'acco', 'raise_invoice', { lines: 'A fix' }, 'lines', lineHint],
  [
    'awaiting_payment',
    'acco',
    'record_payment',
    { amount: '160.00', date: 'soon', reference: 'INV-7' },
    'date',
    'Date: write a date, such as 2026-11-30.',
  ],
  [
    'estimating',
    'lena',
    'estimate',
    { hours: '2.6' },
    'hours',
    'Hours, in quarters: write hours in quarters, such as 1.25.',
  ],
  [
    'in_development',
    'rui',
    'finish',
    { pull_request: 'number eight' },
    'pull_request',
    'Pull request: write a whole address, such as https://staging.example.',
  ],
] as const satisfies [From, Who, DeskAction, Record<string, string>, string, string][])(
  'from %s, what %s fills in wrong for %s is said at its field',
  async ([from, who, action, fills, field, sentence]) => {
    const walk = await at(from)
    const sent = { ...fieldsIn(await pageFor(walk, who, action), 'id="do"'), ...fills }
    const before = await stageOf(walk)
    const answer = await post(walk, who, sent)
    const html = await answer.text()
    expect([answer.status, await stageOf(walk)]).toEqual([422, before])
    expect(html).toContain(`href="#${field}">${sentence}</a>`)
    const kept = fieldsIn(html, 'id="do"')
    expect(kept).toEqual({ ...sent, key: kept.key })
    await steps(walk, world.marta, 'cancel', { reason: 'Never mind.' })
  },
)

test('closing proposes the page that was written for this ticket, and leads to where one is written (R048)', async () => {
  const walk = await at('released')
  const said = { title: 'Checkout', body: 'The provider is asked.', kind: 'flow', ticketNumber: walk.number } as const
  const before = await pageFor(walk, 'marta', 'close')
  expect(fieldsIn(before, 'id="do"').documentation).toBe('no_change')
  expect(before).toContain(`href="/desk/customers/${world.vale}/docs?ticket=${walk.number}"`)
  const written = await addDocument(house, { ...said, appId: world.shop, by: world.marta, key: aKey(), now })
  const fields = fieldsIn(await pageFor(walk, 'marta', 'close'), 'id="do"')
  expect(fields.documentation).toBe('pageId' in written ? `${written.pageId}@1` : '')
  expect((await post(walk, 'marta', fields)).status).toBe(303)
})

test('a level 2 ticket is worked to its end by forms alone (R126–R149)', async () => {
  const walk = await at('validating')
  const by = async (who: Who, action: DeskAction, fills: Record<string, string> = {}, file?: string) => {
    const html = await pageFor(walk, who, action)
    const answer = await post(walk, who, { ...fieldsIn(html, 'id="do"'), ...fills }, file)
    expect([action, answer.status]).toEqual([action, 303])
  }
  await by('tess', 'validate', { ...problem, steps: 'Pay.', ops_can_reproduce: 'yes' })
  await by('quinn', 'replicate', { affects_others: 'no' }, 'evidence')
  const known = { priority: 'medium', work_class: 'bug_fix', needs_code: 'yes', app: world.shop }
  await by('marta', 'categorise', known)
  await by('marta', 'change_funding', { funding: 'postpaid', reason: 'As agreed.' })
  await by('marta', 'set_due_date', { date: '2027-01-15' })
  await by('marta', 'plan')
  await by('lena', 'clear_scope')
  await by('rui', 'start')
  await by('rui', 'de_escalate', { reason: 'another_problem', note: 'It is another fault.' })
  expect(await stageOf(walk)).toBe('validating')
  await steps(walk, world.marta, 'cancel', { reason: 'Never mind.' })
})

/** Each check has a form of its own, and two tickets are needed to join them: `workspace.test.ts` walks those. */
const elsewhere = ['tick', 'fail_test', 'offer_fix', 'skip_review', 'merge', 'mark_duplicate', 'unmerge', 'start']

test('no form of the desk is left unwalked', () => {
  const walked = new Set<string>([...trips.map(([, , action]) => action), ...elsewhere])
  const all = Object.keys(commandBodies).filter(isDeskAction)
  expect(all.filter((action) => !walked.has(action))).toEqual([])
  for (const action of all) {
    const names: readonly string[] = [...fieldsOf(action).map(({ name }) => name), 'approval', 'round']
    expect([action, needed(action).filter((name) => !names.includes(name))]).toEqual([action, []])
  }
})
