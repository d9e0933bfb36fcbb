import { eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { compareLines } from '../../app/line-diff.server.ts'
import { addDocument, reviseDocument } from '../../db/customers/write-document.ts'
import { outgoingMail } from '../../db/schema/mail.ts'
import { membership } from '../../db/schema/membership.ts'
import { message } from '../../db/schema/thread.ts'
import { ticket } from '../../db/schema/ticket.ts'
import { addApp } from '../../db/seed/cast.ts'
import { isRefusal, type Refusal } from '../../domain/refusal.ts'
import { aBrowser, expectFit } from '../support/browser.ts'
import { aCookie, aWeb, type Web } from '../support/web.ts'
import { aHouse, aKey, aTicket, aWorld, type World } from '../support/world.ts'

const house = await aHouse()
let world: World
let web: Web
let checkout: string
let customs: string
let number: number
const { visit, troubles } = aBrowser(() => ({ house, web }))

function done<Outcome>(outcome: Outcome | Refusal): Outcome {
  if (isRefusal(outcome)) throw new Error(`Refused: ${outcome.refused}`)
  return outcome
}

const first = '## Paying\n\nThe customer pays by card.\n\n- Visa\n- Mastercard\n'
const second = '## Paying\n\nThe customer pays by card or MB WAY.\n\n- Visa\n- Mastercard\n'

beforeAll(async () => {
  const now = Temporal.Now.instant()
  world = await aWorld(house, now)
  await house.db.update(membership).set({ managesPeople: true }).where(eq(membership.personId, world.joana.id))
  const freight = await addApp(house.db, {
    ...{ companyId: world.atlas, name: 'Freight Portal', staging: true, repository: true, developerIds: [] },
  })
  number = (await aTicket(house, world)).number
  const add = (appId: string, title: string, body: string) =>
    addDocument(house, {
      ...{ appId, title, body, kind: 'flow', ticketNumber: null, by: world.marta, key: aKey(), now },
    })
  checkout = done(await add(world.shop, 'Checkout', first)).pageId
  customs = done(await add(freight, 'Customs papers', 'CANARY')).pageId
  await add(world.shop, 'Returns', 'A bicycle comes back within 14 days.')
  done(
    await reviseDocument(house, {
      ...{ pageId: checkout, base: 1, title: 'Checkout', body: second, ticketNumber: number },
      ...{ by: world.marta, key: aKey(), now },
    }),
  )
  web = await aWeb(house)
})

test('a difference shows what came and went, with a little around it', () => {
  const before = 'a\nb\nc\nd\ne\nf\ng'
  expect(compareLines(before, before)).toEqual([])
  const told = compareLines(before, 'a\nb\nc\nd\ne\nF\ng').map(({ kind, text }) => `${kind} ${text}`)
  expect(told).toEqual(['skipped …', 'same d', 'same e', 'gone f', 'added F', 'same g'])
  expect(compareLines('a', 'a\nb').map(({ kind }) => kind)).toEqual(['same', 'added'])
  const [one, other] = [1, 2].map((seed) => Array.from({ length: 20_000 }, (_, at) => `${(at * seed * 7919) % 10_007}`))
  expect(compareLines(one?.join('\n') ?? '', other?.join('\n') ?? '').length).toBeGreaterThan(0)
})

test.for(['on', 'off'] as const)(
  'a contact reads the documentation and its history (R049, scripts %s)',
  async (javaScript) => {
    const page = await visit(world.joana, { javaScript })
    await page.goto('/')
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Project docs' }).click()
    await page.getByRole('main').getByRole('link', { name: 'Checkout', exact: true }).click()
    await page.getByRole('heading', { name: 'Checkout', level: 1, exact: true }).waitFor()
    expect(await page.getByRole('link', { name: `after #${number}` }).getAttribute('href')).toBe(`/tickets/${number}`)
    expect(await page.getByRole('heading', { name: 'Paying', level: 2 }).count()).toBe(1)
    await page.getByRole('link', { name: 'History' }).click()
    await page.getByRole('heading', { name: 'Version 2' }).waitFor()
    expect(await page.locator('ins').allTextContents()).toEqual(['The customer pays by card or MB WAY.'])
    expect(await page.locator('del').allTextContents()).toEqual(['The customer pays by card.'])
    await page.getByRole('searchbox').fill('mastercard')
    await page.getByRole('button', { name: 'Search' }).click()
    await page.getByRole('heading', { name: 'Pages that hold “mastercard”' }).waitFor()
    expect(await page.locator('main .row-title').allTextContents()).toEqual(['Checkout'])
  },
)

test('a page of another company is not there, by no address', async () => {
  const cookie = await aCookie(house, world.joana)
  for (const path of ['', '/history', '?version=1', '.data', '/history.data']) {
    const answer = await web.ask(`/docs/${customs}${path}`, { headers: cookie })
    expect({ path, status: answer.status }).toEqual({ path, status: 404 })
    expect(await answer.text()).not.toContain('CANARY')
  }
  const list = await web.ask('/docs?q=canary', { headers: cookie })
  expect(await list.text()).not.toContain('Customs')
})

test.for(['on', 'off'] as const)(
  'a correction becomes a question with the page and its words (scripts %s)',
  async (javaScript) => {
    const page = await visit(world.pedro, { javaScript })
    await page.goto(`/docs/${checkout}`)
    await page.getByText('Suggest a correction').click()
    await page.getByRole('button', { name: 'Send suggestion' }).click()
    await expect.poll(() => page.locator('.error-summary li').allTextContents()).toHaveLength(1)
    await page.getByLabel('Which words?').fill('The customer pays\nby card')
    await page.getByLabel('What should it say?').fill(`They pay by invoice too. ${javaScript}`)
    await page.getByRole('button', { name: 'Send suggestion' }).click()
    await page.getByRole('heading', { name: 'Correction: Checkout' }).waitFor()
    const opened = Number(/\/tickets\/(\d+)/.exec(page.url())?.[1])
    const [row] = await house.db
      .select({ category: ticket.category, appId: ticket.appId, text: message.text })
      .from(ticket)
      .innerJoin(message, eq(message.ticketId, ticket.id))
      .where(eq(ticket.number, opened))
    expect(row).toEqual({
      category: 'question',
      appId: world.shop,
      text: `About the page [Checkout](${web.base}/docs/${checkout}), version 2:\n\n> The customer pays\n> by card\n\nThey pay by invoice too. ${javaScript}`,
    })
  },
)

test.for(['on', 'off'] as const)(
  'who manages people invites a colleague and sets rights (scripts %s)',
  async (javaScript) => {
    const address = `nuno-${javaScript}@vale.example`
    const page = await visit(world.joana, { javaScript })
    await page.goto('/people')
    await page.getByText('Invite a colleague').click()
    await page.getByLabel('Name').fill('Nuno Dias')
    await page.getByLabel('Email address').fill('ines@atlas.example')
    await page.getByLabel('Approve estimates').check()
    await page.getByLabel('Approve up to').fill('a lot')
    await page.getByRole('button', { name: 'Send invitation' }).click()
    await expect.poll(() => page.locator('.error-summary li').allTextContents()).toHaveLength(1)
    await page.getByLabel('Approve up to').fill('500')
    await page.getByRole('button', { name: 'Send invitation' }).click()
    await expect.poll(() => page.locator('.error-summary li').first().textContent()).toContain('cannot be used here')
    expect(await page.getByLabel('Approve estimates').isChecked()).toBe(true)
    await page.getByLabel('Email address').fill(address)
    await page.getByRole('button', { name: 'Send invitation' }).click()
    await expect.poll(() => page.locator('.flash').textContent()).toContain(address)
    const letters = await house.db.select().from(outgoingMail).where(eq(outgoingMail.address, address))
    expect(letters.map(({ letter }) => letter)).toEqual(['invitation'])
    const row = page.locator('.row', { hasText: address })
    expect(await row.textContent()).toMatch(/Approver.*up to €500\.00.*Not here yet/)
    await row.getByRole('link', { name: 'Change rights' }).click()
    await page.getByLabel('Approve estimates').uncheck()
    await page.getByRole('button', { name: 'Save rights' }).click()
    await expect.poll(() => row.textContent()).toContain('Member')
    expect(await page.locator('.row', { hasText: 'joana@vale.example' }).getByRole('link').count()).toBe(0)
  },
)

test('who manages nobody sees no form, and may not send one', async () => {
  const page = await visit(world.pedro)
  await page.goto('/people')
  expect(await page.locator('main form').count()).toBe(0)
  const headers = { ...(await aCookie(house, world.pedro)), origin: web.base }
  const body = { company: world.vale, name: 'X', address: 'x@vale.example', language: 'en', key: aKey() }
  const sent = await web.ask('/people', { method: 'POST', headers, body: new URLSearchParams(body) })
  expect(sent.status).toBe(403)
  const own = await web.ask(`/people/${world.joana.id}?company=${world.vale}`, { headers })
  expect(own.status).toBe(404)
  const hers = { ...(await aCookie(house, world.joana)), origin: web.base }
  const rights = new URLSearchParams({ rights: 'seesCompany' })
  for (const path of [`${world.joana.id}?company=${world.vale}`, `${world.ines.id}?company=${world.atlas}`]) {
    const answer = await web.ask(`/people/${path}`, { method: 'POST', headers: hers, body: rights })
    expect(answer.status).toBe(404)
  }
})

test('documentation and people are fit for everybody', async () => {
  const page = await visit(world.joana)
  const manages = `/people/${world.pedro.id}?company=${world.vale}`
  for (const path of ['/docs', `/docs/${checkout}`, `/docs/${checkout}/history`, '/docs?q=zzz', '/people', manages]) {
    await page.goto(path)
    await page.evaluate(() => document.querySelector('details')?.setAttribute('open', ''))
    await expectFit(page)
  }
})

test('no page of these complained', () => {
  expect(troubles).toEqual([])
})
