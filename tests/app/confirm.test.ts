import { and, desc, eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { claimMail } from '../../db/letters/outgoing.ts'
import { makeReplyToken } from '../../db/people/reply-token.ts'
import { outgoingMail, replyAddress } from '../../db/schema/mail.ts'
import { person } from '../../db/schema/person.ts'
import { languages } from '../../domain/ticket.ts'
import { readMails } from '../../mail/arriving/read-stored.ts'
import { compose } from '../../mail/compose.ts'
import { makeAddress } from '../../mail/evidence/reply-address.ts'
import { aBrowser, expectFit } from '../support/browser.ts'
import { aReview } from '../support/decisions.ts'
import { aMail, everythingOf, lineOf, reading, store, threadOf } from '../support/post.ts'
import { aCookie, aWeb, type Web } from '../support/web.ts'
import { did, rowOf } from '../support/work.ts'
import { aHouse, aWorld, type World } from '../support/world.ts'

const secretKey = 'nobody can guess this one'
const context = { ...reading, secretKey }
const now = Temporal.Now.instant()
const house = await aHouse()
let world: World
let web: Web
const { visit, troubles } = aBrowser(() => ({ house, web }))

beforeAll(async () => {
  world = await aWorld(house, now)
  web = await aWeb(house)
})

/** Hands in a mail of Marta through her reply address, and gives the link of the letter that answers it. */
async function linkFor(ticketId: string, body: string): Promise<{ path: string; mailId: string }> {
  const grant = { personId: world.marta.id, ticketId, purpose: 'reply' as const, round: 0 }
  const { token, hash } = makeReplyToken(secretKey, grant)
  const times = { createdAt: now, expiresAt: now.add({ hours: 9000 }) }
  await house.db
    .insert(replyAddress)
    .values({ ...grant, tokenHash: hash, ...times })
    .onConflictDoNothing()
  const to = makeAddress('reply', token, reading.mailDomain)
  const id = await store(
    house,
    aMail({ from: 'Marta Lopes <marta@agency.example>', to, body }),
    {},
    Temporal.Now.instant(),
  )
  await readMails(house, context, [id])
  expect(await lineOf(house, id)).toMatchObject({ fate: 'held', reason: 'command_to_confirm' })
  const [letter] = await house.db
    .select({ id: outgoingMail.id })
    .from(outgoingMail)
    .where(and(eq(outgoingMail.letter, 'mail_commands'), eq(outgoingMail.ticketId, ticketId)))
    .orderBy(desc(outgoingMail.id))
  const claimed = await claimMail(house.db, letter?.id ?? '')
  if (typeof claimed === 'string') throw new Error('The letter was claimed before.')
  const bytes = await compose(house, { ...context, baseUrl: web.base }, claimed)
  const text = Buffer.from(bytes as Uint8Array)
    .toString()
    .replaceAll(/=\r\n/g, '')
  const path = /\/desk\/a\/[a-z2-7]{52}/.exec(text)?.[0]
  if (!path) throw new Error(`The letter bears no link: ${text}`)
  return { path, mailId: id }
}

async function anApproved() {
  const asked = await aReview(house, world, { now })
  const command = { action: 'approve_release' as const, body: { round: 1 } }
  await did(house, { number: asked.number, actor: world.joana, command, now })
  return asked
}

const post = (path: string, headers: Record<string, string>) =>
  web.ask(path, {
    method: 'POST',
    headers: { 'sec-fetch-site': 'same-origin', ...headers },
    body: new URLSearchParams(),
  })

describe('what cannot be undone', () => {
  test('is not done by mail, nor by opening the link, but by one click of its writer, once (P4)', async () => {
    const { number, ticketId } = await anApproved()
    const { path, mailId } = await linkFor(ticketId, '#production\n\nIt goes out now.\n')
    const before = await everythingOf(house, ticketId)
    const me = await aCookie(house, world.marta)
    const shown = await web.ask(path, { headers: me })
    expect(shown.status).toBe(200)
    expect(await shown.text()).toContain('It leaves for production.')
    for (const method of ['GET', 'HEAD']) await web.ask(path, { method, headers: me })
    expect(await everythingOf(house, ticketId)).toBe(before)

    const clicks = await Promise.all([post(path, me), post(path, me)])
    expect(clicks.map(({ status }) => status).toSorted()).toEqual([303, 410])
    expect(await rowOf(house, number)).toMatchObject({ stage: 'mtp' })
    expect((await threadOf(house, ticketId)).filter(({ text }) => text === 'It goes out now.')).toMatchObject([
      { visibility: 'public', author: 'Marta Lopes' },
    ])
    expect(await lineOf(house, mailId)).toMatchObject({ fate: 'command', reason: null })
    expect(await (await web.ask(path, { headers: me })).text()).toContain('This is settled already')
  })

  test('is nobody else’s to confirm: strangers sign in, colleagues and customers find nothing', async () => {
    const { ticketId } = await anApproved()
    const { path } = await linkFor(ticketId, '#production\n')
    const before = await everythingOf(house, ticketId)
    expect((await web.ask(path)).headers.get('location')).toMatch(/^\/signin\?then=/)
    expect((await post(path, {})).status).toBe(302)
    for (const other of [world.lena, world.joana]) {
      const their = await aCookie(house, other)
      expect((await web.ask(path, { headers: their })).status).toBe(404)
      expect((await post(path, their)).status).toBe(404)
    }
    const me = await aCookie(house, world.marta)
    expect((await post(path, { ...me, 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' })).status).toBe(
      403,
    )
    // The token of a reply address opens no such page, and that of the page is no address.
    const other = path.replace(/.{52}$/, 'a'.repeat(52))
    expect((await web.ask(other, { headers: me })).status).toBe(404)
    expect((await web.ask(path.replace('/desk/a/', '/a/'))).status).toBe(404)
    expect(await everythingOf(house, ticketId)).toBe(before)
  })

  test('is refused once a day has passed, and when it is possible no more', async () => {
    const { ticketId, number } = await anApproved()
    const { path, mailId } = await linkFor(ticketId, '#production\n')
    const me = await aCookie(house, world.marta)
    const [grant] = await house.db.select().from(replyAddress).where(eq(replyAddress.mailId, mailId))
    expect(grant?.expiresAt.since(grant.createdAt).total('hours')).toBe(24)
    await house.db.update(replyAddress).set({ expiresAt: now }).where(eq(replyAddress.mailId, mailId))
    expect((await post(path, me)).status).toBe(410)
    expect(await rowOf(house, number)).toMatchObject({ stage: 'approved' })
    await house.db
      .update(replyAddress)
      .set({ expiresAt: now.add({ hours: 24 }) })
      .where(eq(replyAddress.mailId, mailId))
    await did(house, {
      number,
      actor: world.marta,
      command: { action: 'revise', body: { reason: 'More.' } },
      now: Temporal.Now.instant(),
    })
    expect((await post(path, me)).status).toBe(409)
    expect(await lineOf(house, mailId)).toMatchObject({ fate: 'held', reason: 'command_to_confirm' })
  })

  test('is shown on a page that fits every screen, and leads to the ticket', async () => {
    const { number, ticketId } = await anApproved()
    const { path, mailId } = await linkFor(ticketId, '#production\n#note They are glad.\n')
    const page = await visit(world.marta)
    await page.goto(path)
    await expectFit(page)
    await page.getByRole('button', { name: 'Confirm' }).click()
    await page.getByText(`#${number}: done, as your mail said.`).waitFor()
    await page.goto(`/desk/mail/${mailId}`)
    await page.getByText('1. #production').waitFor()
    await expectFit(page)
    expect(troubles).toEqual([])
  })

  test.for(languages)(
    'is said to be refused, over, or done already on pages that fit every screen (%s)',
    async (language) => {
      await house.db.update(person).set({ language }).where(eq(person.id, world.marta.id))
      const { number, ticketId } = await anApproved()
      const [old, first, second] = [
        await linkFor(ticketId, '#production\n'),
        await linkFor(ticketId, '#production\n#note One.\n'),
        await linkFor(ticketId, '#production\n#note Two.\n'),
      ]
      const past = { createdAt: now.subtract({ hours: 25 }), expiresAt: now.subtract({ hours: 1 }) }
      await house.db.update(replyAddress).set(past).where(eq(replyAddress.mailId, old.mailId))
      const page = await visit(world.marta)
      const heading = page.getByRole('heading', { level: 1 })
      const button = page.locator('main form button')
      const over = { en: 'Nothing left to confirm', pt: 'Já não há nada a confirmar' }[language]
      await page.goto(old.path)
      expect([await heading.textContent(), await button.count()]).toEqual([over, 0])
      await expectFit(page)

      await page.goto(first.path)
      expect(await heading.textContent()).not.toBe(over)
      await button.click()
      await page.getByRole('heading', { name: `#${number}` }).waitFor()
      await page.goto(first.path)
      expect([await heading.textContent(), await button.count()]).toEqual([over, 0])
      await expectFit(page)

      await page.goto(second.path)
      await button.click()
      await page.locator('.error-summary').waitFor()
      await expectFit(page)
      const [summary, card] = [
        await page.locator('.error-summary').boundingBox(),
        await page.locator('main .card').boundingBox(),
      ]
      expect(card?.y).toBeGreaterThan((summary?.y ?? 0) + (summary?.height ?? 0) + 8)
      expect(troubles).toEqual([])
    },
  )
})
