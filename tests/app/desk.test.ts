import { eq } from 'drizzle-orm'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { changeTicket } from '../../db/change-ticket.ts'
import { outgoingMail } from '../../db/schema/mail.ts'
import { person } from '../../db/schema/person.ts'
import { ticket } from '../../db/schema/ticket.ts'
import { addMessage, addNote } from '../../db/thread.ts'
import { readMails } from '../../mail/arriving/read-stored.ts'
import { aBrowser, expectFit, soon, wake } from '../support/browser.ts'
import { aMail, handIn, reading, threadOf } from '../support/post.ts'
import { aCookie, aWeb, type Web } from '../support/web.ts'
import { aHouse, aKey, aTicket, aWorld, lettersOf, type World } from '../support/world.ts'

const house = await aHouse()
let world: World
let web: Web
const { visit, troubles } = aBrowser(() => ({ house, web }))
const now = Temporal.Now.instant()
const scripts = ['on', 'off'] as const

beforeAll(async () => {
  world = await aWorld(house, now)
  web = await aWeb(house)
})

const opened = (title: string) => aTicket(house, world, { title, now, sourceKey: aKey() })

async function stageOf(ticketId: string) {
  const [row] = await house.db.select({ stage: ticket.stage }).from(ticket).where(eq(ticket.id, ticketId))
  return row?.stage
}

/** Takes a ticket past its first stage, as Marta would. */
async function taken(title: string) {
  const { number, ticketId } = await opened(title)
  const asked = { number, actor: world.marta, channel: 'web', proof: 'session', sourceKey: aKey(), now } as const
  await changeTicket(house, { ...asked, command: { action: 'take', body: {} } })
  return { number, ticketId }
}

/** Opens the form of a step that is not the next one. */
async function choose(page: Page, step: string) {
  await page.getByRole('button', { name: 'Other steps' }).click()
  await page.getByRole('link', { name: step, exact: true }).click()
}

const status = (page: Page) => page.locator('.workspace-head .status')
const told = (page: Page) => page.locator('main > .flash')

test.for(scripts)('a PM takes a ticket from the queue, and asks (scripts %s)', async (javaScript) => {
  const { ticketId, number } = await opened(`Shop is slow, scripts ${javaScript}`)
  const page = await visit(world.marta, { javaScript })
  await page.goto('/desk')
  await page.getByRole('link', { name: `Shop is slow, scripts ${javaScript}` }).click()
  await page.getByRole('button', { name: 'Next: Take it' }).click()
  await soon(() => told(page).textContent()).toBe(`#${number}: you took the ticket.`)
  expect(await status(page).textContent()).toBe('Investigating')

  await choose(page, 'Ask the customer')
  await page.getByLabel('Your words').fill('Since **when**?')
  await page.getByRole('button', { name: 'Ask the customer' }).click()
  await soon(() => status(page).textContent()).toBe('Waiting for an answer')
  expect(await page.locator('article.message').last().innerHTML()).toContain('Since <strong>when</strong>?')
  expect(await lettersOf(house, ticketId)).toContain('question to joana@vale.example')
})

test.for(scripts)('a ticket is given to somebody from the queue (scripts %s)', async (javaScript) => {
  const { number } = await opened(`For Marta, scripts ${javaScript}`)
  const page = await visit(world.tess, { javaScript })
  if (javaScript === 'on') await wake(page, '/desk/queue?view=new')
  else await page.goto('/desk/queue?view=new')
  await page.getByRole('link', { name: `Assign #${number}` }).click()
  const form = page.locator(javaScript === 'on' ? '.assign-panel' : '#do')
  await form.locator('select[name=pm]').selectOption({ label: 'Marta Lopes' })
  await form.getByRole('button').click()
  await soon(() => told(page).textContent()).toBe(`#${number}: you assigned people.`)
  expect(new URL(page.url()).pathname).toBe(javaScript === 'on' ? '/desk/queue' : `/desk/t/${number}`)
})

