import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aBrowser, expectFit } from '../support/browser.ts'
import { type RunningHouse, startHouse } from '../support/running-house.ts'

let house: RunningHouse
const { visit, troubles } = aBrowser(() => ({ web: { base: house.baseUrl } }))
beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.stop())

/** Signs in on the demo's own list of people, as a newcomer does. */
async function signIn(name: string, javaScript: 'on' | 'off'): Promise<Page> {
  const page = await visit(null, { javaScript })
  await page.goto('/signin')
  await page.click(`button:has-text("${name}")`)
  await page.waitForURL((url) => url.pathname !== '/signin')
  return page
}

for (const javaScript of ['on', 'off'] as const) {
  test(`a ticket filed on the portal is taken, asked about, answered and closed, with JavaScript ${javaScript}`, async () => {
    const title = `Prices without VAT, JavaScript ${javaScript}`
    const joana = await signIn('Joana', javaScript)
    await joana.click('text=New ticket')
    await joana.check('[name=category][value=question]')
    await joana.fill('[name=title]', title)
    await joana.fill('[name=body]', 'Can dealers see prices without VAT?')
    await joana.click('text=Send ticket')
    await joana.waitForSelector('.flash.good')
    const number = Number(/\d+$/.exec(new URL(joana.url()).pathname)?.[0])
    if (javaScript === 'on') await expectFit(joana)

    // The manager finds it in the queue, takes it, and asks.
    const marta = await signIn('Marta', javaScript)
    await marta.goto('/desk/queue')
    await marta.click(`a:has-text("${title}")`)
    await marta.waitForSelector(`h1:has-text("${title}")`)
    await marta.click('form:has([name=action][value=take]) .primary')
    await marta.waitForSelector('.flash')
    await marta.goto(`/desk/t/${number}?do=ask_customer`)
    await marta.fill('form:has([name=action][value=ask_customer]) textarea', 'All dealers, or the Spanish ones only?')
    await marta.click('form:has([name=action][value=ask_customer]) .primary')
    await marta.waitForSelector('.flash')

    // It is the customer's turn, on the first page already; the answer hands it back.
    await joana.goto('/')
    await joana.click(`a:has-text("${title}")`)
    await joana.waitForSelector('text=All dealers, or the Spanish ones only?')
    await joana.fill('#message-body', 'All of them.')
    await joana.click('text=Send answer')
    await joana.waitForSelector('.flash.good')

    // A note stays with us; the answer closes the ticket.
    await marta.goto(`/desk/t/${number}`)
    await marta.click('summary:has-text("Note for us")')
    await marta.fill('#note-body', 'They asked for the same last year.')
    await marta.click('text=Save note')
    await marta.waitForSelector('text=They asked for the same last year.')
    await marta.goto(`/desk/t/${number}?do=resolve`)
    await marta.fill(
      'form:has([name=action][value=resolve]) textarea',
      'They can: it is a switch on the dealer’s card.',
    )
    await marta.click('form:has([name=action][value=resolve]) .primary')
    await marta.waitForSelector('.flash')

    await joana.goto(`/tickets/${number}`)
    await joana.waitForSelector('text=it is a switch on the dealer’s card')
    expect(await joana.content()).not.toContain('They asked for the same last year.')
    const asMarta = await house.as('marta@agency.example')
    expect((await asMarta('GET', `/tickets/${number}`)).body).toMatchObject({
      stage: 'closed',
      resolution: 'answered',
      status: 'done',
    })
  })
}

test('what nobody takes is assigned in time, to the manager of the company', async () => {
  const joana = await house.as('joana@vale.example')
  const marta = await house.as('marta@agency.example')
  const { number } = (
    await joana('POST', '/tickets', {
      category: 'urgent_issue',
      impact: ['checkout'],
      title: 'Checkout is down',
      body: 'Nobody can pay.',
    })
  ).body
  const nextWeek = Temporal.Now.instant()
    .round('second')
    .add({ hours: 24 * 7 })
  await house.command('timers', '--as-of', nextWeek.toString())
  const assigned = (await marta('GET', `/tickets/${number}`)).body
  expect(assigned).toMatchObject({ stage: 'investigating', pm: { email: 'marta@agency.example' } })
  const [clock] = assigned.clocks
  expect(Temporal.Instant.compare(clock.met_at, nextWeek)).toBeLessThanOrEqual(0)
  const again = await house.command('timers', '--as-of', nextWeek.toString())
  expect(again).toBe('')
})

test('no page complained of anything', () => {
  expect(troubles).toEqual([])
})
