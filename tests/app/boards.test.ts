import { eq, ne } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { outgoingMail } from '../../db/schema/mail.ts'
import { slot, stagingEnvironment } from '../../db/schema/staging.ts'
import { event, ticket } from '../../db/schema/ticket.ts'
import { addStaff } from '../../db/seed/cast.ts'
import { readStagingBoard } from '../../db/staging/staging-board.ts'
import { readLineBoard } from '../../db/work/line-board.ts'
import { readMyWork } from '../../db/work/my-work.ts'
import type { Staff } from '../../domain/ticket.ts'
import { aBrowser, expectFit } from '../support/browser.ts'
import { countStatements } from '../support/statements.ts'
import { aCookie, aWeb, type Web } from '../support/web.ts'
import { aPlannedTicket, aTestedTicket, did, offer, rowOf } from '../support/work.ts'
import { aHouse, aTicket, aWorld, type World } from '../support/world.ts'

const house = await aHouse()
let world: World
let nadia: Staff
let web: Web
const { visit, troubles } = aBrowser(() => ({ house, web }))
const now = Temporal.Now.instant()
const scripts = ['on', 'off'] as const

beforeAll(async () => {
  world = await aWorld(house, now)
  nadia = await addStaff(house.db, { name: 'Nadia Costa', email: 'nadia@agency.example', roles: ['developer'], now })
  web = await aWeb(house)
})

/** Every test begins with empty lines and one free place. */
async function clear() {
  await house.db.delete(slot)
  const gone = { stage: 'closed', resolution: 'cancelled', closedAt: now, interrupted: false } as const
  await house.db.update(ticket).set(gone)
  await house.db.delete(stagingEnvironment).where(ne(stagingEnvironment.name, 'Staging'))
  await house.db.update(stagingEnvironment).set({ capacity: 1 })
}

const planned = (title: string, given: object = {}) => aPlannedTicket(house, world, { title, now, ...given })

test.for(scripts)(
  'a developer begins what is next from the line, and the support lead moves what waits (scripts %s)',
  async (javaScript) => {
    await clear()
    const [one, two, three] = [await planned('One'), await planned('Two'), await planned('Three')]
    const rui = await visit(world.rui, { javaScript })
    await rui.goto('/desk/dev')
    await rui.getByRole('button', { name: `Start #${one.number}` }).click()
    await expect.poll(async () => (await rowOf(house, one.number)).stage).toBe('in_development')
    await expect.poll(() => rui.locator('main > .flash').textContent()).toContain(`#${one.number}: you started work.`)
    // Busy now, and no lead: nothing to begin, nothing to move.
    expect(await rui.getByRole('button', { name: /^Start/ }).count()).toBe(0)
    expect(await rui.getByRole('link', { name: /^Move/ }).count()).toBe(0)

    const lena = await visit(world.lena, { javaScript })
    await lena.goto('/desk/dev')
    await lena.getByRole('link', { name: `Move #${three.number}` }).click()
    const form = lena.locator('#panel')
    await form.getByRole('button').click()
    await expect
      .poll(() => form.locator('.error-summary li').allTextContents())
      .toEqual(['Reason: please fill this in.'])
    if (javaScript === 'on') await expectFit(lena)
    await form.getByLabel('Reason').fill('Their fair opens on Monday.')
    await form.getByRole('button').click()
    await expect.poll(() => lena.locator('main > .flash').textContent()).toContain('you moved it in line')
    const next = lena.getByRole('list', { name: 'Next' }).locator('.row')
    await expect
      .poll(() => next.evaluateAll((rows) => rows.map((row) => Number(row.getAttribute('data-ticket')))))
      .toEqual([three.number, two.number])
    const [moved] = await house.db.select().from(event).where(eq(event.action, 'reorder')).limit(1)
    expect(moved?.body).toMatchObject({ reason: 'Their fair opens on Monday.' })
    expect(troubles).toEqual([])
  },
)

test('the urgent lane says who set aside what, and another developer gets a ticket by a form (R026)', async () => {
  await clear()
  const one = await planned('One')
  await did(house, { number: one.number, actor: world.rui, command: { action: 'start', body: {} }, now })
  const urgent = await planned('Shop is down', { priority: 'urgent' })
  const lena = await visit(world.lena)
  await lena.goto('/desk/dev')
  expect(await lena.getByRole('region', { name: 'Urgent lane' }).textContent()).toContain(
    `Rui set aside #${one.number} for it`,
  )
  expect(await lena.getByText(`Set aside for #${urgent.number}`).count()).toBe(1)
  await lena.getByRole('link', { name: `Assign #${one.number}` }).click()
  await lena.locator('#panel').getByLabel('Who builds it').selectOption({ label: 'Nadia Costa' })
  await lena.locator('#panel').getByRole('button').click()
  await expect.poll(async () => (await rowOf(house, one.number)).developerId).toBe(nadia.id)
})

