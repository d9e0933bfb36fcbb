import { beforeAll, expect, test } from 'vitest'
import { addMessage } from '../../db/thread.ts'
import { readTicketPage } from '../../db/tickets/ticket-page.ts'
import { readVerdict } from '../../db/tickets/verdicts.ts'
import { isRefusal } from '../../domain/refusal.ts'
import { aBrowser, expectFit, soon } from '../support/browser.ts'
import { fieldsIn } from '../support/form-fields.ts'
import { aCookie, aWeb, type Web } from '../support/web.ts'
import { did } from '../support/work.ts'
import { aHouse, aTicket, aWorld, type World } from '../support/world.ts'

const house = await aHouse()
let world: World
let web: Web
const { visit, troubles } = aBrowser(() => ({ house, web }))
const now = Temporal.Now.instant()
const later = now.add({ hours: 1 })

beforeAll(async () => {
  world = await aWorld(house)
  web = await aWeb(house)
})

/** Taken, answered and closed just now. */
async function anAnswered(said: Parameters<typeof aTicket>[2] = {}) {
  const { number } = await aTicket(house, world, { now, ...said })
  await did(house, { number, actor: world.marta, command: { action: 'take', body: {} }, now })
  const resolve = { action: 'resolve', body: { body: 'It works again.' } } as const
  await did(house, { number, actor: world.marta, command: resolve, now })
  return number
}

async function pageOf(path: string, reader: { id: string }) {
  const answer = await web.ask(path, { headers: await aCookie(house, reader) })
  return (await answer.text()).replaceAll(/<[^>]+>|\s+/g, ' ').replaceAll(/ +/g, ' ')
}

test('whoever is asked if it is solved and says not really, is heard and shown how to reopen it', async () => {
  const number = await anAnswered()
  const page = await visit(world.joana)
  await page.goto(`/tickets/${number}`)
  await expectFit(page)
  await page.check('[name=action][value=not_solved]')
  await page.fill('[name=comment]', 'The receipt is still wrong.')
  await page.click('text=Send my answer')
  await page.waitForSelector('.flash.good:has-text("Sent. Marta hears of it.")')
  await page.waitForSelector('.action-card:has-text("it is not really solved.")')
  await soon(() => page.locator('#answer').count()).toBe(0)
  await page.waitForSelector('.reopen textarea')
  await expectFit(page)
  const ours = await readTicketPage(house, { actor: world.marta, number, now })
  const words = isRefusal(ours) ? '' : ours.messages.at(-1)?.text
  expect(words).toBe('Did we solve it? Not really.\n\nThe receipt is still wrong.')
  const desk = await pageOf(`/desk/t/${number}`, world.marta)
  expect(desk).toContain('Joana Matos says that this is not really solved.')
  expect(desk).toContain('Customer says Not really solved (Joana Matos, ')
  expect(desk).toContain('Joana Matos said whether it is solved: not really')
  expect(troubles).toEqual([])
  const reply = { number, actor: world.marta, body: 'We look again.', files: [], sourceKey: 'reply', now: later }
  await addMessage(house, { ...reply, channel: 'web', proof: 'session' })
  expect(await pageOf(`/desk/t/${number}`, world.marta)).not.toContain('says that this is not really solved.')
})

test('a yes is a line on the card, for colleagues and at the desk, and nothing in the thread', async () => {
  const number = await anAnswered()
  const signedIn = await aCookie(house, world.joana)
  const shown = await (await web.ask(`/tickets/${number}`, { headers: signedIn })).text()
  const fields = { ...fieldsIn(shown, 'id="answer"'), action: 'solved', comment: ' ' }
  const send = (given: Record<string, string>) =>
    web.ask(`/tickets/${number}`, { method: 'POST', body: new URLSearchParams(given), headers: signedIn })
  expect([(await send(fields)).status, (await send(fields)).status]).toEqual([303, 303])
  expect((await send({ ...fields, key: 'another form' })).status).toBe(409)
  expect(await readVerdict(house, world.joana, number)).toMatchObject({ solved: true })
  expect(await pageOf(`/tickets/${number}`, world.joana)).toMatch(/You said on [^:]+, \d\d:\d\d: it is solved\./)
  expect(await pageOf(`/tickets/${number}`, world.pedro)).not.toContain('Did we solve it?')
  const desk = await pageOf(`/desk/t/${number}`, world.marta)
  expect(desk).toContain('Customer says Solved (Joana Matos, ')
  expect(desk).not.toContain('not really')
})

test('in Portuguese it is asked and told in Portuguese', async () => {
  const number = await anAnswered({ companyId: world.atlas, requesterId: world.ines.id, actor: world.ines })
  expect(await pageOf(`/tickets/${number}`, world.ines)).toContain('Ficou resolvido?')
  const signedIn = await aCookie(house, world.ines)
  const given = { action: 'not_solved', comment: '', key: 'pt' }
  await web.ask(`/tickets/${number}`, { method: 'POST', body: new URLSearchParams(given), headers: signedIn })
  const page = await pageOf(`/tickets/${number}`, world.ines)
  expect(page).toMatch(/Você disse a [^:]+, \d\d:\d\d: não ficou bem resolvido\./)
  expect(page).toContain('Ficou resolvido? Nem por isso.')
})
