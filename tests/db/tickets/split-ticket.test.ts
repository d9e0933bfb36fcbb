import { asc, eq } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import { file, message } from '../../../db/schema/thread.ts'
import { participant, ticket } from '../../../db/schema/ticket.ts'
import { addMessage, addNote } from '../../../db/thread.ts'
import { readEvents } from '../../../db/tickets/events.ts'
import { keepFile } from '../../../db/tickets/files.ts'
import { splitTicket } from '../../../db/tickets/split-ticket.ts'
import { readTicketPage } from '../../../db/tickets/ticket-page.ts'
import { isRefusal, refuse } from '../../../domain/refusal.ts'
import { threadOf } from '../../support/post.ts'
import { aHouse, aKey, aTicket, aWorld, lettersOf, monday } from '../../support/world.ts'

const house = await aHouse()
const world = await aWorld(house)
const later = monday.add({ hours: 1 })
let number = 0
let ticketId = ''
let other = ''

const said = { channel: 'web', proof: 'session', files: [] as string[] } as const

beforeEach(async () => {
  const opened = await aTicket(house, world, { participantIds: [world.pedro.id] })
  number = opened.number
  ticketId = opened.ticketId
  const spoken = await addMessage(house, {
    ...{
      ...said,
      number,
      actor: world.pedro,
      body: 'And the newsletter is broken too.',
      sourceKey: aKey(),
      now: later,
    },
    files: [await aFile()],
  })
  other = isRefusal(spoken) ? '' : (spoken.messageId ?? '')
})

function aFile() {
  const place = { companyId: world.vale, ticketId, uploadedBy: world.pedro.id, visibility: 'public' as const }
  return keepFile(house.db, house, { ...place, name: 'newsletter.txt', bytes: new Uint8Array([65]), now: later })
}

const asked = (messageIds: string[]) => ({
  ...{ number, title: 'Newsletter', messageIds, actor: world.marta, sourceKey: aKey(), now: later },
})

async function split(messageIds: string[]) {
  const made = await splitTicket(house, asked(messageIds))
  if (isRefusal(made)) throw new Error(made.refused)
  return made
}

async function histories(...numbers: number[]) {
  const all = await Promise.all(numbers.map((one) => readEvents(house, world.marta, one)))
  return all.map((events) =>
    isRefusal(events) ? [] : events.filter(({ action }) => action === 'split').map(({ body }) => body),
  )
}

test('words that are split off keep author, moment and files, and both histories tell it', async () => {
  const before = await lettersOf(house, ticketId)
  const made = await split([other])
  expect((await threadOf(house, ticketId)).map(({ text }) => text)).toEqual([
    'Since this morning nobody can pay with MB WAY.',
  ])
  const words = await house.db
    .select({ text: message.text, by: message.authorId, at: message.at })
    .from(message)
    .where(eq(message.ticketId, made.ticketId))
  expect(words).toEqual([{ text: 'And the newsletter is broken too.', by: world.pedro.id, at: later }])
  expect(await house.db.$count(file, eq(file.ticketId, made.ticketId))).toBe(1)
  expect(await histories(number, made.number)).toEqual([
    [{ into: made.number, words: 1 }],
    [{ from: number, words: 1 }],
  ])
  const [row] = await house.db.select().from(ticket).where(eq(ticket.id, made.ticketId))
  expect(row).toMatchObject({ linkedToId: ticketId, requesterId: world.pedro.id, stage: 'new', companyId: world.vale })
  const people = await house.db.select().from(participant).where(eq(participant.ticketId, made.ticketId))
  expect(people.map(({ personId }) => personId)).toEqual([world.joana.id])
  // These words were told before.
  expect(await lettersOf(house, made.ticketId)).toEqual([])
  expect(await lettersOf(house, ticketId)).toEqual(before)
})

test('a note that is split off stays a note, and strangers see neither ticket', async () => {
  const noted = await addNote(house, {
    ...said,
    number,
    actor: world.marta,
    body: 'CANARY',
    sourceKey: aKey(),
    now: later,
  })
  const noteId = isRefusal(noted) ? '' : (noted.messageId ?? '')
  const made = await split([other, noteId])
  const page = await readTicketPage(house, { actor: world.joana, number: made.number, now: later })
  expect(isRefusal(page) ? [] : page.messages.map(({ text }) => text)).toEqual(['And the newsletter is broken too.'])
  expect(await readTicketPage(house, { actor: world.ines, number: made.number, now: later })).toEqual(
    refuse('no_such_ticket'),
  )
})

test('the first words stay, and so do words of another ticket', async () => {
  const [first] = await house.db
    .select({ id: message.id })
    .from(message)
    .where(eq(message.ticketId, ticketId))
    .orderBy(asc(message.at))
  const elsewhere = await aTicket(house, world)
  for (const ids of [[], [first?.id ?? ''], [other, elsewhere.messageId ?? '']]) {
    expect(await splitTicket(house, asked(ids))).toEqual(refuse('nothing_to_split'))
  }
  expect(await splitTicket(house, { ...asked([other]), actor: world.rui })).toEqual(refuse('not_yours_to_do'))
})

test('two who split off the same words at once make one ticket; the same asking makes it once', async () => {
  const both = await Promise.all([splitTicket(house, asked([other])), splitTicket(house, asked([other]))])
  expect(both.filter(isRefusal)).toEqual([refuse('nothing_to_split')])
  const opened = await aTicket(house, world)
  const spoken = { ...said, number: opened.number, actor: world.joana, body: 'Two', sourceKey: aKey(), now: later }
  const second = await addMessage(house, spoken)
  const again = { ...asked([isRefusal(second) ? '' : (second.messageId ?? '')]), number: opened.number }
  const twice = await Promise.all([splitTicket(house, again), splitTicket(house, again)])
  expect(twice.map((one) => (isRefusal(one) ? one.refused : one.acted)).toSorted()).toEqual(['before', 'now'])
})