test('j and k walk the lines as they walk the queue', async () => {
  await clear()
  const [one, two] = [await planned('One'), await planned('Two')]
  const page = await visit(world.lena)
  await page.goto('/desk/dev')
  await page.waitForFunction(() => '__remixRouteModules' in window)
  const focused = () =>
    page.evaluate(() => Number(document.activeElement?.closest('.row')?.getAttribute('data-ticket')))
  await expect
    .poll(async () => {
      await page.keyboard.press('j')
      return focused()
    })
    .toBe(one.number)
  await page.keyboard.press('j')
  expect(await focused()).toBe(two.number)
  await page.keyboard.press('k')
  expect(await focused()).toBe(one.number)
})

test.for(scripts)(
  'a place is extended and freed on the board, and code left behind is ticked off (scripts %s)',
  async (javaScript) => {
    await clear()
    const [one, two] = [
      await aTestedTicket(house, world, { title: 'One' }),
      await aTestedTicket(house, world, { title: 'Two' }),
    ]
    const page = await visit(world.lena, { javaScript })
    await page.goto('/desk/staging')
    expect(await page.locator('.place').first().textContent()).toContain(`Next in line: #${two.number}`)
    await page.getByRole('link', { name: `Extend #${one.number}` }).click()
    await page.locator('#panel').getByRole('button').click()
    await expect
      .poll(() => page.locator('.error-summary li').allTextContents())
      .toEqual(['Until which day: write a date, such as 2026-11-30.', 'Reason: please fill this in.'])
    const friday = now.add({ hours: 72 }).toString().slice(0, 10)
    await page.getByLabel('Until which day').fill(friday)
    await page.getByLabel('Reason').fill('They test with a partner.')
    await page.locator('#panel').getByRole('button').click()
    await expect.poll(() => page.locator('.place').first().textContent()).toContain('They test with a partner.')

    await page.getByRole('link', { name: `Free #${one.number}` }).click()
    expect(await page.locator('#panel').textContent()).toContain(`#${two.number} gets the place.`)
    await page.getByLabel('Reason').fill('The other is urgent.')
    await page.locator('#panel').getByRole('button').click()
    await expect.poll(() => page.locator('.place .what').textContent()).toContain(`#${two.number}`)
    expect(await page.getByText(`Code of #${one.number} is still on Staging`).count()).toBe(1)
    if (javaScript === 'on') await expectFit(page)
    await page.getByRole('button', { name: `Taken away #${one.number}` }).click()
    await expect.poll(() => page.getByText(`Code of #${one.number} is still on Staging`).count()).toBe(0)
    const [gone] = await house.db
      .select()
      .from(slot)
      .where(eq(slot.ticketId, one.ticketId))
      .orderBy(slot.joinedAt)
      .limit(1)
    expect(gone?.codeRemovedBy).toBe(world.lena.id)
    expect(troubles).toEqual([])
  },
)

test('a place says until when it is held, and turns amber the business day before silence closes it (R030)', async () => {
  await clear()
  const one = await aTestedTicket(house, world, { title: 'One' })
  await offer(house, world, one.number, now)
  await house.db.update(outgoingMail).set({ delivery: 'kept', deliveredAt: now })
  const page = await visit(world.marta)
  await page.goto('/desk/staging')
  const card = page.locator('.place').first()
  expect(await card.textContent()).toMatch(/Customer tests.*Held until .+ \([23] d left\)Reminder goes out/)
  expect(await card.getAttribute('class')).not.toContain('soon')
  // Told that it is tested right now, nobody is offered to take the place away.
  expect(await page.getByRole('link', { name: `Free #${one.number}` }).count()).toBe(0)
  await house.db.update(outgoingMail).set({ deliveredAt: now.subtract({ hours: 24 * 6 }) })
  await page.reload()
  expect(await card.getAttribute('class')).toContain('soon')
})

test('the support lead adds places and environments; to others they are only shown', async () => {
  await clear()
  const [one, two] = [await aTestedTicket(house, world), await aTestedTicket(house, world)]
  const page = await visit(world.lena)
  await page.goto('/desk/staging')
  await page.getByRole('link', { name: 'Change Staging' }).click()
  await page.getByLabel('Places').fill('30')
  await page.locator('#panel').getByRole('button').click()
  await expect.poll(() => page.locator('.error-summary li').count()).toBe(1)
  await page.getByLabel('Places').fill('2')
  await page.locator('#panel').getByRole('button').click()
  await expect.poll(() => page.locator('.place .what').count()).toBe(2)
  expect((await page.locator('.place .what').allTextContents()).join()).toMatch(
    new RegExp(`${one.number}.*${two.number}`),
  )
  await page.getByRole('link', { name: 'Add an environment' }).click()
  await page.getByLabel('App').selectOption({ index: 1 })
  await page.getByLabel('Name').fill('Second')
  await page.getByLabel('Address').fill('https://second.example')
  await page.getByRole('button', { name: 'Save environment' }).click()
  await expect.poll(() => page.getByRole('link', { name: 'Second', exact: true }).count()).toBe(1)
  await page.getByRole('link', { name: 'Retire Second' }).click()
  await page.locator('#panel').getByRole('button').click()
  await expect.poll(() => page.getByRole('link', { name: 'Second', exact: true }).count()).toBe(0)
  const marta = await visit(world.marta)
  await marta.goto('/desk/staging')
  expect(await marta.getByRole('link', { name: /^(Change|Retire|Add)/ }).count()).toBe(0)
})