test.for(scripts)(
  'a reply goes to the customer, a note to nobody, each with its file (scripts %s)',
  async (javaScript) => {
    const { ticketId, number } = await opened('Two forms')
    const page = await visit(world.marta, { javaScript })
    await page.goto(`/desk/t/${number}`)
    const reply = page.locator('form.composer:not(.note)')
    await reply.locator('textarea').fill('We look into it.')
    await reply
      .locator('input[type=file]')
      .setInputFiles({ name: 'plan.txt', mimeType: 'text/plain', buffer: Buffer.from('a') })
    await reply.getByRole('button', { name: 'Send to Joana Matos' }).click()
    await soon(() => told(page).textContent()).toContain('Goes to Joana Matos in ten seconds.')

    await page.locator('summary', { hasText: 'Note for us' }).click()
    const note = page.locator('form.composer.note')
    await note.locator('textarea').fill('They still owe us an invoice.')
    await note.getByRole('button', { name: 'Save note' }).click()
    await soon(() => told(page).textContent()).toBe('Note saved.')
    expect(await page.getByRole('link', { name: 'plan.txt' }).count()).toBe(1)

    const words = (await threadOf(house, ticketId)).map(({ text, visibility }) => ({ text, visibility }))
    expect(words.slice(1)).toEqual([
      { text: 'We look into it.', visibility: 'public' },
      { text: 'They still owe us an invoice.', visibility: 'internal' },
    ])
    const letters = await lettersOf(house, ticketId)
    expect(letters.filter((letter) => letter.startsWith('reply'))).toEqual(['reply to joana@vale.example'])
  },
)

test.for(scripts)('a ticket is put on hold, taken off again, answered and closed (scripts %s)', async (javaScript) => {
  const { ticketId, number } = await taken('How do I export?')
  const page = await visit(world.marta, { javaScript })
  await page.goto(`/desk/t/${number}?do=ask_customer`)
  await page.getByLabel('Your words').fill('As CSV?')
  await page.locator('#do').getByRole('button').click()
  await soon(() => status(page).textContent()).toBe('Waiting for an answer')
  expect(await stageOf(ticketId)).toBe('needs_info')
  await choose(page, 'Put on hold')
  await page.getByLabel('Reason').fill('They are on holiday.')
  await page.locator('#do').getByRole('button').click()
  await soon(() => page.getByText('On hold: it does not close by silence.').count()).toBe(1)
  await choose(page, 'Take off hold')
  await page.locator('#do').getByRole('button').click()
  await soon(() => page.getByText('On hold: it does not close by silence.').count()).toBe(0)

  const answered = { number, actor: world.joana, channel: 'web', proof: 'session', sourceKey: aKey(), now } as const
  await addMessage(house, { ...answered, body: 'Yes, as CSV.', files: [] })
  await page.goto(`/desk/t/${number}?do=resolve`)
  await page.getByLabel('Your words').fill('Under Reports, “Export”.')
  await page.locator('#do').getByRole('button').click()
  await soon(() => status(page).textContent()).toBe('Closed')
  expect(await lettersOf(house, ticketId)).toContain('resolution to joana@vale.example')
})

