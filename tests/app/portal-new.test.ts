import { eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { event, ticket } from '../../db/schema/ticket.ts'
import { aBrowser, expectFit } from '../support/browser.ts'
import { aCookie, aWeb, type Web } from '../support/web.ts'
import { aHouse, aKey, aTicket, aWorld, type World } from '../support/world.ts'

const house = await aHouse()
let world: World
let web: Web
const { visit, troubles } = aBrowser(() => ({ house, web }))
const now = Temporal.Now.instant()

beforeAll(async () => {
  world = await aWorld(house, now)
  web = await aWeb(house, { FILES_URL: house.filesUrl })
})

const rowTitled = async (title: string) =>
  (await house.db.select().from(ticket).where(eq(ticket.title, title)))[0] ?? expect.fail(`Nobody opened "${title}".`)

for (const javaScript of ['on', 'off'] as const) {
  const how = `with JavaScript ${javaScript}`

  test(`words of stopped business are asked about once, and become urgent by a press alone, ${how} (R004)`, async () => {
    const title = `Our checkout is down, ${how}`
    const page = await visit(world.joana, { javaScript })
    await page.goto('/tickets/new')
    await page.check('[name=category][value=issue_no_error]')
    await page.fill('[name=title]', title)
    await page.fill('[name=body]', 'Nobody can pay.')
    await page.click('text=Send ticket')
    await page.waitForSelector('.urgent-offer')
    expect(await rowTitled(title)).toMatchObject({ category: 'issue_no_error', priority: null })
    if (javaScript === 'on') await expectFit(page)
    await page.click('text=Make it urgent')
    await page.waitForSelector('.error-summary:has-text("Tick what is affected, at least one.")')
    await page.check('.urgent-offer [value=checkout]')
    await page.click('text=Make it urgent')
    await page.waitForSelector('.flash.good:has-text("It is urgent now.")')
    expect(await page.locator('.urgent-offer').count()).toBe(0)
    await page.waitForSelector('.message:has-text("I filed this as urgent. Affected: Checkout.")')
    const row = await rowTitled(title)
    expect(row).toMatchObject({ category: 'urgent_issue', priority: 'urgent', impact: ['checkout'], stage: 'new' })
    const acted = await house.db.select().from(event).where(eq(event.ticketId, row.id))
    expect(acted.filter(({ action }) => action === 'categorise')).toHaveLength(1)
  })

  test(`somebody who reports what is open already joins it with their words instead, ${how}`, async () => {
    const title = `Gift cards lose their amount ${how}`
    const { number } = await aTicket(house, world, { title, now, sourceKey: aKey() })
    const page = await visit(world.pedro, { javaScript })
    await page.goto('/tickets/new')
    await page.fill('[name=title]', `Gift cards lose their value ${how}`)
    await page.fill('[name=body]', 'I see it too.')
    if (javaScript === 'off') await page.click('text=Look for similar tickets first')
    await page.waitForSelector('.known:has-text("Joana Matos reported this")')
    await page.click(`.known li:has-text("${title}") button`)
    await page.waitForSelector('.flash.good:has-text("You take part in this ticket now")')
    expect(new URL(page.url()).pathname).toBe(`/tickets/${number}`)
    await page.waitForSelector('.message:has-text("I see it too.")')
    await page.waitForSelector('.rail .watchers:has-text("You")')
  })
}

test('a file is sent ahead of its form, shown in little, and goes with the form once', async () => {
  const page = await visit(world.joana)
  await page.goto('/tickets/new')
  await page.check('[name=category][value=question]')
  await page.fill('[name=title]', 'How do I change the logo?')
  await page.fill('[name=body]', 'See the picture.')
  const picture =
    await house.sql`select decode(${'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='}, 'base64') as bytes`
  await page.setInputFiles('#files', { name: 'logo.png', mimeType: 'image/png', buffer: picture[0]?.bytes })
  await page.waitForSelector('.kept-file:has-text("logo.png") img')
  expect(await page.inputValue('#files')).toBe('')
  await page.click('text=Send ticket')
  await page.waitForSelector('.flash.good:has-text("We have it.")')
  expect(await page.locator('.message .file').allInnerTexts()).toHaveLength(1)
})

test('what was closed too long ago leads to a new ticket that is linked to it', async () => {
  const { number, ticketId } = await aTicket(house, world, { title: 'Old and closed', now, sourceKey: aKey() })
  await house.sql`update ticket set stage = 'closed', resolution = 'answered', closed_at = now() - interval '90 days'
    where id = ${ticketId}`
  const page = await visit(world.joana, { javaScript: 'off' })
  await page.goto(`/tickets/${number}`)
  expect(await page.locator('#message-body').count()).toBe(0)
  await page.click('text=Open a new ticket about this')
  await page.check('[name=category][value=question]')
  await page.fill('[name=title]', 'It is back')
  await page.fill('[name=body]', 'Again.')
  await page.click('button:has-text("Send ticket")')
  await page.waitForSelector('.flash.good:has-text("We have it.")')
  expect((await rowTitled('It is back')).linkedToId).toBe(ticketId)
})

test('the first page stays small with two hundred open tickets, and leads to all of them', async () => {
  await house.sql`
    insert into ticket (id, company_id, requester_id, source, source_key, title, stage, came_from, pm_id, stage_since, created_at, updated_at)
    select gen_random_uuid(), ${world.atlas}, ${world.ines.id}, 'portal', 'many/' || place, 'Ticket with quite a long title, number ' || place,
      case when place % 2 = 0 then 'investigating' else 'needs_info' end,
      case when place % 2 = 1 then 'investigating' end, ${world.marta.id}, now(), now(), now()
    from generate_series(1, 200) as place`
  const cookie = await aCookie(house, world.ines)
  const home = await (await web.ask('/', { headers: cookie })).text()
  expect(Buffer.byteLength(home) / 1024).toBeLessThan(40)
  expect(home).toContain('Todos os 100')
  const list = await (await web.ask('/tickets?show=yours', { headers: cookie })).text()
  expect(list.match(/class="row simple"/g)).toHaveLength(50)
})

test('the list is filtered by colleague and month, and exported whole as it is filtered', async () => {
  await aTicket(house, world, { title: '=SUM(A1), "quoted"', now, sourceKey: aKey() })
  const cookie = await aCookie(house, world.pedro)
  const month = now.toZonedDateTimeISO('Europe/Lisbon').toPlainDate().toString().slice(0, 7)
  const csv = await web.ask(`/tickets/list.csv?show=all&by=${world.joana.id}&month=${month}`, { headers: cookie })
  expect(csv.headers.get('content-disposition')).toMatch(/^attachment; filename="tickets-/)
  const text = await csv.text()
  expect(text).toContain(`"'=SUM(A1), ""quoted"""`)
  const none = await (await web.ask('/tickets/list.csv?show=all&month=2001-01', { headers: cookie })).text()
  expect(none.trim().split('\r\n')).toHaveLength(1)
  const page = await visit(world.pedro, { width: 390, javaScript: 'on' })
  await page.goto(`/tickets?show=all&by=${world.pedro.id}`)
  await page.waitForSelector('.empty')
  await expectFit(page)
})

test('no page complained of anything', () => {
  expect(troubles).toEqual([])
})
