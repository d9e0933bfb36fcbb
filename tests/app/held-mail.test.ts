import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { sayWhen } from '../../app/moment.server.ts'
import { readAgain, releaseMail } from '../../db/mailbox/held-mail.ts'
import { noteMailboxFault } from '../../db/mailbox/mailboxes.ts'
import { inboundMail, outgoingMail } from '../../db/schema/mail.ts'
import { person } from '../../db/schema/person.ts'
import { newOnesOf } from '../../domain/crowd.ts'
import { languages } from '../../domain/ticket.ts'
import { readMails } from '../../mail/arriving/read-stored.ts'
import { aBrowser, expectFit } from '../support/browser.ts'
import { aMail, aReplyAddress, handIn, reading, store } from '../support/post.ts'
import { aCookie, aWeb, type Web } from '../support/web.ts'
import { aHouse, aTicket, aWorld, type World } from '../support/world.ts'

const house = await aHouse()
const network = { origin: 'imap', trusted: 'no' } as const
const now = Temporal.Now.instant()
let world: World
let web: Web
const { visit, troubles } = aBrowser(() => ({ house, web }))

beforeAll(async () => {
  world = await aWorld(house, now)
  web = await aWeb(house, { IMAP_URL: 'imap://desk:secret@127.0.0.1:1/INBOX?address=desk@agency.example' })
})

async function read(by: { id: string }, path: string) {
  return (await web.ask(path, { headers: await aCookie(house, by) })).text()
}

async function post(by: { id: string }, path: string, body: Record<string, string>) {
  const headers = { ...(await aCookie(house, by)), origin: web.base }
  return web.ask(path, { method: 'POST', headers, body: new URLSearchParams(body), redirect: 'manual' })
}

async function held(from: string, subject = 'Hello') {
  const { id } = await handIn(house, aMail({ from, subject }), network, now)
  return { id, path: `/desk/mail/${id}` }
}

test('who decides on a held mail second sees what became of it, and who decided', async () => {
  const { id, path } = await held('first@stranger.example')
  await releaseMail(house, { mailId: id, as: 'open', companyId: world.vale, by: world.tess, now })
  const late = await post(world.marta, path, { action: 'open', company: world.atlas })
  expect([late.status, late.headers.get('location')]).toEqual([303, path])
  expect(await read(world.marta, path)).toContain('Opened as a ticket by Tess Moreau, ')
})

const decisions = [
  ['attach', 'Attached to its ticket', 'Anexado ao seu pedido'],
  ['open', 'Opened as a ticket', 'Aberto como pedido'],
  ['alias', 'Taken as somebody’s other address', 'Tomado por'],
  ['spam', 'Put aside as spam', 'Posto de lado como spam'],
  ['anyway', 'Let in', 'Deixado entrar'],
] as const

test.for(decisions)('a mail says who decided of it while it was held, and when: %s', async ([as, en, pt]) => {
  const decidedAt = now.subtract({ hours: 50 })
  const path = await decidedOn(as, decidedAt)
  const when = sayWhen(decidedAt, { language: 'en', timeZone: 'Europe/Lisbon', now }).text
  expect(await read(world.marta, path)).toContain(`${en} by Tess Moreau, ${when}.`)
  await house.db.update(person).set({ language: 'pt' }).where(eq(person.id, world.marta.id))
  const inPortuguese = await read(world.marta, path)
  await house.db.update(person).set({ language: 'en' }).where(eq(person.id, world.marta.id))
  const then = sayWhen(decidedAt, { language: 'pt', timeZone: 'Europe/Lisbon', now }).text
  expect(inPortuguese).toMatch(new RegExp(`${pt}.* Tess Moreau.*, ${then}\\.`))
})

test('spam is called so, and is taken back by one click', async () => {
  const { path } = await held('spammer@stranger.example', 'Buy now')
  await post(world.tess, path, { action: 'spam' })
  const page = await read(world.marta, path)
  expect(page).toContain('>Spam<')
  expect(page).toContain('Put aside as spam by Tess Moreau, ')
  expect(page).toContain('It is no spam: read it again')
  await post(world.marta, path, { action: 'read_again' })
  expect(await read(world.marta, path)).not.toContain('Put aside as spam')
})

test('a choice left open is named as the form names it, in the reader’s language', async () => {
  const { path } = await held('choice@stranger.example')
  const answer = await post(world.tess, path, { action: 'open', company: '' })
  expect(answer.status).toBe(422)
  expect(await answer.text()).toContain('It is something new from: choose one from the list.')
})

test('the number in a subject and people of the same name are proposed first', async () => {
  const { number } = await aTicket(house, world, { title: 'The basket' })
  const { path } = await held('Pedro Vale <pedro@home.example>', `Re: [#${number}] The basket`)
  const page = await read(world.tess, path)
  expect(page).toMatch(new RegExp(`name="ticket"[^>]*value="${number}"`))
  expect(page).toContain(`#${number} The basket (Vale Cycles)`)
  const [, people = ''] = /<select[^>]*name="person"[^>]*>(.*?)<\/select>/s.exec(page) ?? []
  expect([...people.matchAll(/<option[^>]*>([^<]*)</g)].map(([, name]) => name)[1]).toContain('Pedro Vale')
})

test('a mailbox says in Portuguese what keeps it from being read', async () => {
  await noteMailboxFault(house.db, 'desk@127.0.0.1:1/INBOX', {
    fault: 'login_refused',
    said: 'Authentication failed.',
    at: now,
  })
  await house.db.update(person).set({ language: 'pt' })
  const page = await read(world.ada, '/desk/settings/mailboxes')
  expect(page).toContain('O servidor recusou o utilizador ou a palavra-passe.')
  expect(page).toContain('A resposta foi: Authentication failed.')
  expect(page).toContain('Ainda não foi lida.')
})

