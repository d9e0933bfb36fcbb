import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { aBrowser, soon } from '../support/browser.ts'
import { aWeb, type Web } from '../support/web.ts'
import { aHouse, aWorld, type World } from '../support/world.ts'

const house = await aHouse()
let world: World
let web: Web
const { visit, troubles } = aBrowser(() => ({ web, house }))

beforeAll(async () => {
  world = await aWorld(house)
  web = await aWeb(house)
})

/** Lets something happen on the next page just after React began to listen and before it has drawn anything. */
function atTheFirstMoment(page: Page, happens: () => void) {
  return page.addInitScript(`{
    const listen = document.addEventListener
    let begun = false
    document.addEventListener = function (type, ...rest) {
      if (type === 'submit' && !begun) queueMicrotask(${happens})
      begun ||= type === 'submit'
      return listen.call(this, type, ...rest)
    }
  }`)
}

test('a page that is clicked while its scripts begin wakes all the same', async () => {
  const page = await visit(null)
  await atTheFirstMoment(page, () => {
    document.body.click()
    document.body.dataset.clicked = ''
  })
  await page.goto('/signin')
  expect(await page.locator('body[data-clicked]').count()).toBe(1)
  expect(troubles).toEqual([])
})

test('a form that is sent while the scripts of its page begin arrives', async () => {
  const page = await visit(world.joana)
  await atTheFirstMoment(page, () => {
    const field = document.querySelector<HTMLInputElement>('input[type=search]')
    if (!field) throw new Error('There is nothing to search in.')
    field.value = 'basket'
    field.form?.requestSubmit()
  })
  await page.goto('/tickets')
  await soon(() => page.url()).toContain('basket')
  await soon(() => page.locator('html[data-awake]').count()).toBe(1)
  expect(troubles).toEqual([])
})

test('what a page asks in vain is a complaint, but for what is cut because the page is being left', async () => {
  const page = await visit(null)
  // A request that gets no answer, told by whoever asked; so does Remix with what it looks up ahead of a click.
  const ask = () => fetch('/healthz').catch(console.error)
  await page.goto('/signin')
  await page.evaluate(`onbeforeunload = () => console.error(new TypeError('Failed to fetch'))`)
  await page.reload()
  expect(troubles).toEqual([])
  await page.route('**/healthz', (route) => route.abort())
  await page.evaluate(ask)
  await soon(() => troubles.length).toBe(2)
  expect(troubles.splice(0).join()).toMatch(/TypeError: Failed to fetch/)
})
