import { desc, eq } from 'drizzle-orm'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { changeTicket } from '../../db/change-ticket.ts'
import { outgoingMail } from '../../db/schema/mail.ts'
import { message } from '../../db/schema/thread.ts'
import { ticket } from '../../db/schema/ticket.ts'
import { parseCommand } from '../../domain/command.ts'
import type { Action } from '../../domain/lifecycle.ts'
import { isRefusal } from '../../domain/refusal.ts'
import type { Actor } from '../../domain/ticket.ts'
import { aBrowser, expectFit } from '../support/browser.ts'
import { aWeb, type Web } from '../support/web.ts'
import { aHouse, aKey, aTicket, aWorld, type World } from '../support/world.ts'

const house = await aHouse()
let world: World
let web: Web
const { visit, troubles } = aBrowser(() => ({ house, web }))
const now = Temporal.Now.instant()
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

beforeAll(async () => {
  world = await aWorld(house, now)
  web = await aWeb(house)
})

/** One of the agency does something, as the desk would. */
async function does(actor: Actor, number: number, action: Action, body: object = {}) {
  const read = parseCommand(action, body)
  if ('issues' in read) throw new Error(`The body of ${action} is malformed.`)
  const asked = {
    number,
    actor,
    command: read.command,
    channel: 'web',
    proof: 'session',
    sourceKey: aKey(),
    now,
  } as const
  const changed = await changeTicket(house, asked)
  if (isRefusal(changed)) throw new Error(`${action} was refused: ${changed.refused}`)
}

async function askedTicket() {
  const { number } = await aTicket(house, world, { now, sourceKey: aKey() })
  await does(world.marta, number, 'take')
  await does(world.marta, number, 'ask_customer', { body: 'Which orders were they?' })
  return number
}

const lastLetter = async () =>
  (await house.db.select().from(outgoingMail).orderBy(desc(outgoingMail.id)).limit(1))[0]?.facts ?? {}

async function file(page: Page, category: string, title: string) {
  await page.goto('/tickets/new')
  await page.check(`[name=category][value=${category}]`)
  await page.fill('[name=title]', title)
  await page.fill('[name=body]', 'It **fails** since noon.')
  await page.click('text=Send ticket')
}

for (const javaScript of ['on', 'off'] as const) {
  const how = `with JavaScript ${javaScript}`

  test(`a contact signs in with the code of the letter and comes to the page they wanted, ${how}`, async () => {
    const { number } = await aTicket(house, world, { now, sourceKey: aKey() })
    const page = await visit(null, { javaScript })
    await page.goto(`/tickets/${number}`)
    await page.fill('[name=email]', 'joana@vale.example')
    await page.click('text=Send me a link')
    await page.waitForSelector('[name=code]')
    await page.fill('[name=code]', String((await lastLetter()).code))
    await page.click('text=Sign in with the code')
    await page.waitForSelector('h1:has-text("MB WAY payments fail at checkout")')
    expect(new URL(page.url()).pathname).toBe(`/tickets/${number}`)
  })

  test(`a form that was refused comes back with every word and file, which are sent once, ${how}`, async () => {
    const page = await visit(world.joana, { javaScript })
    await page.goto('/tickets/new')
    await page.check('[name=category][value=urgent_issue]')
    await page.setInputFiles('#files', { name: 'checkout.png', mimeType: 'image/png', buffer: picture })
    await page.fill('[name=body]', 'Nobody can pay.')
    await page.click('text=Send ticket')
    await page.waitForSelector('.error-summary')
    expect(await page.inputValue('[name=body]')).toBe('Nobody can pay.')
    expect(await page.locator('.error-summary li').allInnerTexts()).toEqual([
      'Tick what is affected, at least one.',
      'Write a title, up to 200 characters.',
    ])
    await page.check('[name=impact][value=checkout]')
    await page.fill('[name=title]', `Checkout is down, ${how}`)
    await page.click('text=Send ticket')
    await page.waitForSelector('.flash.good:has-text("We have it.")')
    expect(await page.locator('.message .file').allInnerTexts()).toHaveLength(1)
    const [row] = await house.db
      .select()
      .from(ticket)
      .where(eq(ticket.title, `Checkout is down, ${how}`))
    expect(row).toMatchObject({ category: 'urgent_issue', priority: 'urgent', impact: ['checkout'] })
  })

  test(`a contact files a ticket, replies with a file and gets it back byte for byte, ${how}`, async () => {
    const page = await visit(world.joana, { javaScript })
    await file(page, 'issue_no_error', `Prices are old, ${how}`)
    await page.waitForSelector('.flash.good:has-text("Marta or a colleague takes it by")')
    await page.fill('#message-body', 'One more thing.')
    await page.setInputFiles('#message-files', {
      name: 'log.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('a log'),
    })
    await page.click('text=Send message')
    await page.waitForSelector('.flash.good:has-text("Sent")')
    expect(await page.locator('.message').count()).toBe(2)
    const href = await page.getAttribute('.message .file', 'href')
    const got = await page.request.get(href ?? '')
    expect([await got.text(), got.headers()['content-disposition']?.split(';')[0]]).toEqual(['a log', 'attachment'])
  })

  test(`an answer to our question hands the ticket back to us, ${how}`, async () => {
    const number = await askedTicket()
    const page = await visit(world.joana, { javaScript })
    await page.goto(`/tickets/${number}`)
    await page.waitForSelector('h2:has-text("Your turn: answer our question")')
    await page.fill('#message-body', 'Orders 7 and 8.')
    await page.click('text=Send answer')
    await page.waitForSelector('.flash.good:has-text("Marta goes on with it")')
    const [row] = await house.db.select().from(ticket).where(eq(ticket.number, number))
    expect(row?.stage).toBe('investigating')
  })
}

