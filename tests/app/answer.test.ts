import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { approval, event } from '../../db/schema/ticket.ts'
import { aBrowser, expectFit } from '../support/browser.ts'
import { aDecidingToken, anEstimate, aProceed, aReview } from '../support/decisions.ts'
import { everythingOf, threadOf } from '../support/post.ts'
import { aCookie, aWeb, type Web } from '../support/web.ts'
import { did, rowOf } from '../support/work.ts'
import { aHouse, aWorld, lettersOf, type World } from '../support/world.ts'

const secret = 'nobody can guess this one'
const now = Temporal.Now.instant()
const house = await aHouse()
let world: World
let web: Web
const { visit, troubles } = aBrowser(() => ({ house, web }))

beforeAll(async () => {
  world = await aWorld(house, now)
  web = await aWeb(house)
})

type Asked = { number: number; ticketId: string; approvalId: string }

async function linkOf(asked: Asked, person: { id: string } = world.joana) {
  return `/a/${await aDecidingToken(house, asked, { person, secret })}`
}

const stageOf = async ({ number }: Asked) => (await rowOf(house, number)).stage

/** The page as a browser without scripts gets it: its cookie, and what its form would send along. */
async function opened(path: string, headers: Record<string, string> = {}) {
  const answer = await web.ask(path, { headers })
  const html = await answer.text()
  const cookie = /^answer=[^;]+/.exec(answer.headers.get('set-cookie') ?? '')?.[0] ?? ''
  const key = /name="key" value="([^"]+)"/.exec(html)?.[1] ?? ''
  return { answer, html, cookie, key }
}

/** Sends the form of a page. */
async function sent(path: string, page: { cookie: string; key: string }, said: Record<string, string>, headers = {}) {
  return web.ask(path, {
    method: 'POST',
    headers: { origin: 'null', 'sec-fetch-site': 'same-origin', cookie: page.cookie, ...headers },
    body: new URLSearchParams({ key: page.key, ...said }),
  })
}

describe('opening the link', () => {
  test('shows the card and changes nothing, however often and by whomever it is opened (W01)', async () => {
    const asked = await aReview(house, world, { now })
    const path = await linkOf(asked)
    const before = await everythingOf(house, asked.ticketId)
    const many = Array.from({ length: 100 }, (_, at) =>
      web.ask(`${path}${at % 3 === 0 ? '.data' : ''}`, {
        method: at % 5 === 0 ? 'HEAD' : 'GET',
        headers: at % 2 ? { 'sec-purpose': 'prefetch' } : {},
      }),
    )
    const answers = await Promise.all(many)
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect(await everythingOf(house, asked.ticketId)).toBe(before)
    const { html } = await opened(path)
    expect(html).toContain('You answer as Joana Matos')
    expect(html).not.toMatch(/<input[^>]*type="radio"[^>]*checked/)
    expect(html).not.toContain('<nav')
  })

  test('tells nobody where one came from, and is kept by no cache', async () => {
    const { answer } = await opened(await linkOf(await aProceed(house, world)))
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('x-robots-tag')).toBe('noindex')
  })

  test('speaks the language of whom it was made for', async () => {
    await house.sql`update person set language = 'pt' where id = ${world.joana.id}`
    const { html } = await opened(await linkOf(await aProceed(house, world)), { 'accept-language': 'en' })
    await house.sql`update person set language = 'en' where id = ${world.joana.id}`
    expect(html).toContain('<html lang="pt-PT"')
    expect(html).toContain('Responde como Joana Matos')
  })

  test('a link that is nobody’s is none, and whoever tries many is slowed down', async () => {
    const path = `/a/${'a'.repeat(52)}`
    const from = { 'x-forwarded-for': '203.0.113.9' }
    const tries = []
    for (let at = 0; at < 32; at++) tries.push((await web.ask(path, { headers: from })).status)
    expect(tries.slice(0, 30)).toEqual(Array.from({ length: 30 }, () => 404))
    expect(tries.at(-1)).toBe(429)
    // Whoever holds a true one is let in from there all the same.
    expect((await web.ask(await linkOf(await aProceed(house, world)), { headers: from })).status).toBe(200)
  })

  test('ends with its person, and with their right to see the ticket', async () => {
    const asked = await aReview(house, world, { now })
    const path = await linkOf(asked)
    await house.sql`update person set active = false where id = ${world.joana.id}`
    expect((await web.ask(path)).status).toBe(404)
    await house.sql`update person set active = true where id = ${world.joana.id}`
    expect((await web.ask(path)).status).toBe(200)
    expect((await web.ask(await linkOf(asked, world.ines))).status).toBe(404)
  })

  test('the address of a mere reply shows nothing', async () => {
    const asked = await aProceed(house, world)
    const path = await linkOf(asked)
    await house.sql`update reply_address set purpose = 'reply', approval_id = null where ticket_id = ${asked.ticketId}`
    expect((await web.ask(path)).status).toBe(404)
  })
})

