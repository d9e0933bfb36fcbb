import { eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { agency } from '../../db/schema/company.ts'
import { participant, ticket } from '../../db/schema/ticket.ts'
import { addContact, rights } from '../../db/seed/cast.ts'
import { addParticipant } from '../../db/tickets/change-participants.ts'
import { accentOf } from '../../domain/colour.ts'
import type { Contact } from '../../domain/ticket.ts'
import { aCookie, aWeb, type Web } from '../support/web.ts'
import { aHouse, aKey, aTicket, aWorld, monday, type World } from '../support/world.ts'

const house = await aHouse()
let world: World
let web: Web
/** Sees what she takes part in, and nothing else of the company. */
let sofia: Contact

beforeAll(async () => {
  world = await aWorld(house)
  web = await aWeb(house)
  const named = { name: 'Sofia Braga', email: 'sofia@vale.example' }
  sofia = await addContact(house.db, { ...named, memberships: [rights.asks(world.vale)], now: monday })
})

const take = (number: number, colleague: Contact) =>
  addParticipant(house, { number, actor: world.joana, personId: colleague.id, sourceKey: aKey(), now: monday })

async function look(path: string, person: { id: string } | null) {
  const answer = await web.ask(path, { headers: person ? await aCookie(house, person) : {} })
  return answer.text()
}

test('a ticket leads to those it hangs together with, as far as its reader may see them', async () => {
  const first = await aTicket(house, world, { title: 'Prices are wrong', sourceKey: aKey() })
  const next = await aTicket(house, world, { title: 'Prices are wrong again', sourceKey: aKey() })
  await house.db.update(ticket).set({ linkedToId: first.ticketId }).where(eq(ticket.id, next.ticketId))
  await take(next.number, sofia)
  expect(await look(`/tickets/${first.number}`, world.pedro)).toContain(`href="/tickets/${next.number}"`)
  expect(await look(`/tickets/${next.number}`, world.pedro)).toContain(`href="/tickets/${first.number}"`)
  const hers = await look(`/tickets/${next.number}`, sofia)
  expect(hers).toContain('Prices are wrong again')
  expect(hers).not.toContain(`/tickets/${first.number}"`)
})

test('a colleague is taken from a ticket on its page, but not who asked, nor oneself where one saw no more then', async () => {
  const { number, ticketId } = await aTicket(house, world, { title: 'The stock is off', sourceKey: aKey() })
  for (const colleague of [world.pedro, sofia]) await take(number, colleague)
  const offered = async (person: Contact) => {
    const page = await look(`/tickets/${number}`, person)
    const mayGo = ({ id }: Contact) => new RegExp(`name="action" value="remove_participant".*?value="${id}"`).test(page)
    return [world.joana, world.pedro, sofia].map(mayGo)
  }
  expect(await offered(world.joana)).toEqual([false, true, true])
  expect(await offered(sofia)).toEqual([false, true, false])
  const sent = await web.ask(`/tickets/${number}`, {
    method: 'POST',
    body: new URLSearchParams({ key: aKey(), action: 'remove_participant', person: world.pedro.id }),
    headers: await aCookie(house, world.joana),
  })
  expect(sent.status).toBe(303)
  const left = await house.db
    .select({ id: participant.personId })
    .from(participant)
    .where(eq(participant.ticketId, ticketId))
  expect(left).toEqual([{ id: sofia.id }])
})

test('every page is in the colour of the agency from its first byte, before anybody is known too', async () => {
  const { accent } = accentOf('#7a1fa2')
  const rule = `--accent:light-dark(${accent.light},${accent.dark})`
  expect(await look('/signin', null)).not.toContain('--accent:')
  await house.db.update(agency).set({ accent: '#7a1fa2' })
  for (const [path, person] of [
    ['/signin', null],
    ['/', world.joana],
    ['/desk/queue', world.marta],
  ] as const) {
    const page = await look(path, person)
    expect(page.slice(0, page.indexOf('</head>'))).toMatch(/<style nonce="[^"]+">:root{[^<]*/)
    expect(page).toContain(rule)
  }
})