test('two presses of the button send one message', async () => {
  const { number, ticketId } = await aTicket(house, world, { now, sourceKey: aKey() })
  const page = await visit(world.joana)
  await page.goto(`/tickets/${number}`)
  await page.fill('#message-body', 'Only once.')
  await page.dblclick('text=Send message')
  await page.waitForSelector('.flash.good:has-text("Sent")')
  const said = await house.db.select().from(message).where(eq(message.ticketId, ticketId))
  expect(said.filter(({ text }) => text === 'Only once.')).toHaveLength(1)
})

test('words of a colleague come in by themselves, and take nothing from what is being typed', async () => {
  const { number } = await aTicket(house, world, { now, sourceKey: aKey() })
  const [page, other] = await Promise.all([visit(world.joana), visit(world.pedro, { javaScript: 'off' })])
  const listening = page.waitForResponse((answer) => answer.url().endsWith('/events'))
  await page.goto(`/tickets/${number}`)
  expect((await listening).headers()['cache-control']).toBe('no-cache, no-transform')
  await page.fill('#message-body', 'Half a sen')
  await other.goto(`/tickets/${number}`)
  await other.fill('#message-body', 'I see it too.')
  await other.click('text=Send message')
  await page.waitForSelector('.message:has-text("I see it too.")')
  expect(await page.inputValue('#message-body')).toBe('Half a sen')
})

test('one of us sees what the customer sees, and cannot speak for them', async () => {
  const number = await askedTicket()
  const page = await visit(world.marta)
  await page.goto(`/tickets/${number}`)
  await page.waitForSelector('text=This is what the customer sees.')
  expect(await page.locator('#message-body').isDisabled()).toBe(true)
  await expectFit(page)
})

test('a person reads in their own language', async () => {
  const page = await visit(world.ines)
  await page.goto('/tickets/new')
  expect(await page.getAttribute('html', 'lang')).toBe('pt-PT')
  await page.waitForSelector('h1:has-text("Novo pedido")')
  await expectFit(page)
})

test('every page of the customer is fit for everybody', async () => {
  const number = await askedTicket()
  const page = await visit(world.joana)
  for (const path of ['/', '/tickets', '/tickets/new', `/tickets/${number}`, '/me', '/tickets/999999']) {
    await page.goto(path)
    await expectFit(page)
  }
  const stranger = await visit(null)
  await stranger.goto('/signin')
  await expectFit(stranger)
})

test('no page complained of anything', () => {
  expect(troubles).toEqual([])
})
