import { beforeAll, expect, test } from 'vitest'
import { releaseMail } from '../../db/mailbox/held-mail.ts'
import { noteMailboxFault } from '../../db/mailbox/mailboxes.ts'
import { person } from '../../db/schema/person.ts'
import { aMail, handIn } from '../support/post.ts'
import { aCookie, aWeb, type Web } from '../support/web.ts'
import { aHouse, aTicket, aWorld, type World } from '../support/world.ts'

const house = await aHouse()
const network = { origin: 'imap', trusted: 'no' } as const
const now = Temporal.Now.instant()
let world: World
let web: Web

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