describe('answering', () => {
  test('decides once, on proof P3, with a receipt; then says so (R029)', async () => {
    const asked = await aReview(house, world, { now })
    const path = await linkOf(asked)
    const page = await opened(path)
    const answers = await Promise.all([1, 2].map(() => sent(path, page, { action: 'approve_release' })))
    expect(answers.map(({ status }) => status)).toEqual([303, 303])
    expect(await stageOf(asked)).toBe('approved')
    const events = await house.db.select().from(event).where(eq(event.ticketId, asked.ticketId))
    const decided = events.filter(({ action }) => action === 'approve_release')
    expect(decided).toMatchObject([{ channel: 'link', proof: 'P3', actorId: world.joana.id }])
    expect(decided[0]?.sourceKey).toMatch(/^link\//)
    const letters = await lettersOf(house, asked.ticketId)
    expect(letters.filter((letter) => letter === 'receipt to joana@vale.example')).toHaveLength(1)
    const after = (await opened(path)).html
    expect(after).toContain('Recorded')
    expect(after).toContain('Marta knows.')
    expect(after).toContain(`href="/tickets/${asked.number}"`)
  })

  test('needs the page to have been opened in this browser, for this link', async () => {
    const [asked, other] = [await aReview(house, world, { now }), await aProceed(house, world)]
    const [path, elsewhere] = [await linkOf(asked), await linkOf(other)]
    const [page, foreign] = [await opened(path), await opened(elsewhere)]
    const said = { action: 'approve_release' }
    expect((await sent(path, { cookie: '', key: page.key }, said)).status).toBe(403)
    expect((await sent(path, { cookie: foreign.cookie, key: page.key }, said)).status).toBe(403)
    expect((await sent(path, { cookie: page.cookie, key: 'made-up' }, said)).status).toBe(403)
    expect((await sent(path, { cookie: foreign.cookie, key: foreign.key }, said)).status).toBe(403)
    expect(await stageOf(asked)).toBe('staging_review')
    expect((await sent(path, page, said)).status).toBe(303)
  })

  test('another site’s page may not send it', async () => {
    const asked = await aReview(house, world, { now })
    const path = await linkOf(asked)
    const page = await opened(path)
    const said = { action: 'approve_release' }
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
    ]) {
      expect((await sent(path, page, said, headers)).status).toBe(403)
    }
    expect(await stageOf(asked)).toBe('staging_review')
  })

  test('says only what the link asked, whatever the form claims', async () => {
    const [mine, other] = [await anEstimate(house, world), await anEstimate(house, world)]
    const path = await linkOf(mine)
    await sent(path, await opened(path), { action: 'approve', approval: other.approvalId })
    expect([await stageOf(mine), await stageOf(other)]).toEqual(['planned', 'approval'])
  })

  test('does nothing else: no message, no reopening, no other action', async () => {
    const asked = await aReview(house, world, { now })
    const path = await linkOf(asked)
    const before = await everythingOf(house, asked.ticketId)
    for (const action of ['message', 'reopen', 'add_participant', 'cancel', '']) {
      expect((await sent(path, await opened(path), { action, body: 'x', reason: 'x' })).status).toBe(422)
    }
    expect(await everythingOf(house, asked.ticketId)).toBe(before)
  })

  test('NOT OK needs what is wrong', async () => {
    const asked = await aReview(house, world, { now })
    const path = await linkOf(asked)
    const empty = await sent(path, await opened(path), { action: 'request_changes', reason: ' ' })
    expect(empty.status).toBe(422)
    expect(await empty.text()).toContain('Tell us what should be different.')
    await sent(path, await opened(path), { action: 'request_changes', reason: 'The total is wrong.' })
    expect(await stageOf(asked)).toBe('planned')
  })

  test('somebody without the right sees who has it, and decides nothing', async () => {
    const asked = await aReview(house, world, { now })
    await house.sql`insert into participant (ticket_id, company_id, person_id, added_at) values (${asked.ticketId}, ${world.vale}, ${world.pedro.id}, now())`
    const path = await linkOf(asked, world.pedro)
    const page = await opened(path)
    expect(page.html).toContain('Joana Matos can decide this')
    expect((await sent(path, { ...page, key: `${page.key}x` }, { action: 'approve_release' })).status).toBe(403)
    expect(await stageOf(asked)).toBe('staging_review')
  })

  test('a priced quote asks for a signed-in session; there the same link decides (P4)', async () => {
    const asked = await anEstimate(house, world, { funding: 'quote' })
    const path = await linkOf(asked)
    const page = await opened(path)
    expect(page.html).toContain('Please sign in for this one')
    expect(page.html).not.toContain('type="radio"')
    expect((await sent(path, page, { action: 'approve' })).status).not.toBe(200)
    expect(await stageOf(asked)).toBe('approval')
    const session = (await aCookie(house, world.joana)).cookie
    const signedIn = await opened(path, { cookie: session })
    expect(signedIn.html).toContain('type="radio"')
    const cookie = `${session}; ${signedIn.cookie}`
    expect((await sent(path, { cookie, key: signedIn.key }, { action: 'approve' })).status).toBe(303)
    expect(await stageOf(asked)).toBe('invoicing')
    const events = await house.db.select().from(event).where(eq(event.ticketId, asked.ticketId))
    expect(events.find(({ action }) => action === 'approve')).toMatchObject({ channel: 'link', proof: 'P4' })
  })

  test('a question before deciding takes the offer back to the manager', async () => {
    const asked = await anEstimate(house, world)
    const path = await linkOf(asked)
    const answer = await sent(path, await opened(path), { action: 'ask_about', comment: 'With the logo?' })
    expect(await stageOf(asked)).toBe('estimating')
    expect((await opened(answer.headers.get('location') ?? '')).html).toContain('Your question is on its way')
    expect((await threadOf(house, asked.ticketId)).at(-1)).toMatchObject({ text: 'With the logo?' })
  })
})

