import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { find } from '../../db/find.ts'
import { findLetterOf } from '../../db/letters/letter-of-ticket.ts'
import { listMail } from '../../db/mailbox/mail-log.ts'
import { readMail } from '../../db/mailbox/mail-page.ts'
import { outgoingMail } from '../../db/schema/mail.ts'
import { message } from '../../db/schema/thread.ts'
import { ticket } from '../../db/schema/ticket.ts'
import { scoped } from '../../db/scope.ts'
import { addStaff, officeHours } from '../../db/seed/cast.ts'
import { readStagingBoard } from '../../db/staging/staging-board.ts'
import { addMessage, addNote } from '../../db/thread.ts'
import { readEvents } from '../../db/tickets/events.ts'
import { openFile } from '../../db/tickets/files.ts'
import { listLine, listTicketsOf } from '../../db/tickets/form-choices.ts'
import { readLinkedTickets } from '../../db/tickets/linked-tickets.ts'
import { splitTicket } from '../../db/tickets/split-ticket.ts'
import { keepFilesOn } from '../../db/tickets/ticket-files.ts'
import { listTickets } from '../../db/tickets/ticket-list.ts'
import { readTicketPage } from '../../db/tickets/ticket-page.ts'
import { announceWriting } from '../../db/tickets/writing.ts'
import { readLineBoard } from '../../db/work/line-board.ts'
import { readMyWork } from '../../db/work/my-work.ts'
import { readQueue } from '../../db/work/queue.ts'
import { isRefusal, refuse } from '../../domain/refusal.ts'
import type { Role, Staff } from '../../domain/ticket.ts'
import { ask, aTestedTicket, did } from '../support/work.ts'
import { aHouse, aKey, aTicket, aWorld, lettersOf, monday as now } from '../support/world.ts'

const house = await aHouse()
const world = await aWorld(house)

const somebody = (name: string, ...roles: Role[]) =>
  addStaff(house.db, { name, email: `${name.toLowerCase()}@agency.example`, roles, now })

const title = 'Passwords are in the log'
const everyRole: Role[] = ['pm', 'support_lead', 'triage', 'qa', 'accounts', 'admin']
const stranger = await somebody('Sam', ...everyRole)
const named = await somebody('Nora', ...everyRole, 'security')

/** Held on staging by then, and about security. */
async function secretTicket() {
  const { number, ticketId } = await aTestedTicket(house, world, { title })
  const files = [{ name: 'passwords.txt', bytes: Buffer.from('secret') }]
  const ids = await house.db.transaction((tx) => keepFilesOn(tx, house, { number, actor: world.marta, files, now }))
  if (isRefusal(ids)) throw new Error(ids.refused)
  const note = { number, actor: world.marta, body: title, files: ids }
  await addNote(house, { ...note, channel: 'web', proof: 'session', sourceKey: aKey(), now })
  await house.db.update(ticket).set({ issueType: 'security' }).where(eq(ticket.id, ticketId))
  return { number, ticketId, fileId: ids[0] ?? '' }
}

/** Each place of the desk where the ticket could be told of, and whether it is, to somebody. */
async function toldTo(actor: Staff, { number, ticketId, fileId }: Awaited<ReturnType<typeof secretTicket>>) {
  const [letter] = await house.db.select().from(outgoingMail).where(eq(outgoingMail.ticketId, ticketId)).limit(1)
  const holds = async (read: Promise<unknown>) => JSON.stringify(await read).includes(title)
  const stands = async (read: Promise<unknown>) => {
    const found = await read
    return found !== null && !isRefusal(found)
  }
  const places = { companyId: world.vale, but: 0 }
  return {
    page: await stands(readTicketPage(house, { actor, number, now })),
    history: await stands(readEvents(house, actor, number)),
    file: await stands(openFile(house, actor, fileId)),
    list: await holds(listTickets(house, actor, { limit: 50 })),
    search: await holds(listTickets(house, actor, { limit: 50, q: 'passwords' })),
    find: await holds(find(house, actor, 'passwords')),
    number: await holds(find(house, actor, String(number))),
    queue: await holds(readQueue(house, actor, { view: 'all', now, hours: officeHours })),
    line: await holds(readLineBoard(house, actor, {})),
    staging: await holds(readStagingBoard(house, actor)),
    choices: await holds(listTicketsOf(house.db, actor, places)),
    mails:
      (await listMail(house, actor, { ticket: number, limit: 50 }).then(
        (log) => !isRefusal(log) && log.items.length,
      )) !== 0,
    mail: await stands(readMail(house, actor, letter?.id ?? '')),
    words: await holds(scoped(house.db, actor, (tx) => tx.select({ text: message.text }).from(message))),
    writing: await announceWriting(house, { number, actor, now }),
  }
}

