import { and, eq } from 'drizzle-orm'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { beforeAll, expect, test } from 'vitest'
import { message } from '../../db/schema/thread.ts'
import { approval, event, ticket } from '../../db/schema/ticket.ts'
import { addContact, rights } from '../../db/seed/cast.ts'
import { keepFilesOn } from '../../db/tickets/ticket-files.ts'
import { isRefusal } from '../../domain/refusal.ts'
import { aBrowser, expectFit, soon } from '../support/browser.ts'
import { aCookie, aWeb, type Web } from '../support/web.ts'
import { aScopedTicket, aTestedTicket, did, passAll, rowOf } from '../support/work.ts'
import { aHouse, aWorld, type World } from '../support/world.ts'

const house = await aHouse()
let world: World
let sofia: World['joana']
let web: Web
const { visit, troubles } = aBrowser(() => ({ house, web }))
const now = Temporal.Now.instant()

beforeAll(async () => {
  world = await aWorld(house)
  sofia = await addContact(house.db, {
    ...{ name: 'Sofia Braga', email: 'sofia@vale.example', now },
    memberships: [rights.decides(world.vale)],
  })
  // Many fixes are tested at once here.
  await house.sql`update staging_environment set capacity = 20`
  // The pictures lie where the test put them.
  web = await aWeb(house, { FILES_URL: house.filesUrl })
})

const aPicture = (colour: string) =>
  sharp({ create: { width: 1200, height: 800, channels: 3, background: colour } })
    .png()
    .toBuffer()

/** A fix with a picture of before and one of after is with its customer for testing. */
async function offered() {
  const { number, ticketId } = await aTestedTicket(house, world)
  await offerAgain(number)
  return { number, ticketId }
}

async function offerAgain(number: number) {
  const files = [
    { name: 'before.png', bytes: await aPicture('#be123c') },
    { name: 'after.png', bytes: await aPicture('#3c6b4a') },
  ]
  const kept = await house.db.transaction((tx) => keepFilesOn(tx, house, { number, actor: world.marta, files, now }))
  if (isRefusal(kept)) throw new Error(`The pictures of the test were refused: ${kept.refused}`)
  const [before = '', after = ''] = kept
  const screenshots = [
    { file: before, shows: 'before' as const },
    { file: after, shows: 'after' as const },
  ]
  const body = { summary: 'Orders stay now.', steps: ['Order a bike.', 'Look.'], url: 'https://staging.example' }
  await did(house, {
    number,
    actor: world.marta,
    command: { action: 'offer_fix', body: { ...body, screenshots } },
    now,
  })
}

async function estimated() {
  const { number, ticketId } = await aScopedTicket(house, world)
  const scope = {
    work_class: 'bug_fix',
    scope: 'Keep orders.',
    app: world.shop,
    funding: 'postpaid',
    needs_code: true,
  } as const
  await did(house, { number, actor: world.marta, command: { action: 'confirm_scope', body: scope }, now })
  await did(house, { number, actor: world.lena, command: { action: 'estimate', body: { hours: 3 } }, now })
  const body = { solution: 'We keep them.' }
  await did(house, { number, actor: world.marta, command: { action: 'send_estimate', body }, now })
  return { number, ticketId }
}

/** What the job does three business days later, in one transaction. */
async function closeSilently(number: number) {
  const { id } = await rowOf(house, number)
  await house.sql.begin((sql) => [
    sql`update slot set freed_at = now(), freed_because = 'silence' where ticket_id = ${id}`,
    sql`update approval set decision = 'void', decided_at = now() where ticket_id = ${id} and decision is null`,
    sql`update ticket set stage = 'closed', resolution = 'no_feedback', closed_from = 'staging_review', closed_at = now()
      where id = ${id}`,
  ])
}

async function answer(page: Page, choice: string, words?: string) {
  await page.check(`[name=action][value=${choice}]`)
  if (words) await page.fill('.answer textarea', words)
  await page.click('text=Send my answer')
}

