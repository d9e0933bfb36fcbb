import { eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { listKeptApps, listMailDomains, readCustomer } from '../../db/customers/customers.ts'
import { readRevisions } from '../../db/customers/documents.ts'
import { addDocument } from '../../db/customers/write-document.ts'
import { addWorkflow } from '../../db/customers/write-workflow.ts'
import { documentRevision } from '../../db/schema/document.ts'
import { personEmail } from '../../db/schema/person.ts'
import { isRefusal, type Refusal } from '../../domain/refusal.ts'
import { aBrowser, expectFit } from '../support/browser.ts'
import { aCookie, aWeb, type Web } from '../support/web.ts'
import { aHouse, aKey, aTicket, aWorld, type World } from '../support/world.ts'

const house = await aHouse()
let world: World
let web: Web
let at: string
let number: number
let pageId: string
let workflowId: string
const { visit, troubles } = aBrowser(() => ({ house, web }))

function done<Outcome>(outcome: Outcome | Refusal): Outcome {
  if (isRefusal(outcome)) throw new Error(`Refused: ${outcome.refused}`)
  return outcome
}

const aPage = async (title: string) =>
  done(
    await addDocument(house, {
      ...{ appId: world.shop, title, body: 'One.\n\nTwo.\n', kind: 'flow', ticketNumber: null },
      ...{ by: world.marta, key: aKey(), now: Temporal.Now.instant() },
    }),
  ).pageId

beforeAll(async () => {
  const now = Temporal.Now.instant()
  world = await aWorld(house, now)
  at = `/desk/customers/${world.vale}`
  number = (await aTicket(house, world)).number
  pageId = await aPage('Checkout')
  const words = { title: 'Pay', steps: '1. Basket\n2. Pay', expected: 'A receipt.', by: world.lena, now }
  workflowId = done(await addWorkflow(house, { ...words, appId: world.shop, key: aKey() })).workflowId
  web = await aWeb(house)
})

test.for(['on', 'off'] as const)(
  'an admin takes a customer on and names its domain and people (scripts %s)',
  async (javaScript) => {
    const name = `Quay Books ${javaScript}`
    const page = await visit(world.ada, { javaScript })
    await page.goto('/desk')
    await page.getByRole('navigation', { name: 'Main', exact: true }).getByRole('link', { name: 'Customers' }).click()
    await page.getByRole('link', { name: 'New customer' }).click()
    await page.getByLabel('Name').fill('vale cycles')
    await page.getByRole('button', { name: 'Add' }).click()
    await expect.poll(() => page.locator('.error-summary li').allTextContents()).toHaveLength(1)
    await page.getByLabel('Name').fill(name)
    await page.getByLabel('Project manager').selectOption({ label: 'Marta Lopes' })
    await page.getByLabel('Paid how').selectOption('budget')
    await page.getByLabel('Rate of an hour').fill('82,50')
    await page.getByRole('button', { name: 'Add' }).click()
    await page.getByRole('heading', { name, level: 1 }).waitFor()
    const id = /customers\/([\w-]+)/.exec(page.url())?.[1] ?? ''
    expect(await readCustomer(house, id)).toMatchObject({
      pmId: world.marta.id,
      hourlyRate: 8_250,
      billingPolicy: 'budget',
    })
    await page.getByRole('navigation', { name: 'About this customer' }).getByRole('link', { name: 'People' }).click()
    await page.getByLabel('Another mail domain').fill('@gmail.com')
    await page.getByRole('button', { name: 'Add' }).click()
    await expect.poll(() => page.locator('.error-summary li').allTextContents()).toHaveLength(1)
    await page.getByLabel('Another mail domain').fill(`@${javaScript}.quay.example`)
    await page.getByRole('button', { name: 'Add' }).click()
    await expect.poll(() => listMailDomains(house, id)).toEqual([`${javaScript}.quay.example`])
    await page.getByRole('link', { name: 'Add a contact' }).click()
    await page.getByLabel('Name').fill('Nell Quay')
    await page.getByLabel('Email address').fill(`nell@${javaScript}.quay.example`)
    await page.getByLabel('Approve releases').check()
    await page.getByRole('button', { name: 'Add' }).click()
    await page.getByRole('link', { name: 'Nell Quay' }).click()
    await page.getByLabel('Another address of theirs').fill(`nell@${javaScript}.home.example`)
    await page.getByRole('button', { name: 'Add' }).click()
    await page.getByRole('button', { name: 'Send letters here' }).click()
    const isMain = async () => {
      const own = eq(personEmail.address, `nell@${javaScript}.home.example`)
      return (await house.db.select().from(personEmail).where(own))[0]?.main
    }
    await expect.poll(isMain).toBe(true)
  },
)

test.for(['on', 'off'] as const)(
  'an app is added in setup, and goes live with a reason or a page (R046, scripts %s)',
  async (javaScript) => {
    const page = await visit(world.marta, { javaScript })
    await page.goto(`${at}/apps`)
    await page.getByRole('link', { name: 'Add an app' }).click()
    await page.getByLabel('Name').fill(`Catalogue ${javaScript}`)
    await page.getByLabel('Developer, 1.').selectOption({ label: 'Rui Tavares' })
    await page.getByLabel('Live', { exact: true }).check()
    await page.getByRole('button', { name: 'Add' }).click()
    await expect.poll(() => page.locator('.error-summary li').textContent()).toContain('A live app needs a page')
    await page.getByLabel('Live', { exact: true }).uncheck()
    await page.getByRole('button', { name: 'Add' }).click()
    const card = page.locator('section.card', { hasText: `Catalogue ${javaScript}` })
    await expect.poll(() => card.textContent()).toContain('In setup')
    expect(await card.textContent()).toContain('No known workflow is on file.')
    expect(
      (await listKeptApps(house, world.vale)).find(({ name }) => name === `Catalogue ${javaScript}`),
    ).toMatchObject({
      ...{ live: false, developers: [{ name: 'Rui Tavares' }] },
    })
  },
)

test.for(['on', 'off'] as const)(
  'of two editors the second keeps their words and sees what changed (R049, scripts %s)',
  async (javaScript) => {
    const id = await aPage(`Shared ${javaScript}`)
    const [hers, his] = [await visit(world.marta, { javaScript }), await visit(world.lena, { javaScript })]
    for (const page of [hers, his]) await page.goto(`${at}/docs/${id}/edit?ticket=${number}`)
    await hers.getByLabel('Text').fill('One, by Marta.\n\nTwo.')
    await hers.getByRole('button', { name: 'Save' }).click()
    await hers.getByText(`You can name this page when you close #${number}`).waitFor()
    await his.getByLabel('Text').fill('One.\n\nTwo, by Lena.')
    await his.getByRole('button', { name: 'Preview' }).click()
    await his.getByRole('region', { name: 'Preview' }).getByText('Two, by Lena.').waitFor()
    await his.getByRole('button', { name: 'Save' }).click()
    await expect.poll(() => his.locator('.error-summary').textContent()).toContain('Somebody saved a newer version')
    expect(await his.getByLabel('Text').inputValue()).toBe('One.\n\nTwo, by Lena.')
    expect(await his.locator('ins').allTextContents()).toEqual(['One, by Marta.'])
    await his.getByLabel('Text').fill('One, by Marta.\n\nTwo, by Lena.')
    await his.getByRole('button', { name: 'Save' }).click()
    await his.getByRole('heading', { name: 'Version 3' }).waitFor()
    const history = await readRevisions(house, world.marta, { pageId: id })
    expect(history.map(({ version, body, writtenBy, ticket }) => [version, body, writtenBy, ticket])).toEqual([
      [3, 'One, by Marta.\n\nTwo, by Lena.', 'Lena Brandt', number],
      [2, 'One, by Marta.\n\nTwo.', 'Marta Lopes', number],
      [1, 'One.\n\nTwo.\n', 'Marta Lopes', null],
    ])
  },
)

test('a known workflow is written, revised, ordered and retired on its pages (R034)', async () => {
  const page = await visit(world.lena)
  await page.goto(`${at}/workflows`)
  await page.getByRole('link', { name: 'Add a workflow' }).click()
  await page.getByLabel('Title').fill('Return a bicycle')
  await page.getByLabel('Steps').fill('1. Open the order\n2. Return it')
  await page.getByLabel('What should happen').fill('The money comes back.')
  await page.getByRole('button', { name: 'Add' }).click()
  await page.getByRole('button', { name: 'Up Return a bicycle' }).click()
  await expect.poll(() => page.locator('article h4').allTextContents()).toEqual(['Return a bicycle', 'Pay'])
  await page.getByRole('button', { name: 'Retire Return a bicycle' }).click()
  await page.getByRole('button', { name: 'Take back in Return a bicycle' }).waitFor()
  await page.getByRole('link', { name: 'Pay', exact: true }).click()
  await page.getByLabel('What should happen').fill('A receipt by mail.')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('link', { name: 'Pay', exact: true }).click()
  await page.getByRole('heading', { name: 'Version 2' }).waitFor()
  expect(await page.locator('ins').allTextContents()).toEqual(['What should happen: A receipt by mail.'])
})

test('who may not change it reads it, and what is sent all the same is refused', async () => {
  const page = await visit(world.rui)
  for (const path of ['', '/people', '/apps', '/workflows']) {
    await page.goto(at + path)
    expect(await page.locator('main form').count()).toBe(0)
  }
  const headers = { ...(await aCookie(house, world.rui)), origin: web.base }
  const post = async (path: string, fields: Record<string, string>) =>
    (await web.ask(at + path, { method: 'POST', headers, body: new URLSearchParams({ key: aKey(), ...fields }) }))
      .status
  expect(await post('?index', { do: 'money' })).toBe(403)
  expect(await post('?index', { do: 'facts', name: 'x' })).toBe(403)
  expect(await post('/people', { do: 'drop_domain', id: 'vale.example' })).toBe(403)
  expect(await post(`/people/${world.pedro.id}`, { do: 'let_go' })).toBe(403)
  expect(await post('/workflows', { do: 'retire', id: workflowId })).toBe(403)
  const count = await house.db.$count(documentRevision)
  const other = `/desk/customers/${world.atlas}`
  for (const path of [`/docs/${pageId}`, `/docs/${pageId}/edit`, `/workflows/${workflowId}`, `/apps/${world.shop}`]) {
    const answer = await web.ask(other + path, { headers: await aCookie(house, world.marta) })
    expect({ path, status: answer.status }).toEqual({ path, status: 404 })
  }
  expect(await house.db.$count(documentRevision)).toBe(count)
})

test('what we keep of customers is fit for everybody', async () => {
  const page = await visit(world.ada)
  const paths = ['/people', `/people/${world.pedro.id}`, '/apps', `/apps/${world.shop}`, '/workflows']
  const more = [`/workflows/${workflowId}`, '/docs', `/docs/${pageId}`, `/docs/${pageId}/edit`, '/tickets']
  for (const path of ['/desk/customers', at, ...[...paths, ...more].map((one) => at + one)]) {
    await page.goto(path)
    await expectFit(page)
  }
  const reader = await visit(world.rui)
  await reader.goto(at)
  await expectFit(reader)
})

test('no page of these complained', () => {
  expect(troubles).toEqual([])
})