describe('what is over', () => {
  test('whoever comes second reads who decided, and when', async () => {
    const asked = await aReview(house, world, { now })
    const path = await linkOf(asked)
    const page = await opened(path)
    const said = {
      action: 'approve_release',
      body: { round: 1, by: 'joana@vale.example', evidence: 'Called.' },
    } as const
    await did(house, { number: asked.number, actor: world.marta, command: said, now })
    await house.sql`update approval set decided_by = ${world.pedro.id} where id = ${asked.approvalId}`
    expect((await sent(path, page, { action: 'request_changes', reason: 'No.' })).status).toBe(303)
    expect(await stageOf(asked)).toBe('approved')
    const { html } = await opened(path)
    expect(html).toContain('This is decided already')
    expect(html).toContain('Pedro Vale said')
  })

  test('an older offer leads to the newer one, and decides nothing', async () => {
    const asked = await anEstimate(house, world)
    const path = await linkOf(asked)
    const page = await opened(path)
    const manages = { number: asked.number, actor: world.marta, now }
    await did(house, { ...manages, command: { action: 'withdraw', body: { reason: 'Too low.' } } })
    await did(house, { ...manages, actor: world.lena, command: { action: 'estimate', body: { hours: 12 } } })
    await did(house, { ...manages, command: { action: 'send_estimate', body: { solution: 'All of it.' } } })
    expect((await opened(path)).html).toContain('There is a newer offer')
    for (const action of ['approve', 'decline', 'ask_about']) {
      expect((await sent(path, page, { action, comment: 'No.' })).status).toBe(303)
    }
    expect(await stageOf(asked)).toBe('approval')
  })

  test('within ten minutes whoever decided takes it back by the same link, and answers anew', async () => {
    const asked = await aReview(house, world, { now })
    const path = await linkOf(asked)
    await sent(path, await opened(path), { action: 'approve_release' })
    const after = await opened(path)
    expect(after.html).toContain('Take it back')
    await sent(path, after, { action: 'undo' })
    expect(await stageOf(asked)).toBe('staging_review')
    await sent(path, await opened(path), { action: 'request_changes', reason: 'The total is wrong.' })
    expect(await stageOf(asked)).toBe('planned')
  })

  test('after ten minutes, and once work has begun, there is no way back', async () => {
    const asked = await aReview(house, world, { now })
    const path = await linkOf(asked)
    await sent(path, await opened(path), { action: 'approve_release' })
    const page = await opened(path)
    await house.db
      .update(approval)
      .set({ decidedAt: Temporal.Now.instant().subtract({ minutes: 11 }) })
      .where(eq(approval.id, asked.approvalId))
    expect((await opened(path)).html).not.toContain('Take it back')
    expect((await sent(path, page, { action: 'undo' })).status).toBe(409)
    expect(await stageOf(asked)).toBe('approved')
  })
})