for (const javaScript of ['on', 'off'] as const) {
  const how = `with JavaScript ${javaScript}`

  test(`an OK is recorded on the page, and taken back within ten minutes, ${how} (R037)`, async () => {
    const { number } = await offered()
    const page = await visit(world.joana, { javaScript })
    await page.goto(`/tickets/${number}`)
    await page.waitForSelector('h2:has-text("Your turn: test the fix on staging")')
    expect(await page.locator('.answer :checked').count()).toBe(0)
    expect(await page.locator('.pair figcaption b').allInnerTexts()).toEqual(['Before', 'After'])
    await answer(page, 'approve_release')
    await page.waitForSelector('.decided:has-text("You said: OK, release it.")')
    expect((await rowOf(house, number)).stage).toBe('approved')
    await page.click('button:has-text("Take it back")')
    await page.waitForSelector('h2:has-text("Your turn: test the fix on staging")')
    expect((await rowOf(house, number)).stage).toBe('staging_review')
  })

  test(`a NOT OK needs words, keeps its file when they lack, and goes back to the developer, ${how} (R039)`, async () => {
    const { number, ticketId } = await offered()
    const page = await visit(world.joana, { javaScript })
    await page.goto(`/tickets/${number}`)
    await page.check('[name=action][value=request_changes]')
    await page.setInputFiles('#answer-files', {
      name: 'seen.png',
      mimeType: 'image/png',
      buffer: await aPicture('#fff'),
    })
    await page.click('text=Send my answer')
    await page.waitForSelector('.error-summary:has-text("Tell us what should be different.")')
    await answer(page, 'request_changes', 'The order still vanishes.')
    await page.waitForSelector('.decided:has-text("You said: not OK, it needs changes.")')
    expect((await rowOf(house, number)).stage).toBe('planned')
    expect(await page.locator('.message:has-text("The order still vanishes.") .file').count()).toBe(1)
    const said = await house.db.select().from(message).where(eq(message.ticketId, ticketId))
    expect(said.filter(({ text }) => text === 'The order still vanishes.')).toHaveLength(1)
  })

  test(`an estimate says what it takes and costs, and is approved, ${how} (R021)`, async () => {
    const { number } = await estimated()
    const page = await visit(world.joana, { javaScript })
    await page.goto(`/tickets/${number}`)
    await page.waitForSelector('h2:has-text("Your turn: approve 3 h")')
    expect(await page.locator('.action-card .facts').innerText()).toContain('Valid until')
    await answer(page, 'approve')
    await page.waitForSelector('.decided:has-text("You approved.")')
    expect((await rowOf(house, number)).stage).toBe('planned')
  })

  test(`what silence closed is reopened by its customer, ${how} (R030)`, async () => {
    const { number } = await offered()
    await closeSilently(number)
    const page = await visit(world.joana, { javaScript })
    await page.goto(`/tickets/${number}`)
    await page.waitForSelector('h2:has-text("We closed this because we did not hear from you")')
    await page.click('summary:has-text("Reopen ticket")')
    await page.fill('.reopen textarea', 'It still happens.')
    await page.click('button:has-text("Reopen ticket")')
    await page.waitForSelector('.flash.good:has-text("Open again.")')
    expect((await rowOf(house, number)).stage).toBe('testing')
  })
}

test('of two who decide at once the second reads who was first, and nothing is decided twice', async () => {
  const { number } = await offered()
  const [page, other] = await Promise.all([
    visit(world.joana, { javaScript: 'off' }),
    visit(sofia, { javaScript: 'off' }),
  ])
  await Promise.all([page.goto(`/tickets/${number}`), other.goto(`/tickets/${number}`)])
  await answer(other, 'approve_release')
  await answer(page, 'request_changes', 'I saw something else.')
  await page.waitForSelector('.error-summary:has-text("Sofia Braga said: OK, release it.")')
  await page.waitForSelector('.decided:has-text("Sofia Braga said: OK, release it.")')
  expect((await rowOf(house, number)).stage).toBe('approved')
})

test('two presses decide once, and the back button decides nothing anew', async () => {
  const { number, ticketId } = await offered()
  const page = await visit(world.joana, { javaScript: 'off' })
  await page.goto(`/tickets/${number}`)
  await page.check('[name=action][value=approve_release]')
  await page.dblclick('text=Send my answer')
  await page.waitForSelector('.decided')
  const acted = await house.db.select().from(event).where(eq(event.ticketId, ticketId))
  expect(acted.filter(({ action }) => action === 'approve_release')).toHaveLength(1)
  await page.goBack()
  await page.goto(`/tickets/${number}`)
  const late = await post(page, number, { action: 'request_changes', round: '1', reason: 'No, wait.' })
  expect(late.status).toBe(409)
  expect(late.text).toContain('You said: OK, release it.')
  expect((await rowOf(house, number)).stage).toBe('approved')
})

