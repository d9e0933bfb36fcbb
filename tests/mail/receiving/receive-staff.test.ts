import { describe, expect, test } from 'vitest'
import { addNote } from '../../../db/thread.ts'
import { aMail, aReplyAddress, everythingOf, handIn, threadOf } from '../../support/post.ts'
import { aHouse, aKey, aTicket, aWorld, monday } from '../../support/world.ts'

const house = await aHouse()
const world = await aWorld(house)
const joana = 'Joana Matos <joana@vale.example>'
const marta = 'Marta Lopes <marta@agency.example>'

describe('one of us', () => {
  test('speaks in public through the reply address only', async () => {
    const { ticketId, number } = await aTicket(house, world)
    const to = await aReplyAddress(house, { personId: world.marta.id, ticketId })
    expect(await handIn(house, aMail({ from: marta, to, body: 'We look into it.\n' }))).toMatchObject({
      fate: 'reply',
      level: 'P3',
    })
    expect(await handIn(house, aMail({ from: marta, subject: `[#${number}]`, body: 'Only for us.\n' }))).toMatchObject({
      fate: 'reply',
      level: 'P2',
    })
    expect((await threadOf(house, ticketId)).slice(1)).toMatchObject([
      { text: 'We look into it.', visibility: 'public' },
      { text: 'Only for us.', visibility: 'internal' },
    ])
  })

  test('writes a note through the note address, by #note, and whenever a machine may have written it', async () => {
    const { ticketId } = await aTicket(house, world)
    const note = await aReplyAddress(house, { personId: world.marta.id, ticketId, purpose: 'note' })
    const reply = await aReplyAddress(house, { personId: world.marta.id, ticketId })
    await handIn(house, aMail({ from: marta, to: note, body: 'One.\n' }))
    const line = await handIn(house, aMail({ from: marta, to: reply, body: '#note Two.\n' }))
    expect(line).toMatchObject({ fate: 'command', level: 'P3' })
    await handIn(house, aMail({ from: marta, to: reply, subject: 'Automatic reply: away', body: 'Three.\n' }))
    expect((await threadOf(house, ticketId)).slice(1)).toMatchObject(
      ['One.', 'Two.', 'Three.'].map((text) => ({ text, visibility: 'internal' })),
    )
  })

  test('a command nobody understands does nothing and reaches nobody', async () => {
    const { ticketId } = await aTicket(house, world)
    const to = await aReplyAddress(house, { personId: world.marta.id, ticketId })
    const before = await everythingOf(house, ticketId)
    expect(await handIn(house, aMail({ from: marta, to, body: '#asign rui\nPlease hurry.\n' }))).toMatchObject({
      ...{ fate: 'held', reason: 'command_not_understood', ticketId },
    })
    expect(await everythingOf(house, ticketId)).toBe(before)
  })

  test('never hands on what lies below their own words (H08)', async () => {
    const { ticketId, number } = await aTicket(house, world)
    await addNote(house, {
      number,
      actor: world.rui,
      body: 'CANARY: they pay late',
      files: [],
      channel: 'web',
      proof: 'session',
      sourceKey: aKey(),
      now: monday,
    })
    const to = await aReplyAddress(house, { personId: world.marta.id, ticketId })
    const body = 'We are on it.\n\nOn Mon, 16 Nov 2026 at 10:00, Rui wrote:\n> CANARY: they pay late\n'
    await handIn(house, aMail({ from: marta, to, body }))
    expect((await threadOf(house, ticketId)).at(-1)).toEqual({
      text: 'We are on it.',
      visibility: 'public',
      author: 'Marta Lopes',
      folded: null,
    })
    await handIn(house, aMail({ from: marta, to, body: '> CANARY: they pay late\n' }))
    expect((await threadOf(house, ticketId)).at(-1)).toMatchObject({ visibility: 'internal' })
  })

  test('without a ticket is held, for staff have no company', async () => {
    expect(await handIn(house, aMail({ from: marta }))).toMatchObject({ fate: 'held', reason: 'staff_without_ticket' })
  })

  test('a customer who was passed the address for notes is held', async () => {
    const { ticketId } = await aTicket(house, world)
    const to = await aReplyAddress(house, { personId: world.marta.id, ticketId, purpose: 'note' })
    expect(await handIn(house, aMail({ from: joana, to }))).toMatchObject({
      fate: 'held',
      reason: 'through_anothers_address',
    })
  })
})