test.for(scripts)(
  'my work begins and finishes what is mine, and says whom the rest waits for (scripts %s)',
  async (javaScript) => {
    await clear()
    const [one, two] = [await planned('One'), await planned('Two')]
    const page = await visit(world.rui, { javaScript })
    await page.goto('/desk')
    expect(new URL(page.url()).pathname).toBe('/desk/mine')
    await page.getByRole('button', { name: `Start #${one.number}` }).click()
    await page.getByRole('link', { name: `Finish the work #${one.number}` }).click()
    await page.locator('#panel').getByLabel('Pull request').fill('no address')
    await page.locator('#panel').getByRole('button').click()
    await expect.poll(() => page.locator('.error-summary li').count()).toBe(1)
    if (javaScript === 'on') await expectFit(page)
    await page.locator('#panel').getByLabel('Pull request').fill('https://git.example/pull/7')
    await page.locator('#panel').getByRole('button').click()
    await expect.poll(() => page.getByRole('button', { name: `Start #${two.number}` }).count()).toBe(1)
    expect(await page.getByRole('region', { name: 'Waiting for others' }).textContent()).toContain('Waits for Marta')
    expect((await rowOf(house, one.number)).pullRequest).toBe('https://git.example/pull/7')
    expect(troubles).toEqual([])
  },
)

test('each role sees its own turns, and nobody another’s', async () => {
  await clear()
  await aTicket(house, world, { title: 'New one', now })
  const one = await planned('One')
  await house.db.update(ticket).set({ scopeClearAt: null }).where(eq(ticket.id, one.ticketId))
  const seen = async (who: Staff) =>
    (await readMyWork(house, who, now)).mine.flatMap(({ mine }) => mine.map(({ role, action }) => `${role} ${action}`))
  expect(await seen(world.marta)).toEqual(['pm take'])
  expect(await seen(world.tess)).toEqual(['triage take'])
  expect(await seen(world.lena)).toEqual(['support_lead clear_scope'])
  expect(await seen(world.rui)).toEqual([])
  expect(await seen(nadia)).toEqual([])
  expect(await seen(world.ada)).toEqual([])
  const { waiting } = await readMyWork(house, world.rui, now)
  expect(waiting.map(({ number }) => number)).toEqual([one.number])
})

test('the queries of the boards are as many for one ticket as for twelve', async () => {
  await clear()
  await planned('One')
  await aTestedTicket(house, world)
  const few = await countQueries()
  for (let more = 0; more < 5; more += 1) {
    await planned('More')
    const tested = await aTestedTicket(house, world, { developerId: nadia.id })
    if (more === 0) await offer(house, world, tested.number, now).catch(() => {})
  }
  expect(await countQueries()).toEqual(few)
})

/** How many statements each board asks for. */
async function countQueries(): Promise<number[]> {
  const counts: number[] = []
  const mine = (of: typeof house) => readMyWork(of, world.marta, now)
  for (const read of [readLineBoard, readStagingBoard, mine]) {
    counts.push(await countStatements(house, () => read(house, world.marta, {})))
  }
  return counts
}

test('the boards are fit for everybody', async () => {
  await clear()
  const long = 'Bestellbestätigungsweiterleitungsfehler at checkout of the whole shop since this morning'
  const one = await planned(long)
  await did(house, { number: one.number, actor: world.rui, command: { action: 'start', body: {} }, now })
  await planned(long, { priority: 'urgent' })
  await planned('Three')
  await aTestedTicket(house, world, { title: long, developerId: nadia.id })
  const page = await visit(world.lena)
  for (const path of [
    '/desk/mine',
    `/desk/dev?do=reorder&at=${one.number + 2}`,
    '/desk/dev',
    '/desk/staging',
    '/desk/staging?do=add',
  ]) {
    await page.goto(path)
    await expectFit(page)
  }
  expect(troubles).toEqual([])
})

test('a contact finds none of this', async () => {
  const headers = await aCookie(house, world.joana)
  for (const path of ['/desk/mine', '/desk/dev', '/desk/staging'])
    expect((await web.ask(path, { headers })).status).toBe(404)
})