test.for(scripts)('a form that is refused keeps what was typed and its files (scripts %s)', async (javaScript) => {
  const { ticketId, number } = await taken('Kept')
  const page = await visit(world.marta, { javaScript })
  await page.goto(`/desk/t/${number}`)
  const reply = page.locator('form.composer:not(.note)')
  await reply.locator('textarea').fill('  ')
  await reply
    .locator('input[type=file]')
    .setInputFiles({ name: 'kept.txt', mimeType: 'text/plain', buffer: Buffer.from('b') })
  // With scripts it is sent ahead of the form; it is still one file when the form comes back.
  if (javaScript === 'on') await reply.getByRole('checkbox', { name: 'kept.txt' }).waitFor()
  await reply.getByRole('button', { name: 'Send to Joana Matos' }).click()
  await soon(() => reply.locator('.field-error').textContent()).toBe('Your words: please fill this in.')
  expect(await reply.getByRole('checkbox', { name: 'kept.txt' }).isChecked()).toBe(true)
  await soon(() => page.locator('.busy').count()).toBe(0)
  // What comes meanwhile takes nothing away of what the form came back with.
  const note = {
    number,
    actor: world.lena,
    body: 'Mind the logs.',
    files: [],
    channel: 'web',
    proof: 'session',
  } as const
  await addNote(house, { ...note, sourceKey: aKey(), now: Temporal.Now.instant() })
  if (javaScript === 'on') await page.getByText('Mind the logs.').waitFor()
  expect(await reply.locator('.field-error').count()).toBe(1)
  await reply.locator('textarea').fill('Now with words.')
  await reply.getByRole('button', { name: 'Send to Joana Matos' }).click()
  await soon(() => told(page).textContent()).toContain('Goes to Joana Matos in ten seconds.')
  expect(await page.getByRole('link', { name: 'kept.txt' }).count()).toBe(1)
  expect((await threadOf(house, ticketId)).at(-1)?.text).toBe('Now with words.')

  await page.goto(`/desk/t/${number}?do=approve_release`)
  expect(await page.locator('#do').count()).toBe(0)
  await page.goto(`/desk/t/${number}?do=merge`)
  await page.getByLabel('Into ticket').fill('999999')
  await page.locator('#do').getByRole('button').click()
  await soon(() => page.locator('.error-summary').textContent()).toContain('There is no such ticket.')
  expect(await page.getByLabel('Into ticket').inputValue()).toBe('999999')
})

test('two who take one ticket at once: the second is told, and sees it as it is now', async () => {
  const { number } = await opened('Contested')
  const [first, second] = await Promise.all([visit(world.marta), visit(world.tess, { javaScript: 'off' })])
  await Promise.all([first.goto(`/desk/t/${number}`), second.goto(`/desk/t/${number}`)])
  await first.getByRole('button', { name: 'Next: Take it' }).click()
  await soon(() => status(first).textContent()).toBe('Investigating')
  await second.getByRole('button', { name: 'Next: Take it' }).click()
  await soon(() => second.locator('.workspace .flash.problem').textContent()).toContain('not possible at the stage')
  expect(await status(second).textContent()).toBe('Investigating')
})

test('another’s words appear by themselves, and nothing is taken from under the cursor', async () => {
  const { number } = await opened('Live')
  const page = await visit(world.marta)
  await wake(page, `/desk/t/${number}`)
  const box = page.locator('#message-body')
  await box.fill('I am just writing')
  await addMessage(house, {
    ...{ number, actor: world.joana, body: 'It got worse.', files: [], channel: 'web', proof: 'session' },
    ...{ sourceKey: aKey(), now: Temporal.Now.instant() },
  })
  await soon(() => page.getByText('It got worse.').count()).toBe(1)
  expect(await box.inputValue()).toBe('I am just writing')
  expect(await box.evaluate((element) => element === document.activeElement)).toBe(true)
})

test('the queue is worked by keys alone: walk, assign, take, reply, search', async () => {
  const { number } = await aTicket(house, world, {
    ...{ title: 'First of all', category: 'urgent_issue', impact: ['checkout'], now, sourceKey: aKey() },
  })
  const page = await visit(world.marta)
  await wake(page, '/desk/queue?view=new')
  const title = page.getByRole('link', { name: 'First of all' })
  const isAt = () => title.evaluate((element) => element === document.activeElement)
  for (let row = 0; row < 30 && !(await isAt()); row += 1) await page.keyboard.press('j')
  expect(await isAt()).toBe(true)
  await page.keyboard.press('a')
  expect(await page.locator('.assign-panel').textContent()).toContain(`#${number}`)
  await page.keyboard.press('Escape')
  await title.focus()
  await page.keyboard.press('m')
  await soon(() => told(page).textContent()).toBe(`#${number}: you took the ticket.`)
  await wake(page, '/desk/queue')
  await page.getByRole('link', { name: 'First of all' }).focus()
  await page.keyboard.press('r')
  await soon(() => page.evaluate(() => document.activeElement?.id)).toBe('message-body')
  await wake(page, '/desk/queue')
  await page.keyboard.press('/')
  await page.keyboard.type(String(number))
  await page.keyboard.press('Enter')
  await page.waitForURL(`**/desk/t/${number}`)
})

