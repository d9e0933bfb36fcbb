import { beforeAll, expect, test } from 'vitest'
import { aBrowser, expectFit, soon, wake } from '../support/browser.ts'
import { aWeb, type Web } from '../support/web.ts'
import { aHouse, aKey, aTicket, aWorld, type World } from '../support/world.ts'

const house = await aHouse()
const now = Temporal.Now.instant()
let world: World
let web: Web
const { visit, troubles } = aBrowser(() => ({ web, house }))

beforeAll(async () => {
  world = await aWorld(house, now)
  web = await aWeb(house)
})

const opened = (title: string, more: object = {}) => aTicket(house, world, { title, now, sourceKey: aKey(), ...more })

test('Ctrl K finds a ticket by keys alone', async () => {
  const { number } = await opened('Saddle squeaks')
  const page = await visit(world.marta)
  await wake(page, '/desk/queue')
  await page.keyboard.press('Control+k')
  await page.locator('.palette input:focus').waitFor()
  await page.keyboard.type('saddle squea')
  const line = page.locator('.palette [role=option]', { hasText: `#${number}` })
  await soon(() => line.getAttribute('aria-selected').catch(() => null)).toBe('true')
  await expectFit(page)
  await page.keyboard.press('Enter')
  await page.waitForURL(`**/desk/t/${number}`)
  await page.keyboard.press('Control+k')
  await soon(() => page.locator('.palette [role=option]').first().textContent()).toContain(`#${number}`)
  await page.keyboard.press('Escape')
  await soon(() => page.getByRole('dialog').count()).toBe(0)
})

test('on a ticket, "assign" and a name assigns it', async () => {
  const { number } = await opened('Bell is silent')
  const page = await visit(world.tess)
  await wake(page, `/desk/t/${number}`)
  await page.keyboard.press('Control+k')
  await page.locator('.palette input:focus').waitFor()
  await page.keyboard.type('assign marta')
  await soon(() => page.locator('.palette [role=option]').first().textContent()).toContain(
    `Assign Marta Lopes to #${number}`,
  )
  await page.keyboard.press('Enter')
  await soon(async () => (await house.sql`select pm_id from ticket where number = ${number}`)[0]?.pm_id).toBe(
    world.marta.id,
  )
})

test('g and a letter goes to a place, ? lists the keys, u shows the urgent; who wants no such keys has none', async () => {
  await opened('Burning', { category: 'urgent_issue', impact: ['checkout'] })
  const page = await visit(world.marta)
  await wake(page, '/desk/queue')
  await page.keyboard.press('g')
  await page.keyboard.press('s')
  await soon(() => page.locator('h1').textContent()).toContain('Staging')
  await page.keyboard.press('g')
  await page.keyboard.press('q')
  await soon(() => page.locator('h1').textContent()).toContain('Queue')
  await page.keyboard.press('?')
  await page.locator('.palette dl').waitFor()
  await expectFit(page)
  await page.keyboard.press('Escape')
  await soon(() => page.getByRole('dialog').count()).toBe(0)
  await page.keyboard.press('u')
  await page.waitForURL('**/desk/queue?view=urgent')
  await soon(() => page.locator('.row-title').allTextContents()).toEqual([expect.stringContaining('Burning')])
  await house.sql`update person set shortcuts = false where id = ${world.marta.id}`
  await wake(page, '/desk/queue')
  await page.keyboard.press('Control+k')
  await page.locator('.palette input:focus').waitFor()
  await page.keyboard.press('Escape')
  await soon(() => page.getByRole('dialog').count()).toBe(0)
  await page.keyboard.press('?')
  await page.keyboard.press('u')
  expect([await page.getByRole('dialog').count(), new URL(page.url()).search]).toEqual([0, ''])
  await house.sql`update person set shortcuts = true where id = ${world.marta.id}`
})

test('a key pressed as a dialog closes, before the page is drawn anew, is meant for the page', async () => {
  const page = await visit(world.marta)
  await wake(page, '/desk/queue')
  await page.keyboard.press('?')
  await page.locator('.palette dl').waitFor()
  const pressedIn = await page.evaluate(() => {
    document.querySelector<HTMLDialogElement>('dialog.palette')?.close()
    const focused = document.activeElement
    focused?.dispatchEvent(new KeyboardEvent('keydown', { key: 'u', bubbles: true }))
    return focused?.closest('dialog')?.className
  })
  expect(pressedIn).toBe('palette')
  await page.waitForURL('**/desk/queue?view=urgent')
})

test('what comes while the queue is open waits behind a strip, and an urgent one counts in the title', async () => {
  await opened('There before')
  const page = await visit(world.marta)
  await wake(page, '/desk/queue?view=new')
  const titles = () => page.locator('.row-title').allTextContents()
  const before = await titles()
  await opened('Came later', { category: 'urgent_issue', impact: ['checkout'] })
  await page.getByRole('button', { name: '1 new, show' }).waitFor()
  expect(await titles()).toEqual(before)
  await soon(() => page.title()).toMatch(/^\(1\) /)
  await page.getByRole('button', { name: /new, show/ }).click()
  await soon(async () => (await titles()).join()).toContain('Came later')
  await soon(() => page.title()).not.toMatch(/^\(/)
})

test('no page complained', () => {
  expect(troubles).toEqual([])
})