test('an answer to an older round is kept in its box and decides nothing (R029)', async () => {
  const { number } = await offered()
  const page = await visit(world.joana, { javaScript: 'off' })
  await page.goto(`/tickets/${number}`)
  await did(house, {
    number,
    actor: sofia,
    command: { action: 'request_changes', body: { round: 1, reason: 'No.' } },
    now,
  })
  await house.db.update(ticket).set({ developerId: world.rui.id }).where(eq(ticket.number, number))
  await did(house, { number, actor: world.rui, command: { action: 'start', body: {} }, now })
  const body = { pull_request: 'https://git.example/pull/2' }
  await did(house, { number, actor: world.rui, command: { action: 'finish', body }, now })
  await passAll(house, world, number, now)
  await offerAgain(number)
  await house.sql`update approval set decision = 'void' where kind = 'release' and version = 1 and ticket_id =
    (select id from ticket where number = ${number})`
  await answer(page, 'request_changes', 'What I saw in the first one.')
  await page.waitForSelector('.error-summary:has-text("A newer fix is on staging (round 2).")')
  await page.waitForSelector('h2:has-text("Round 2")')
  expect(await page.locator('.answer textarea').inputValue()).toBe('What I saw in the first one.')
  expect(await page.locator('.answer :checked').count()).toBe(0)
  expect((await rowOf(house, number)).stage).toBe('staging_review')
})

test('who may not decide reads who may, can write, and is refused when asking all the same', async () => {
  const { number } = await offered()
  const page = await visit(world.pedro, { javaScript: 'off' })
  await page.goto(`/tickets/${number}`)
  await page.waitForSelector('text=Joana Matos, Sofia Braga can decide this.')
  expect(await page.getAttribute('.action-card a[href^=mailto]', 'href')).toMatch(
    /^mailto:joana@vale.example,sofia@vale.example\?subject=/,
  )
  expect(await page.locator('.answer').count()).toBe(0)
  const refused = await post(page, number, { action: 'approve_release', round: '1' })
  expect(refused.status).toBe(403)
  await page.fill('#message-body', 'I looked at it too.')
  await page.click('text=Send message')
  await page.waitForSelector('.message:has-text("I looked at it too.")')
  expect((await rowOf(house, number)).stage).toBe('staging_review')
  const open = await house.db
    .select()
    .from(approval)
    .where(and(eq(approval.ticketId, (await rowOf(house, number)).id), eq(approval.kind, 'release')))
  expect(open.map(({ decision }) => decision)).toEqual([null])
})

test('a colleague’s answer takes the form away by itself, and ticked steps stay ticked', async () => {
  const { number } = await offered()
  const page = await visit(world.joana)
  await page.goto(`/tickets/${number}`)
  await page.check('.test-steps li:nth-child(2) input')
  await page.reload()
  await page.waitForFunction(() => document.querySelectorAll('.test-steps :checked').length === 1)
  const body = { round: 1 }
  await did(house, { number, actor: sofia, command: { action: 'approve_release', body }, now })
  await page.waitForSelector('.decided:has-text("Sofia Braga said: OK, release it.")')
  expect(await page.locator('.answer').count()).toBe(0)
})

test('pictures are drawn anew in little, shown whole on a page of their own, and hidden from strangers', async () => {
  const { number } = await offered()
  const page = await visit(world.joana)
  await page.goto(`/tickets/${number}`)
  const src = (await page.getAttribute('.pair img', 'src')) ?? ''
  const small = await page.request.get(src)
  const { width, format } = await sharp(await small.body()).metadata()
  expect([small.headers()['content-type'], format, width]).toEqual(['image/webp', 'webp', 880])
  const href = (await page.getAttribute('.pair a', 'href')) ?? ''
  await page.goto(href)
  await page.waitForSelector('.crumbs:has-text("1 of 2")')
  await expectFit(page)
  await page.keyboard.press('ArrowRight')
  await page.waitForSelector('h1:has-text("After: after.png")')
  await page.keyboard.press('Escape')
  await page.waitForSelector('h2:has-text("Your turn: test the fix on staging")')
  const { cookie } = await aCookie(house, world.ines)
  for (const path of [src, href]) expect((await web.ask(path, { headers: { cookie } })).status).toBe(404)
})

test('the cards are fit for everybody, and as wide as the window when twice as large', async () => {
  const [fix, estimate] = [await offered(), await estimated()]
  const page = await visit(world.joana)
  for (const { number } of [fix, estimate]) {
    await page.goto(`/tickets/${number}`)
    await expectFit(page)
  }
  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '32px'))
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 })
    const wider = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    await soon(() => page.evaluate(() => window.innerWidth)).toBe(width)
    expect(Math.max(0, await wider())).toBe(0)
  }
})

test('no page complained of anything', () => {
  expect(troubles).toEqual([])
})

/** What a browser with an old page would send. */
async function post(page: Page, number: number, said: Record<string, string>) {
  const answered = await page.request.post(`/tickets/${number}`, {
    form: { ...said, key: crypto.randomUUID() },
    headers: { origin: web.base },
  })
  return { status: answered.status(), text: await answered.text() }
}
