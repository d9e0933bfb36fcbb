import { beforeAll, expect, test } from 'vitest'
import { addMessage } from '../../db/thread.ts'
import { aBrowser, expectFit, soon, wake } from '../support/browser.ts'
import { aWeb, type Web } from '../support/web.ts'
import { aHouse, aKey, aTicket, aWorld, type World } from '../support/world.ts'

const house = await aHouse()
const now = Temporal.Now.instant()
let world: World
let web: Web

beforeAll(async () => {
  world = await aWorld(house, now)
  web = await aWeb(house)
})

const { visit, troubles } = aBrowser(() => ({ web, house }))

async function speak(number: number, body: string) {
  const way = { channel: 'web', proof: 'session', sourceKey: aKey(), now } as const
  await addMessage(house, { number, actor: world.pedro, body, files: [], ...way })
}

test('who was cut off keeps what they wrote, is told, and sees what they missed once they are back', async () => {
  const { number } = await aTicket(house, world, { now, sourceKey: aKey() })
  const page = await visit(world.joana)
  await wake(page, `/tickets/${number}`)
  await page.context().setOffline(true)
  await page.fill('#message-body', 'Written on the train.')
  await page.click('text=Send message')
  await page.waitForSelector('[role=alert]:has-text("Nothing was sent")')
  await expectFit(page)
  await speak(number, 'Said meanwhile.')
  await page.context().setOffline(false)
  await page.waitForSelector('.message:has-text("Said meanwhile.")')
  expect(await page.inputValue('#message-body')).toBe('Written on the train.')
  await page.click('text=Send message')
  await page.waitForSelector('.message:has-text("Written on the train.")')
  await soon(() => page.locator('[role=alert]').count()).toBe(0)
  await soon(() => page.inputValue('#message-body')).toBe('')
})

test('a page whose stream the server ended asks for what it missed', async () => {
  const { number } = await aTicket(house, world, { now, sourceKey: aKey() })
  const page = await visit(world.marta)
  await wake(page, `/desk/t/${number}`)
  // The server ends every stream when it may have missed something itself.
  await house.sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and query ilike 'listen%'`
  await speak(number, 'Said into the gap.')
  await page.waitForSelector('.message:has-text("Said into the gap.")')
})

test('no page complained', () => {
  // The browser says it of every request that finds no network; the page does not.
  expect(troubles.filter((said) => !said.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([])
})
