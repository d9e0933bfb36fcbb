import { beforeAll, expect, test } from 'vitest'
import { aBrowser, expectFit, soon } from '../support/browser.ts'
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

test('a PM reads every letter, who gets it when, and how it looks', async () => {
  const page = await visit(world.marta)
  await page.goto('/desk/settings/letters?letter=staging')
  await page.getByRole('heading', { name: 'Please test' }).waitFor()
  const readers = 'requester and participants and whoever may decide, if nobody who takes part may.'
  await soon(() => page.getByText(`Somebody asked the customer to test: ${readers}`).count()).toBe(1)
  const letter = page.frameLocator('iframe')
  await letter.getByRole('heading', { name: /^Your turn: test the fix, until / }).waitFor()
  await page.getByRole('link', { name: 'Português' }).click()
  await letter.getByRole('heading', { name: /^É a sua vez: teste a correção, até / }).waitFor()
  expect(troubles).toEqual([])
  // Where the ticket has no such letter there is no frame, and the checks need not enter one where nothing may run.
  await page.goto('/desk/settings/letters?letter=staging&ticket=1')
  await expectFit(page)
})

test('the last letter of a ticket is shown as it would be written today, without scripts too', async () => {
  const { number } = await aTicket(house, world, { title: 'The shop is slow', now: Temporal.Now.instant() })
  const page = await visit(world.ada, { javaScript: 'off' })
  await page.goto('/desk/settings/letters')
  await page.getByLabel('Of a ticket (number)').fill(String(number))
  await page.getByRole('button', { name: 'Show' }).click()
  await page.getByText(`[#${number}] The shop is slow`).waitFor()
  await page.goto(`/desk/settings/letters?letter=live&ticket=${number}`)
  await page.getByText('No mail of this kind was sent on that ticket.').waitFor()
})

test('what may have come of commands is shown by links, and only there', async () => {
  const headers = await aCookie(house, world.marta)
  const pageOf = async (query: string) => (await web.ask(`/desk/settings/letters?${query}`, { headers })).text()
  const page = await pageOf('letter=mail_commands&outcome=waits')
  expect(page).toMatch(/aria-current="true"[^>]*>Waits for a click</)
  expect(page).toContain('One click is missing on ticket #2041.')
  expect(await pageOf('letter=live&outcome=waits')).not.toContain('Waits for a click')
})

test('for a developer there is no such page', async () => {
  const { cookie } = await aCookie(house, world.rui)
  for (const path of ['/desk/settings/letters', '/desk/settings/letters/live/html']) {
    const answer = await fetch(`${web.base}${path}`, { headers: { cookie }, redirect: 'manual' })
    expect([path, answer.status]).toEqual([path, 404])
  }
})