for (const javaScript of ['on', 'off'] as const) {
  for (const width of [1280, 390] as const) {
    test(`a customer answers from a letter at ${width} pixels, with JavaScript ${javaScript}`, async () => {
      const asked = await aReview(house, world, { now })
      const path = await linkOf(asked)
      const page = await visit(null, { width, javaScript })
      await page.goto(path)
      await page.waitForSelector('h2:has-text("Your turn: test the fix on staging")')
      if (javaScript === 'on' && width === 1280) await expectFit(page)
      await page.check('[name=action][value=request_changes]')
      await page.fill('[name=reason]', 'The total is wrong.')
      await page.setInputFiles('[name=files]', {
        name: 'log.txt',
        mimeType: 'text/plain',
        buffer: Buffer.from('a log'),
      })
      await page.click('text=Send my answer')
      await page.waitForSelector('h1:has-text("Recorded")')
      expect(new URL(page.url()).pathname).toBe(path)
      if (javaScript === 'on' && width === 1280) await expectFit(page)
      const said =
        await house.sql`select text, (select count(*) from file where file.message_id = message.id)::int as files
        from message where ticket_id = ${asked.ticketId} order by at desc, id desc limit 1`
      expect(said).toMatchObject([{ text: 'The total is wrong.', files: 1 }])
      await page.click('text=Take it back')
      await page.waitForSelector('h2:has-text("Your turn: test the fix on staging")')
      expect(await stageOf(asked)).toBe('staging_review')
    })
  }
}

test('an estimate in the card can be approved with a press of a button', async () => {
  const asked = await anEstimate(house, world)
  const page = await visit(null, { width: 390 })
  await page.goto(await linkOf(asked))
  await expectFit(page)
  await page.check('[name=action][value=approve]')
  await page.click('text=Send my answer')
  await page.waitForSelector('h1:has-text("Recorded")')
  expect(await stageOf(asked)).toBe('planned')
})

test('no page complained of anything', () => {
  expect(troubles).toEqual([])
})
