import { eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { company, plan } from '../../db/schema/company.ts'
import { person } from '../../db/schema/person.ts'
import { aBrowser, expectFit } from '../support/browser.ts'
import { aCookie, aWeb, type Web } from '../support/web.ts'
import { aHouse, aWorld, type World } from '../support/world.ts'

const house = await aHouse()
let world: World
let web: Web
const { visit, troubles } = aBrowser(() => ({ house, web }))

beforeAll(async () => {
  world = await aWorld(house, Temporal.Now.instant())
  web = await aWeb(house)
})

async function windowsOf(companyId: string) {
  const [row] = await house.db
    .select({ windows: plan.windows })
    .from(plan)
    .innerJoin(company, eq(company.planId, plan.id))
    .where(eq(company.id, companyId))
  return row?.windows
}

test.for(['on', 'off'] as const)('an admin changes the windows of one plan (scripts %s)', async (javaScript) => {
  await house.db.update(plan).set({ windows: {}, windowsChangedAt: null, windowsChangedBy: null })
  const page = await visit(world.ada, { javaScript })
  await page.goto('/desk')
  await page.getByRole('navigation', { name: 'Main', exact: true }).getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Plans' }).click()
  const form = page.getByRole('form', { name: 'Vale Cycles 20 h' })
  expect(await form.getByLabel('Question', { exact: true }).inputValue()).toBe('3')
  expect(await form.getByLabel('Question: counted in').inputValue()).toBe('days')

  await form.getByLabel('Question', { exact: true }).fill('4')
  await form.getByRole('button', { name: 'Save plan' }).click()
  const sentence =
    'Vale Cycles 20 h, Question: choose between 1 business hour and 3 business days: up to 24 hours, or whole days.'
  await expect.poll(() => page.locator('.error-summary li').allTextContents()).toEqual([sentence])
  expect(await form.getByLabel('Question', { exact: true }).inputValue()).toBe('4')
  expect(await windowsOf(world.vale)).toEqual({})
  if (javaScript === 'on') await expectFit(page)

  await form.getByLabel('Question', { exact: true }).fill('2')
  await form.getByLabel('Question: counted in').selectOption('hours')
  await form.getByRole('button', { name: 'Save plan' }).click()
  await expect.poll(() => page.locator('main > .flash').textContent()).toContain('nobody has taken yet')
  expect(await windowsOf(world.vale)).toMatchObject({ urgent_issue: { hours: 1 }, question: { hours: 2 } })
  expect(await windowsOf(world.atlas)).toEqual({})
  expect(await page.getByText('Changed by Ada Falk').count()).toBe(1)
  const promise = /A question sent now is taken by \w{3} \d+ \w+( \d{4})?, \d\d:\d\d\./
  expect(await form.textContent()).toMatch(promise)
})

test('who is no admin reads the plans, and cannot change them', async () => {
  const page = await visit(world.marta)
  await page.goto('/desk/settings/plans')
  expect(await page.getByText('Only an admin may change this.').count()).toBe(1)
  expect(await page.locator('main form').count()).toBe(0)
  const before = await windowsOf(world.vale)
  const [row] = await house.db.select({ planId: company.planId }).from(company).where(eq(company.id, world.vale))
  const answer = await web.ask('/desk/settings/plans', {
    method: 'POST',
    headers: { ...(await aCookie(house, world.marta)), origin: web.base },
    body: new URLSearchParams({ plan: row?.planId ?? '' }),
  })
  expect(answer.status).toBe(403)
  expect(await windowsOf(world.vale)).toEqual(before)
})

test.for(['on', 'off'] as const)(
  'one of us is served as they wish, inside the desk (scripts %s)',
  async (javaScript) => {
    await house.db.update(person).set({ language: 'en' }).where(eq(person.id, world.tess.id))
    const page = await visit(world.tess, { javaScript })
    await page.goto('/me')
    expect(new URL(page.url()).pathname).toBe('/desk/me')
    await page.getByLabel('Language').selectOption('pt')
    await page.getByLabel('Time zone').fill('Asia/Tokyo')
    await page.getByRole('button', { name: 'Save settings' }).click()
    await expect.poll(() => page.locator('main > .flash').textContent()).toContain('Guardado.')
    expect(new URL(page.url()).pathname).toBe('/desk/me')
    const [kept] = await house.db.select().from(person).where(eq(person.id, world.tess.id))
    expect(kept).toMatchObject({ language: 'pt', timeZone: 'Asia/Tokyo', theme: 'system' })
  },
)

test('the settings are fit for everybody', async () => {
  for (const reader of [world.ada, world.tess]) {
    const page = await visit(reader)
    for (const path of ['/desk/settings/plans', '/desk/me']) {
      await page.goto(path)
      await expectFit(page)
    }
  }
})

test('no page of the settings complained', () => {
  expect(troubles).toEqual([])
})