test('a ticket about security is told to who is named for it and who works on it, and to nobody else of us (R126)', async () => {
  const secret = await secretTicket()
  const everywhere = await toldTo(named, secret)
  expect(Object.entries(everywhere).filter(([, told]) => !told)).toEqual([])
  expect(await toldTo(world.marta, secret)).toEqual(everywhere)
  const nowhere = Object.fromEntries(Object.keys(everywhere).map((place) => [place, false]))
  expect(await toldTo(stranger, secret)).toEqual(nowhere)
  const mine = async (actor: Staff) => JSON.stringify(await readMyWork(house, actor, now)).includes(title)
  expect([await mine(world.marta), await mine(stranger)]).toEqual([true, false])
})

test('to who is not named for security its tickets do not exist, whatever they ask of them (R126)', async () => {
  const { number, ticketId } = await secretTicket()
  const hold = { action: 'categorise', body: { priority: 'low' } } as const
  expect(await ask(house, { number, actor: stranger, command: hold })).toEqual(refuse('no_such_ticket'))
  const note = { number, body: 'Hm.', files: [], channel: 'web', proof: 'session', now } as const
  expect(await addNote(house, { ...note, actor: stranger, sourceKey: aKey() })).toEqual(refuse('no_such_ticket'))
  expect(isRefusal(await addNote(house, { ...note, actor: named, sourceKey: aKey() }))).toBe(false)
  // Whose ticket it is sees it without being named, and no longer once it is handed on.
  await house.db.update(ticket).set({ developerId: stranger.id }).where(eq(ticket.id, ticketId))
  expect(isRefusal(await addNote(house, { ...note, actor: stranger, sourceKey: aKey() }))).toBe(false)
  await house.db.update(ticket).set({ developerId: world.rui.id }).where(eq(ticket.id, ticketId))
  expect(isRefusal(await addNote(house, { ...note, actor: stranger, sourceKey: aKey() }))).toBe(true)
  expect(await listLine(house.db, stranger, { developerId: world.rui.id, but: 0 })).toEqual([])
})

test('what is split off or goes on from a ticket about security stays as hidden, and nothing of it is merged with or split by others (R126)', async () => {
  const { number, ticketId } = await secretTicket()
  const words = {
    number,
    actor: world.joana,
    body: 'Another thing.',
    files: [],
    channel: 'web',
    proof: 'session',
  } as const
  const said = await addMessage(house, { ...words, sourceKey: aKey(), now })
  const messageIds = isRefusal(said) || said.messageId === null ? [] : [said.messageId]
  const splitting = { number, title: 'Another thing', messageIds, now }
  expect(await splitTicket(house, { ...splitting, actor: stranger, sourceKey: aKey() })).toEqual(
    refuse('no_such_ticket'),
  )
  const split = await splitTicket(house, { ...splitting, actor: named, sourceKey: aKey() })
  const followed = await aTicket(house, world, { linkedToId: ticketId })
  for (const made of [split, followed]) {
    if (isRefusal(made)) throw new Error(made.refused)
    for (const other of [stranger, world.pedro]) {
      expect(await readTicketPage(house, { actor: other, number: made.number, now })).toEqual(refuse('no_such_ticket'))
    }
    expect(isRefusal(await readTicketPage(house, { actor: world.joana, number: made.number, now }))).toBe(false)
    expect(await readLinkedTickets(house.db, named, ticketId)).toContainEqual(
      expect.objectContaining({ number: made.number, link: 'led_to' }),
    )
  }
  const plain = await aTicket(house, world)
  const merge = { action: 'merge', body: { into: number } } as const
  expect(await ask(house, { number: plain.number, actor: stranger, command: merge })).toEqual(refuse('no_such_ticket'))
  expect(isRefusal(await ask(house, { number: plain.number, actor: named, command: merge }))).toBe(false)
  expect(await readLinkedTickets(house.db, stranger, plain.ticketId)).toEqual([])
  expect(await findLetterOf(house.db, stranger, { letter: 'acknowledgement', number })).toBeNull()
})

test('letters about security go to those of a role who are named for it, else to the manager of the ticket (R126)', async () => {
  const escalated = async () => {
    const { number, ticketId } = await aTicket(house, world)
    await did(house, { number, actor: world.marta, command: { action: 'take', body: {} } })
    const body = { issue_type: 'security', scope: title } as const
    await did(house, { number, actor: world.tess, command: { action: 'escalate', body } })
    return (await lettersOf(house, ticketId)).filter((letter) => letter.startsWith('your_turn'))
  }
  expect(await escalated()).toEqual(['your_turn to nora@agency.example'])
  await house.sql`delete from staff_role where person_id = ${named.id} and role = 'triage'`
  expect(await escalated()).toEqual(['your_turn to marta@agency.example'])
})

test('every table whose rows are guarded says what those who are not named for security read of it', async () => {
  const unsaid = await house.db.execute(sql`select relname from pg_class
    where relrowsecurity and relnamespace = 'public'::regnamespace and not exists (select from pg_policy
      where polrelid = pg_class.oid and 'signoff_staff'::regrole = any(polroles))`)
  expect([...unsaid]).toEqual([])
})