const longAddress = `maria.hortense.de.${'vasconcelos.'.repeat(4)}santos@a-domain-that-does-not-come-to-its-end.example`
const longUrl = `https://staging.example/${'aPathOfWhichNobodySeesTheEnd'.repeat(4)}`

/** A mail that was held until Tess decided so of it. */
async function decidedOn(as: (typeof decisions)[number][0], at = now): Promise<string> {
  const decided = { by: world.tess, now: at }
  if (as === 'anyway') {
    const mailId = await store(house, aMail({ from: 'pedro@vale.example', subject: 'One of very many' }))
    await house.db
      .update(inboundMail)
      .set({ fate: 'held', reason: 'flood', readAt: now })
      .where(eq(inboundMail.id, mailId))
    await readAgain(house, { ...decided, mailId })
    await readMails(house, reading, [mailId])
    return `/desk/mail/${mailId}`
  }
  const { id: mailId, path } = await held(`Somebody <decided-${as}@stranger.example>`, `To be decided: ${as}`)
  const { number: ticketNumber } = await aTicket(house, world)
  const named = {
    attach: { ticketNumber },
    open: { companyId: world.vale },
    alias: { personId: world.joana.id },
    spam: {},
  }
  await releaseMail(house, { ...decided, mailId, as, ...named[as] })
  await readMails(house, reading, [mailId])
  return path
}

/** A letter of ours that came back, with a great deal said about it. */
async function cameBack(): Promise<string> {
  const { ticketId } = await aTicket(house, world)
  const said = { delivery: 'bounced', serverSaid: `550 5.1.1 Nobody here has this name; see ${longUrl}` } as const
  const [letter] = await house.db
    .update(outgoingMail)
    .set({ ...said, triedAt: now })
    .where(eq(outgoingMail.ticketId, ticketId))
    .returning({ id: outgoingMail.id })
  return `/desk/mail/${letter?.id}`
}

/** A mail of Marta with commands of which not one is understood. */
async function misunderstood(): Promise<string> {
  const { ticketId } = await aTicket(house, world)
  const to = await aReplyAddress(house, { personId: world.marta.id, ticketId })
  const { id } = await handIn(house, aMail({ from: 'marta@agency.example', to, body: `#stage ${longUrl}\n#take\n` }))
  return `/desk/mail/${id}`
}

/** Held mails that stand as one line: of new people of a company, and of one stranger; where each of the first is listed. */
async function crowds(): Promise<string> {
  const flood = newOnesOf('vale.example')
  for (let count = 0; count < 5; count += 1) {
    await held('again@stranger.example', `Offer ${count}`)
    const { id } = await held(`new-${count}@vale.example`, `Concern ${count}`)
    await house.db.update(inboundMail).set({ flood, reason: 'flood' }).where(eq(inboundMail.id, id))
  }
  return `/desk/mail?${new URLSearchParams({ view: 'held', crowd: flood })}`
}

describe('every screen of the mail', async () => {
  const pages = ['/desk/mail', '/desk/mail?view=held', '/desk/mail?view=failed', '/desk/settings/mailboxes']

  beforeAll(async () => {
    await noteMailboxFault(house.db, 'desk@127.0.0.1:1/INBOX', { fault: 'not_secure', said: longUrl, at: now })
    pages.push((await held(`Maria <${longAddress}>`, `A${'WordWithoutAnyEnd'.repeat(6)}`)).path)
    pages.push((await held('Marta Lopes <lure@attack.test>', 'Please pay')).path)
    for (const [as] of decisions) pages.push(await decidedOn(as))
    pages.push(await cameBack(), await misunderstood(), await crowds())
  })

  test.for(languages)('is fit for everybody (%s)', async (language) => {
    await house.db.update(person).set({ language })
    const page = await visit(world.ada)
    for (const path of pages) {
      await page.goto(path)
      await expectFit(page)
      // What nothing says is said by its name, in the title of the window too.
      expect(await page.title()).not.toMatch(/^\((no subject|sem assunto)\)/)
    }
  })

  test('complained of nothing', () => {
    expect(troubles).toEqual([])
  })
})

test('a crowd says once why it is held, and when it came', async () => {
  const page = await visit(world.tess)
  await house.db.update(person).set({ language: 'en' })
  await page.goto('/desk/mail?view=held')
  const crowd = page.locator('.crowd', { hasText: 'new addresses of vale.example' })
  expect(await crowd.locator('.hint').textContent()).toMatch(/^All came \w{3} \d+ \w+, \d\d:\d\d\. Nobody was answered/)
  await crowd.getByRole('link', { name: 'Show each' }).click()
  await page.getByRole('link', { name: 'Concern 4' }).waitFor()
  expect(await page.getByText('Very many mails came').count()).toBe(0)
  await page.getByRole('button', { name: 'Let all in' }).click()
  await page.getByText('5 mails are being read.').waitFor()
})

test('who may not say whose a mailbox is reads it, and has nothing to choose', async () => {
  const [theirs, ours] = await Promise.all([visit(world.marta), visit(world.ada)])
  for (const page of [theirs, ours]) await page.goto('/desk/settings/mailboxes')
  const card = (page: typeof ours) => page.locator('.card', { hasText: 'desk@agency.example' })
  await card(ours).getByLabel('Whose mail comes in here').selectOption({ label: 'Vale Cycles' })
  await card(ours).getByRole('button', { name: 'Save' }).click()
  await ours.getByText('Saved.').waitFor()
  await theirs.reload()
  expect(await card(theirs).locator('dd').textContent()).toBe('Vale Cycles')
  expect(await card(theirs).locator('select, button').count()).toBe(0)
})
