import { beforeAll, expect, test } from 'vitest'
import { readAgencyFacts } from '../../db/agency/change-agency.ts'
import { readPersonByEmail } from '../../db/people/actor.ts'
import { outgoingMail } from '../../db/schema/mail.ts'
import { aBrowser, expectFit } from '../support/browser.ts'
import { aCookie, aWeb, type Web } from '../support/web.ts'
import { aHouse, aTicket, aWorld, type World } from '../support/world.ts'

const house = await aHouse()
let world: World
let web: Web
const { visit, troubles } = aBrowser(() => ({ house, web }))
const places = ['people', 'duty', 'replies', 'mailboxes', 'agency', 'audit']

beforeAll(async () => {
  world = await aWorld(house, Temporal.Now.instant())
  web = await aWeb(house)
})

async function post(person: { id: string }, path: string, body: Record<string, string>) {
  const headers = { ...(await aCookie(house, person)), origin: web.base }
  return web.ask(path, { method: 'POST', headers, body: new URLSearchParams(body) })
}

test('an admin adds somebody, keeps a pale colour out, fills the rota and reads who changed what (scripts off)', async () => {
  const page = await visit(world.ada, { javaScript: 'off' })
  await page.goto('/desk/settings/people')
  await page.getByText('Add somebody').click()
  const form = page.locator('details', { hasText: 'Add somebody' })
  await form.getByLabel('Name', { exact: true }).fill('Nova Lind')
  await form.getByLabel('Mail addresses').fill('nova@agency.example\njoana@vale.example')
  await form.getByLabel('Triage').check()
  await form.getByRole('button', { name: 'Save person' }).click()
  expect(await page.locator('.error-summary').textContent()).toContain('belongs to somebody already')
  await form.getByLabel('Mail addresses').fill('nova@agency.example')
  await form.getByRole('button', { name: 'Save person' }).click()
  expect(await page.locator('main > .flash').textContent()).toContain('Saved.')
  expect(await readPersonByEmail(house.db, 'nova@agency.example')).toMatchObject({ actor: { roles: ['triage'] } })

  await page.goto('/desk/settings/agency')
  await page.getByLabel('Accent colour').fill('#8899aa')
  await page.getByRole('button', { name: 'Save agency' }).click()
  expect(await page.locator('.error-summary li').textContent()).toContain('#8899aa has a contrast of 2.92 to 1')
  expect((await readAgencyFacts(house)).accent).toBeNull()

  await page.goto('/desk/settings/duty')
  await page.getByRole('button', { name: 'Fill empty days by turns' }).click()
  expect(await page.locator('main > .flash').textContent()).toMatch(/\d+ days filled/)

  await page.goto('/desk/settings/audit')
  expect(await page.locator('main').textContent()).toContain('Person: Nova Lind')
})

test('a test letter is promised to whoever asks for it', async () => {
  expect((await post(world.tess, '/desk/settings/mailboxes', {})).status).toBe(303)
  const sent = await house.db.select().from(outgoingMail)
  expect(sent.map(({ letter, address }) => [letter, address])).toEqual([['test', 'tess@agency.example']])
})

test('who is no admin changes nothing of the agency', async () => {
  for (const place of ['people', 'agency']) {
    expect((await post(world.marta, `/desk/settings/${place}`, { name: 'X', addresses: 'x@y.example' })).status).toBe(
      403,
    )
  }
  expect((await post(world.marta, '/desk/settings/duty', { do: 'fill', from: '2026-11-16' })).status).toBe(403)
})

test('a watcher says on the page of a new ticket that they have seen it', async () => {
  const { number } = await aTicket(house, world, { now: Temporal.Now.instant(), sourceKey: crypto.randomUUID() })
  expect((await post(world.rui, `/desk/t/${number}/seen`, {})).status).toBe(403)
  const page = await visit(world.tess)
  await page.goto(`/desk/t/${number}`)
  await page.getByRole('button', { name: 'I have seen it' }).click()
  await page.getByText('the team will not be alarmed').waitFor()
  expect(await page.getByRole('button', { name: 'I have seen it' }).count()).toBe(0)
})

test('the settings are fit for everybody', async () => {
  const page = await visit(world.ada)
  for (const place of places) {
    await page.goto(`/desk/settings/${place}`)
    await expectFit(page)
  }
})

test('no page of the settings complained', () => {
  expect(troubles).toEqual([])
})
