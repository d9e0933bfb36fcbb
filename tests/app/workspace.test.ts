import { eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { savedReply } from '../../db/schema/saved-reply.ts'
import { ticket } from '../../db/schema/ticket.ts'
import { addMessage } from '../../db/thread.ts'
import { aBrowser, expectFit, soon } from '../support/browser.ts'
import { fieldsIn } from '../support/form-fields.ts'
import { threadOf } from '../support/post.ts'
import { aCookie, aWeb, type Web } from '../support/web.ts'
import { aHouse, aKey, aTicket, aWorld, lettersOf, type World } from '../support/world.ts'
import { aWorkflow, type Stop, setAside, steps, type Walk, walkTo } from './ticket-walk.ts'

const house = await aHouse()
let world: World
let web: Web
const { visit, troubles } = aBrowser(() => ({ house, web }))
const now = Temporal.Now.instant()
const scripts = ['on', 'off'] as const

beforeAll(async () => {
  world = await aWorld(house, now)
  await aWorkflow({ house, world, now }, 'Pay for a bike')
  web = await aWeb(house)
})

async function at(stop: Stop | 'new'): Promise<Walk> {
  const opened = await aTicket(house, world, { now, sourceKey: aKey(), appId: world.shop })
  const walk = { house, world, ...opened, now }
  if (stop !== 'new') await walkTo(walk, stop)
  return walk
}

const stageOf = async ({ ticketId }: Walk) => {
  const [row] = await house.db.select({ stage: ticket.stage }).from(ticket).where(eq(ticket.id, ticketId))
  return row?.stage
}

type Who = 'marta' | 'lena' | 'rui' | 'tess'

async function pageFor(walk: Walk, who: Who, query = ''): Promise<string> {
  const answer = await web.ask(`/desk/t/${walk.number}${query}`, { headers: await aCookie(house, world[who]) })
  return answer.text()
}

async function post(walk: Walk, who: Who, fields: Record<string, string>) {
  const { cookie } = await aCookie(house, world[who])
  const headers = { cookie, origin: web.base, 'content-type': 'application/x-www-form-urlencoded' }
  const body = new URLSearchParams(fields).toString()
  return web.ask(`/desk/t/${walk.number}`, { method: 'POST', headers, body })
}

test('tickets are merged, marked and unmerged, and each names the other', async () => {
  const [one, other] = [await at('new'), await at('new')]
  const fields = fieldsIn(await pageFor(one, 'marta', '?do=merge'), 'id="do"')
  await post(one, 'marta', { ...fields, into: `#${other.number}` })
  expect(await stageOf(one)).toBe('closed')
  expect(await pageFor(one, 'marta')).toContain(`href="/desk/t/${other.number}"`)
  expect(await pageFor(other, 'marta')).toContain(`href="/desk/t/${one.number}"`)
  await post(one, 'marta', fieldsIn(await pageFor(one, 'marta', '?do=unmerge'), 'id="do"'))
  expect(await stageOf(one)).toBe('new')
  for (const walk of [one, other]) await setAside(walk)
})

/** What the big button says, and what it lacks. */
async function nextFor(walk: Walk, who: Who) {
  const head = (await pageFor(walk, who)).split('class="workspace-head"')[1]?.split('class="workspace"')[0] ?? ''
  const plain = head
    .replace(/<div popover.*$/s, '')
    .replaceAll(/<!--.*?-->/gs, '')
    .replaceAll(/<[^>]+>/g, ' ')
  return (
    plain
      .replaceAll(/\s+/g, ' ')
      .replaceAll('&#x27;', '’')
      .match(/Next: (.*?) Other steps/)?.[1] ?? null
  )
}

test('each of us sees the one step that is theirs now (R032, R033, R035, R040, R041, R044)', async () => {
  const walk = await at('testing')
  expect(await nextFor(walk, 'marta')).toBe('Check that it does what was communicated')
  expect(await nextFor(walk, 'lena')).toBeNull()
  const rows = fieldsIn(await pageFor(walk, 'marta'), 'class="row-form"')
  await post(walk, 'marta', { ...rows, action: 'tick' })
  expect(await nextFor(walk, 'marta')).toBe('Ask the customer to test')
  expect(await pageFor(walk, 'marta')).toContain('Needs every check to pass.')
  expect(await nextFor(walk, 'lena')).toBe('Try the known workflows')
  await post(walk, 'lena', { ...fieldsIn(await pageFor(walk, 'lena'), '<b>Pay for a bike'), action: 'tick' })
  expect(await pageFor(walk, 'marta')).not.toContain('Needs every check to pass.')
  await setAside(walk)
  const approved = await at('approved')
  expect(await nextFor(approved, 'marta')).toBe('Move to production')
  await steps(approved, world.marta, 'move_to_production')
  expect(await nextFor(approved, 'lena')).toBe('Record the release')
  await steps(approved, world.lena, 'release', { merged: true })
  expect(await nextFor(approved, 'marta')).toBe('Close, no documentation change')
  await post(approved, 'marta', fieldsIn(await pageFor(approved, 'marta'), 'workspace-head'))
  expect(await stageOf(approved)).toBe('closed')
})

test('a check fails only with words, which stay in its own form (R036)', async () => {
  const walk = await at('testing')
  const fields = { ...fieldsIn(await pageFor(walk, 'marta'), 'class="row-form"'), action: 'fail_test' }
  const refused = await post(walk, 'marta', fields)
  expect([refused.status, await refused.text()]).toEqual([422, expect.stringContaining('Note: please fill this in.')])
  await post(walk, 'marta', { ...fields, note: 'The mail is missing.' })
  expect(await stageOf(walk)).toBe('in_development')
  await steps(walk, world.rui, 'finish')
  expect(await pageFor(walk, 'marta')).toContain('The mail is missing.')
  await setAside(walk)
})

const picture = (name: string) => ({
  name,
  mimeType: 'image/png',
  buffer: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
})

test.for(scripts)(
  'a fix is offered with pictures of before and after, looked at first (R027, scripts %s)',
  async (javaScript) => {
    const walk = await at('tested')
    const page = await visit(world.marta, { javaScript })
    await page.goto(`/desk/t/${walk.number}?do=offer_fix`)
    expect(await page.getByLabel('Address on staging').inputValue()).toBe('https://staging.vale-shop.example')
    await page.getByLabel('What was done').fill('It **asks** the provider.')
    await page.getByLabel('Steps to test it').fill('Put a bike in the basket.\nChoose MB WAY.')
    await page.locator('#before').setInputFiles(picture('was.png'))
    await page.locator('#after').setInputFiles(picture('is.png'))
    await page.getByRole('button', { name: 'See it as the customer will' }).click()
    await soon(() => page.locator('.preview figcaption').allTextContents()).toEqual(['Before', 'After'])
    expect(await page.locator('.preview').innerHTML()).toContain('<strong>asks</strong>')
    if (javaScript === 'on') await expectFit(page)
    expect(await stageOf(walk)).toBe('testing')
    await page.locator('#do').getByRole('button', { name: 'Ask the customer to test' }).click()
    await soon(() => page.locator('.workspace-head .status').textContent()).toBe('Customer tests')
    expect((await threadOf(house, walk.ticketId)).at(-1)?.text).toBe('It **asks** the provider.')
    expect(await page.locator('.timeline .files img').count()).toBe(2)
    await setAside(walk)
  },
)

test.for(scripts)('a reply is taken back, and its words come back (scripts %s)', async (javaScript) => {
  const walk = await at('investigating')
  const page = await visit(world.marta, { javaScript })
  await page.goto(`/desk/t/${walk.number}`)
  await page.locator('#message-body').fill('Dear Pedro')
  await page.getByRole('button', { name: 'Send to Joana Matos' }).click()
  await page.getByRole('button', { name: 'Undo' }).click()
  await soon(() => page.locator('.flash').first().textContent()).toContain('Taken back. Nothing was sent.')
  expect(await page.locator('#message-body').inputValue()).toBe('Dear Pedro')
  expect(await threadOf(house, walk.ticketId)).toHaveLength(1)
  expect(await lettersOf(house, walk.ticketId)).not.toContain('reply to joana@vale.example')
})

test('whoever answers without having read the last words is asked once', async () => {
  const walk = await at('investigating')
  const form = fieldsIn(await pageFor(walk, 'marta'), 'class="composer"')
  await addMessage(house, {
    ...{
      number: walk.number,
      actor: world.joana,
      body: 'It works again.',
      files: [],
      channel: 'web',
      proof: 'session',
    },
    ...{ sourceKey: aKey(), now: Temporal.Now.instant() },
  })
  const asked = await post(walk, 'marta', { ...form, body: 'We look into it.' })
  expect(asked.status).toBe(422)
  const html = await asked.text()
  expect(html).toContain('Joana Matos has written since you opened this form.')
  const again = await post(walk, 'marta', { ...fieldsIn(html, 'class="composer"'), body: 'We look into it.' })
  expect(again.status).toBe(303)
})

test('a saved reply fills the box by a link alone', async () => {
  const [saved] = await house.db
    .insert(savedReply)
    .values({ name: 'We look into it', body: 'Thank you. We look into it.', language: 'en', changedAt: now })
    .returning({ id: savedReply.id })
  const walk = await at('new')
  expect(fieldsIn(await pageFor(walk, 'marta', `?reply=${saved?.id}`), 'class="composer"').body).toBe(
    'Thank you. We look into it.',
  )
})

test('words are split off, and colleagues are added and taken out, by forms', async () => {
  const walk = await at('new')
  await addMessage(house, {
    ...{
      number: walk.number,
      actor: world.joana,
      body: 'And mail is slow.',
      files: [],
      channel: 'web',
      proof: 'session',
    },
    ...{ sourceKey: aKey(), now: Temporal.Now.instant() },
  })
  const html = await pageFor(walk, 'tess', '?do=split')
  const messages = html.match(/name="messages" value="([^"]+)"/)?.[1] ?? ''
  const answer = await post(walk, 'tess', { ...fieldsIn(html, 'id="do"'), messages, title: 'Slow mail' })
  expect(answer.headers.get('location')).toMatch(/^\/desk\/t\/\d+$/)
  expect(await pageFor(walk, 'tess')).toContain('led to: Slow mail (New)')
  await post(walk, 'tess', fieldsIn(await pageFor(walk, 'tess'), 'Add a colleague of theirs'))
  expect(await pageFor(walk, 'tess')).toContain('changed who gets updates: Pedro Vale')
  await post(walk, 'tess', fieldsIn(await pageFor(walk, 'tess'), 'Take somebody out'))
  expect(await pageFor(walk, 'tess')).not.toContain('Take somebody out')
})

test('the workspace is fit for everybody', async () => {
  const page = await visit(world.marta)
  for (const stop of ['testing', 'tested', 'released'] as const) {
    const walk = await at(stop)
    for (const query of stop === 'tested' ? ['?do=offer_fix', '?do=split', '?do=merge'] : ['']) {
      await page.goto(`/desk/t/${walk.number}${query}`)
      await expectFit(page)
    }
    await setAside(walk)
  }
})

test('no page complained', () => {
  expect(troubles).toEqual([])
})
