import { eq } from 'drizzle-orm'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { readAllHours } from '../../db/agency/hours.ts'
import { calendar } from '../../db/schema/company.ts'
import { clock } from '../../db/schema/ticket.ts'
import { officeHours } from '../../db/seed/cast.ts'
import { aBrowser, expectFit } from '../support/browser.ts'
import { aCookie, aWeb, type Web } from '../support/web.ts'
import { aHouse, aTicket, aWorld, type World } from '../support/world.ts'

const house = await aHouse()
let world: World
let web: Web
const { visit, troubles } = aBrowser(() => ({ house, web }))

beforeAll(async () => {
  world = await aWorld(house, Temporal.Now.instant())
  web = await aWeb(house)
})

beforeEach(async () => {
  await house.sql`update company set calendar_id = null`
  await house.db.update(calendar).set({ hours: officeHours })
})

const agencyHours = async () => (await readAllHours(house)).agency.hours

test.for(['on', 'off'] as const)(
  'an admin sees what hours would mean before saving them, and running clocks follow (scripts %s)',
  async (javaScript) => {
    const { ticketId } = await aTicket(house, world, {
      category: 'question',
      now: Temporal.Now.instant(),
      sourceKey: crypto.randomUUID(),
    })
    const dueOf = async () =>
      (await house.db.select().from(clock).where(eq(clock.ticketId, ticketId)))[0]?.dueAt?.toString()
    const before = await dueOf()
    const page = await visit(world.ada, { javaScript })
    await page.goto('/desk')
    await page.getByRole('navigation', { name: 'Main', exact: true }).getByRole('link', { name: 'Settings' }).click()
    await page.getByRole('heading', { name: 'Working hours and holidays' }).waitFor()
    await page.getByLabel('A ticket sent on').fill('2027-04-02T17:30')
    await page.getByLabel('Date').first().fill('2027-04-05')
    await page.getByLabel('Name').first().fill('Easter Monday')
    await page.getByLabel('Friday', { exact: true }).fill('9-13')
    await page.getByRole('button', { name: 'Preview' }).click()
    const row = page.getByRole('row', { name: /Urgent issue/ })
    await expect.poll(() => row.textContent()).toBe('Urgent issueMon 5 Apr 2027, 09:30Tue 6 Apr 2027, 10:00')
    expect(await agencyHours()).toEqual(officeHours)
    expect(await page.getByLabel('Friday', { exact: true }).inputValue()).toBe('9-13')

    await page.getByLabel('Thursday', { exact: true }).fill('18-9')
    await page.getByRole('button', { name: 'Save hours' }).click()
    await expect
      .poll(() => page.locator('.error-summary li').allTextContents())
      .toEqual(['Thursday: write hours such as 09:00–13:00, 14:00–18:00, one after the other.'])
    expect(await page.getByLabel('Name').first().inputValue()).toBe('Easter Monday')
    expect(await agencyHours()).toEqual(officeHours)

    await page.getByLabel('Thursday', { exact: true }).fill('9-13, 14-18')
    await page.getByLabel('Tuesday', { exact: true }).fill('')
    await page.getByRole('button', { name: 'Save hours' }).click()
    await expect
      .poll(() => page.locator('main > .flash').textContent())
      .toContain('Running deadlines are on the new hours')
    expect(await agencyHours()).toMatchObject({
      week: { tue: [], fri: [{ from: '09:00', to: '13:00' }] },
      overrides: { '2027-04-05': { name: 'Easter Monday', intervals: [] } },
    })
    expect(await dueOf()).not.toBe(before)
  },
)

test('a company gets hours of its own, and goes back to those of the agency', async () => {
  const page = await visit(world.ada)
  await page.goto('/desk/settings/hours')
  await page.getByRole('navigation', { name: 'Whose hours' }).getByRole('link', { name: 'Atlas Freight' }).click()
  await page.getByText('Atlas Freight runs on the agency’s hours').waitFor()
  await page.getByLabel('Saturday', { exact: true }).fill('10:00-12:00')
  await page.getByRole('button', { name: 'Save hours' }).click()
  await page.getByText('Atlas Freight has hours of its own.').waitFor()
  const { agency, companies } = await readAllHours(house)
  expect(agency.hours).toEqual(officeHours)
  expect(companies.map(({ name, hours }) => [name, hours?.week.sat.length ?? null])).toEqual([
    ['Atlas Freight', 1],
    ['Vale Cycles', null],
  ])
  await page.getByRole('button', { name: 'Use the agency’s hours' }).click()
  await page.getByText('Atlas Freight runs on the agency’s hours').waitFor()
})

test('who is no admin reads the hours, and cannot change them', async () => {
  const page = await visit(world.marta)
  await page.goto('/desk/settings/hours')
  await page.getByText('Only an admin may change this.').waitFor()
  expect(await page.locator('main form').count()).toBe(0)
  const answer = await web.ask('/desk/settings/hours', {
    method: 'POST',
    headers: { ...(await aCookie(house, world.marta)), origin: web.base },
    body: new URLSearchParams({ mon: '9-10', zone: 'Europe/Lisbon' }),
  })
  expect(answer.status).toBe(403)
  expect(await agencyHours()).toEqual(officeHours)
})

test('a company that is not there has no hours', async () => {
  const headers = { ...(await aCookie(house, world.ada)), origin: web.base }
  for (const path of [crypto.randomUUID(), 'nowhere']) {
    expect((await web.ask(`/desk/settings/hours/${path}`, { headers })).status).toBe(404)
  }
  const asked = `/desk/settings/hours/${crypto.randomUUID()}`
  const body = new URLSearchParams({ mon: '9-10', zone: 'Europe/Lisbon' })
  expect((await web.ask(asked, { method: 'POST', headers, body })).status).toBe(404)
})

test('the hours are fit for everybody', async () => {
  for (const reader of [world.ada, world.tess]) {
    const page = await visit(reader)
    await page.goto('/desk/settings/hours')
    await expectFit(page)
    await page.goto(`/desk/settings/hours/${world.vale}?mon=25-26&rows=1&date.0=2027-12-25`)
    await expectFit(page)
  }
})

test('no page of the hours complained', () => {
  expect(troubles).toEqual([])
})