const stranger = (name: string, subject: string) =>
  aMail({ from: `Mara Lind <${name}@freemail.example>`, subject, body: 'It is <b>slow</b>.\n' })

test.for(scripts)(
  'a held mail of a stranger becomes a ticket of the company that is named (scripts %s)',
  async (javaScript) => {
    const { id } = await handIn(
      house,
      stranger(`scripts-${javaScript}`, `White page, ${javaScript}`),
      { origin: 'imap', trusted: 'no' },
      now,
    )
    const page = await visit(world.tess, { javaScript })
    await page.goto('/desk/mail?view=held')
    await page.getByRole('link', { name: `White page, ${javaScript}` }).click()
    await soon(() => page.locator('.mail-source').textContent()).toContain('It is <b>slow</b>.')
    expect(await page.getByText('Nobody we know has this address').count()).toBeGreaterThan(0)
    await page.getByLabel('It is something new from').selectOption({ label: 'Vale Cycles' })
    await page.getByRole('button', { name: 'Open a ticket' }).click()
    await soon(() => told(page).textContent()).toContain('It is being read again.')
    await readMails(house, reading, [id])
    await page.reload()
    expect(await page.locator('.workspace-head .fate').textContent()).toContain('New ticket')
    await page
      .locator('.rail')
      .getByRole('link', { name: /^#\d+$/ })
      .click()
    await soon(() => page.getByRole('heading', { level: 1 }).textContent()).toContain(`White page, ${javaScript}`)
  },
)

test('the HTML of a held mail is shown in a frame in which nothing runs and nothing is fetched', async () => {
  const html = '<p>Hello</p><script>top.done = 1</script><img src="https://evil.example/p.png"><form><input></form>'
  const mail = new TextEncoder().encode(
    `From: mara@freemail.example\r\nSubject: Shape\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n${html}\r\n`,
  )
  const { id } = await handIn(house, mail, { origin: 'imap', trusted: 'no' }, now)
  const page = await visit(world.marta)
  const fetched: string[] = []
  page.on('request', (request) => fetched.push(request.url()))
  await page.goto(`/desk/mail/${id}`)
  await page.locator('summary', { hasText: 'own shape' }).click()
  const frame = page.frameLocator('.letter-frame')
  await soon(() => frame.locator('main p').textContent()).toBe('Hello')
  expect(await frame.locator('script, form, input, img').count()).toBe(0)
  expect(await frame.getByRole('link', { name: 'Load pictures' }).count()).toBe(1)
  expect(fetched.filter((url) => url.includes('evil.example'))).toEqual([])
  const { headers } = await web.ask(`/desk/mail/${id}/html`, { redirect: 'manual' })
  expect(headers.get('location')).toContain('/signin')
})

test('the log shows a letter of ours in its own words, and a sender with the address behind the name (F05)', async () => {
  const { ticketId } = await opened('Nobody is told')
  const [letter] = await house.db.select().from(outgoingMail).where(eq(outgoingMail.ticketId, ticketId))
  const lure = aMail({ from: 'Marta Lopes <lure@attack.test>', subject: 'Pay', body: 'Now.\n' })
  const { id } = await handIn(house, lure, { origin: 'imap', trusted: 'no' }, now)
  const headers = await aCookie(house, world.marta)
  const read = async (path: string) => (await (await web.ask(path, { headers })).text()).replaceAll('&lt;', '<')
  const page = await read(`/desk/mail/${letter?.id}`)
  expect(page).toContain('We have your ticket #')
  expect(await read(`/desk/mail/${id}`)).toContain(
    'Its sender has the name of one of us, but wrote from lure@attack.test.',
  )
  const held = await read('/desk/mail?view=held')
  expect(held).toContain('Marta Lopes <lure@attack.test')
  expect(held).toContain('Nobody we know has this address')
})

test('to a contact there is no desk', async () => {
  const { number } = await opened('Secret')
  const { id } = await handIn(house, stranger('hidden', 'Not yours'), { origin: 'imap', trusted: 'no' }, now)
  const headers = await aCookie(house, world.joana)
  const places = ['', '/queue', `/t/${number}`, '/new', '/mail', `/mail/${id}`, '/find?q=a', '/nowhere']
  for (const path of [...places, `/mail/${id}/raw`, `/mail/${id}/html`]) {
    const answer = await web.ask(`/desk${path}`, { headers })
    expect([path, answer.status]).toEqual([path, 404])
    expect(await answer.text()).not.toContain('Not yours')
  }
  const page = await visit(world.joana)
  await page.goto('/desk')
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('There is nothing here')
})

test('staff open a ticket for a contact who called', async () => {
  const page = await visit(world.marta, { javaScript: 'off' })
  await page.goto('/desk/new')
  await page.getByRole('button', { name: 'Open ticket' }).click()
  expect(await page.locator('.error-summary li').allTextContents()).toEqual([
    'Who asks?: please fill this in.',
    'Category: choose one from the list.',
    'Title: please fill this in.',
    'What happened?: please fill this in.',
  ])
  await page.getByLabel('Who asks?').fill('ines@atlas.example')
  await page.getByLabel('Category').selectOption('question')
  await page.getByLabel('Title').fill('She called')
  await page.getByLabel('What happened?').fill('About the portal.')
  await page.getByRole('button', { name: 'Open ticket' }).click()
  expect(await told(page).textContent()).toMatch(/^Ticket #\d+ is open\.$/)
  expect(await page.locator('.rail').textContent()).toContain('Atlas Freight')
})

test('on a phone the button of a reply leaves room for the files, however long the name of its reader is', async () => {
  const { number } = await opened('A long name')
  await house.db
    .update(person)
    .set({ name: 'Maria Hortense Vasconcelos e Albuquerque-Wolfeschlegelsteinhausen' })
    .where(eq(person.id, world.joana.id))
  const page = await visit(world.marta, { width: 390 })
  await page.goto(`/desk/t/${number}`)
  const reply = page.locator('form.composer:not(.note)')
  const send = reply.getByRole('button', { name: 'Send to Maria' })
  const [files, button, form] = await Promise.all([
    reply.locator('.file-drop > label').first().boundingBox(),
    send.boundingBox(),
    reply.boundingBox(),
  ])
  const right = (box: typeof files) => (box?.x ?? 0) + (box?.width ?? 0)
  expect(right(files)).toBeLessThanOrEqual(button?.x ?? 0)
  expect(right(button)).toBeLessThanOrEqual(right(form))
  expect(await send.evaluate((itself) => itself.scrollWidth <= itself.clientWidth)).toBe(true)
  await house.db.update(person).set({ name: 'Joana Matos' }).where(eq(person.id, world.joana.id))
})

test('every page of the desk is fit for everybody', async () => {
  const { number } = await taken('Fit')
  const { id } = await handIn(house, stranger('fit', 'Fit'), { origin: 'imap', trusted: 'no' }, now)
  const page = await visit(world.marta)
  const ticketPages = [`/t/${number}`, `/t/${number}?do=categorise`, `/t/${number}?do=confirm_scope`]
  for (const path of ['/queue', ...ticketPages, '/new', '/mail', `/mail/${id}`, '/find?q=fit']) {
    await page.goto(`/desk${path}`)
    await expectFit(page)
  }
})

test('no page of the desk complained', () => {
  expect(troubles).toEqual([])
})
