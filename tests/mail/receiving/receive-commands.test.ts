import { and, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { outgoingMail } from '../../../db/schema/mail.ts'
import { file } from '../../../db/schema/thread.ts'
import { event } from '../../../db/schema/ticket.ts'
import { timeEntry } from '../../../db/schema/time-entry.ts'
import { addStaff } from '../../../db/seed/cast.ts'
import { readEvents } from '../../../db/tickets/events.ts'
import { aMail, aReplyAddress, everythingOf, handIn, threadOf } from '../../support/post.ts'
import { rawMail } from '../../support/raw-mail.ts'
import { aTestedTicket, did, rowOf } from '../../support/work.ts'
import { aHouse, aTicket, aWorld, lettersOf, monday } from '../../support/world.ts'

const house = await aHouse()
const world = await aWorld(house)
const marta = 'Marta Lopes <marta@agency.example>'
const from = {
  marta,
  lena: 'Lena Brandt <lena@agency.example>',
  rui: 'Rui Tavares <rui@agency.example>',
  joana: 'Joana Matos <joana@vale.example>',
}

let mails = 0

/** Two minutes after the mail before: at a pace at which people write, and are answered. */
function inTurn() {
  mails += 1
  return monday.add({ minutes: 2 * mails })
}

/** Hands in a mail of one of us through their own reply address on this ticket. */
async function commanded(
  ticketId: string,
  body: string,
  {
    by = 'marta' as 'marta' | 'lena' | 'rui',
    purpose = 'reply' as 'reply' | 'note',
    ...mail
  }: Partial<Parameters<typeof aMail>[0]> & {
    by?: 'marta' | 'lena' | 'rui'
    purpose?: 'reply' | 'note'
  } = {},
) {
  const to = await aReplyAddress(house, { personId: world[by].id, ticketId, purpose })
  return handIn(house, aMail({ from: from[by], to, body: `${body}\n`, ...mail }), {}, inTurn())
}

/** What was done to a ticket by mail, in order. */
async function doneByMail(ticketId: string) {
  const rows = await house.db
    .select({ action: event.action, proof: event.proof, body: event.body })
    .from(event)
    .where(and(eq(event.ticketId, ticketId), eq(event.channel, 'mail')))
    .orderBy(event.at, event.id)
  return rows.map(({ action }) => action)
}

function timeOf(ticketId: string) {
  const { companyId, personId, minutes, tag } = timeEntry
  return house.db
    .select({ companyId, personId, minutes, tag })
    .from(timeEntry)
    .where(eq(timeEntry.ticketId, ticketId))
    .orderBy(timeEntry.id)
}

/** The last answer to somebody's commands. */
async function answered(ticketId: string) {
  const rows = await house.db
    .select({ address: outgoingMail.address, facts: outgoingMail.facts })
    .from(outgoingMail)
    .where(and(eq(outgoingMail.ticketId, ticketId), eq(outgoingMail.letter, 'mail_commands')))
    .orderBy(outgoingMail.id)
  return rows.at(-1) ?? null
}

describe('the commands of the manager', () => {
  test('take, sort and answer a ticket in one change', async () => {
    const { ticketId, number } = await aTicket(house, world)
    const line = await commanded(ticketId, '#take\n#category question\n#note She called twice.\n\nAnd she shouts.')
    expect(line).toMatchObject({ fate: 'command', reason: null, level: 'P3', ticketId })
    expect(line.commands).toMatchObject({ lines: [{ outcome: 'done' }, { outcome: 'done' }, { outcome: 'done' }] })
    expect(await rowOf(house, number)).toMatchObject({
      stage: 'investigating',
      category: 'question',
      pmId: world.marta.id,
    })
    expect((await threadOf(house, ticketId)).at(-1)).toMatchObject({
      ...{ text: 'She called twice.\nAnd she shouts.', visibility: 'internal' },
    })
    expect(await doneByMail(ticketId)).toEqual(['take', 'categorise'])
    expect(await answered(ticketId)).toBeNull()
  })

  test('go from the question to the estimate, with the same doors and letters as on the desk', async () => {
    const { ticketId, number } = await aTicket(house, world)
    await commanded(ticketId, '#take')
    await commanded(ticketId, '#ask\nWhich browser?')
    expect(await rowOf(house, number)).toMatchObject({ stage: 'needs_info' })
    expect(await lettersOf(house, ticketId)).toContain('question to joana@vale.example')
    const to = await aReplyAddress(house, { personId: world.joana.id, ticketId })
    await handIn(house, aMail({ from: from.joana, to, body: 'Firefox.\n' }))
    await commanded(ticketId, '#scope bug fix\nOnly MB WAY on phones.')
    expect(await rowOf(house, number)).toMatchObject({
      ...{ stage: 'estimating', workClass: 'bug_fix', appId: world.shop, needsCode: true, funding: 'postpaid' },
    })
    await commanded(ticketId, '#estimate 1h30', { by: 'lena' })
    await commanded(ticketId, '#send\nWe answer the callback at once.')
    expect(await rowOf(house, number)).toMatchObject({ stage: 'approval', estimateHours: 1.5 })
    expect(await lettersOf(house, ticketId)).toContain('estimate to joana@vale.example')
  })

  test('assign whom a name means: the manager, or who develops', async () => {
    const { ticketId, number } = await aTicket(house, world)
    await commanded(ticketId, '#assign me\n#assign Rui')
    expect(await rowOf(house, number)).toMatchObject({
      ...{ stage: 'investigating', pmId: world.marta.id, developerId: world.rui.id },
    })
    await addStaff(house.db, { name: 'Rui Neto', email: 'neto@agency.example', roles: ['developer'], now: monday })
    expect(await commanded(ticketId, '#assign rui')).toMatchObject({ fate: 'held', reason: 'command_not_understood' })
    expect((await answered(ticketId))?.facts.wrong).toContain('Rui Neto, Rui Tavares')
    expect(await commanded(ticketId, '#assign nobody')).toMatchObject({ fate: 'held' })
  })

  test('make it urgent: what is affected is for the customer, why is for us (R004, R089)', async () => {
    const { ticketId, number } = await aTicket(house, world)
    await commanded(ticketId, '#urgent checkout')
    expect(await rowOf(house, number)).toMatchObject({ priority: 'urgent', impact: ['checkout'] })
    const other = await aTicket(house, world)
    await commanded(other.ticketId, '#urgent CANARY they threaten to leave')
    expect(await rowOf(house, other.number)).toMatchObject({ priority: 'urgent', impact: ['other'] })
    expect((await threadOf(house, other.ticketId)).at(-1)).toMatchObject({ visibility: 'internal' })
  })

  test('answer and close what needs no work', async () => {
    const { ticketId, number } = await aTicket(house, world)
    await commanded(ticketId, '#take\n#resolve\n\nClear the cache.\n\nBest,\nMarta')
    expect(await rowOf(house, number)).toMatchObject({ stage: 'closed', resolution: 'answered' })
    expect((await threadOf(house, ticketId)).at(-1)).toMatchObject({ visibility: 'public', author: 'Marta Lopes' })
    expect(await lettersOf(house, ticketId)).toContain('resolution to joana@vale.example')
  })

  test('offer a fix with the pictures that came with it (R027)', async () => {
    const { ticketId, number } = await aTestedTicket(house, world)
    const to = await aReplyAddress(house, { personId: world.marta.id, ticketId })
    const said = '#staging https://staging.vale.example\nOrders stay now.\n- Order a bike\n- Look at the order\n'
    const line = await handIn(house, withPicture({ to, said }))
    expect(line).toMatchObject({ fate: 'command' })
    expect(await rowOf(house, number)).toMatchObject({ stage: 'staging_review', round: 1 })
    const [picture] = await house.db.select().from(file).where(eq(file.ticketId, ticketId))
    expect(picture).toMatchObject({ name: 'after.png', visibility: 'public' })
    expect(await lettersOf(house, ticketId)).toContain('staging to joana@vale.example')
  })

  test('log time for the company: a manager’s is project management unless they say else (R067, R068)', async () => {
    const { ticketId, number } = await aTicket(house, world)
    const line = await commanded(ticketId, '#take\n#log 45m\n#log 1h30 Meetings')
    expect(line).toMatchObject({ fate: 'command' })
    await commanded(ticketId, '#log 2h', { by: 'rui' })
    expect(await commanded(ticketId, '#log 2h', { by: 'rui' })).toMatchObject({ fate: 'duplicate' })
    expect(await timeOf(ticketId)).toEqual([
      { companyId: world.vale, personId: world.marta.id, minutes: 45, tag: 'ProjectManagement' },
      { companyId: world.vale, personId: world.marta.id, minutes: 90, tag: 'Meetings' },
      { companyId: world.vale, personId: world.rui.id, minutes: 120, tag: null },
    ])
    expect(await readEvents(house, world.joana, number)).toMatchObject([{ action: 'open' }, { action: 'take' }])
    expect(await doneByMail(ticketId)).toEqual(['take', 'log_time', 'log_time', 'log_time'])
  })

  test('say how the ticket stands, and change nothing', async () => {
    const { ticketId } = await aTicket(house, world)
    const before = await everythingOf(house, ticketId)
    expect(await commanded(ticketId, '#status')).toMatchObject({ fate: 'command' })
    expect(await answered(ticketId)).toMatchObject({ address: 'marta@agency.example', facts: { status: 'asked' } })
    expect(await everythingOf(house, ticketId)).toBe(before)
  })

  test('words below them go to the customer through the reply address, and stay a note through the other', async () => {
    const { ticketId } = await aTicket(house, world)
    await commanded(ticketId, '#take\n\nWe look into it.')
    await commanded(ticketId, '#assign rui@agency.example\n\nOnly for us.', { purpose: 'note' })
    expect((await threadOf(house, ticketId)).slice(1)).toMatchObject([
      { text: 'We look into it.', visibility: 'public', author: 'Marta Lopes' },
      { text: 'Only for us.', visibility: 'internal' },
    ])
    const told = (await lettersOf(house, ticketId)).filter((one) => one === 'reply to joana@vale.example')
    expect(told).toHaveLength(1)
  })
})

describe('nothing is done', () => {
  test.each([
    ['by a line that is not understood', '#take\n#hurry\n\nHello Joana.', 'command_not_understood'],
    ['by a line that is not possible now', '#take\n#send\nA button.', 'command_refused'],
    ['by a line that is not theirs to command', '#take\n#estimate 3h', 'command_refused'],
    ['by a note that stands below other words', '#take\nHello Joana.\n#note CANARY', 'command_not_understood'],
    ['by a closing that could not be confirmed now', '#take\n#close', 'command_refused'],
    ['by more time than a day has', '#take\n#log 25h', 'command_not_understood'],
  ])('%s: nothing of the whole mail, and its writer is told why', async (_, body, reason) => {
    const { ticketId } = await aTicket(house, world)
    const before = await everythingOf(house, ticketId)
    expect(await commanded(ticketId, body)).toMatchObject({ fate: 'held', reason, ticketId })
    expect(await everythingOf(house, ticketId)).toBe(before)
    expect(await answered(ticketId)).toMatchObject({ address: 'marta@agency.example' })
    const { understood, wrong, draft } = (await answered(ticketId))?.facts ?? {}
    expect(understood).toContain('#take')
    expect(wrong).toBeTruthy()
    expect(draft).toContain('#take')
    expect((await answered(ticketId))?.facts.confirm).toBeUndefined()
  })

  test('by a mail that proves less than its writer: not through their own reply address (B10)', async () => {
    const { ticketId, number } = await aTicket(house, world)
    const before = await everythingOf(house, ticketId)
    const bySubject = await handIn(
      house,
      aMail({ from: marta, subject: `[#${number}]`, body: '#take\n' }),
      {},
      inTurn(),
    )
    expect(bySubject).toMatchObject({ fate: 'held', reason: 'command_unproven', level: 'P2' })
    const to = await aReplyAddress(house, { personId: world.lena.id, ticketId })
    const byAnothers = await handIn(house, aMail({ from: marta, to, body: '#take\n' }), {}, inTurn())
    expect(byAnothers).toMatchObject({ fate: 'held', reason: 'command_unproven', level: 'P2' })
    expect(await everythingOf(house, ticketId)).toBe(before)
    expect((await answered(ticketId))?.facts.wrong).toContain('#take')
  })

  test('by a machine, whose mail is a note and answered to nobody (L03)', async () => {
    const { ticketId, number } = await aTicket(house, world)
    await commanded(ticketId, '#take', { headers: ['Precedence: bulk'] })
    expect(await rowOf(house, number)).toMatchObject({ stage: 'new' })
    expect((await threadOf(house, ticketId)).at(-1)).toMatchObject({ text: '#take', visibility: 'internal' })
    expect(await answered(ticketId)).toBeNull()
  })

  test('by a customer, whose words they are', async () => {
    const { ticketId, number } = await aTicket(house, world)
    const to = await aReplyAddress(house, { personId: world.joana.id, ticketId })
    expect(await handIn(house, aMail({ from: from.joana, to, body: '#close\n' }))).toMatchObject({ fate: 'reply' })
    expect(await rowOf(house, number)).toMatchObject({ stage: 'new' })
  })

  test('by the same mail under another id (B14, D08)', async () => {
    const { ticketId, number } = await aTicket(house, world)
    await commanded(ticketId, '#take\n#note Once.')
    await did(house, {
      number,
      actor: world.marta,
      command: { action: 'assign', body: { pm: 'marta@agency.example' } },
    })
    const before = await everythingOf(house, ticketId)
    expect(await commanded(ticketId, '#take\n#note Once.')).toMatchObject({ fate: 'duplicate', ticketId })
    expect(await everythingOf(house, ticketId)).toBe(before)
  })
})

test('who sends more than ten in ten minutes is answered no more (L05, L14)', async () => {
  const rute = await addStaff(house.db, { name: 'Rute Sá', email: 'rute@agency.example', roles: ['pm'], now: monday })
  const { ticketId } = await aTicket(house, world)
  const to = await aReplyAddress(house, { personId: rute.id, ticketId })
  for (let mail = 0; mail < 13; mail++) {
    await handIn(house, aMail({ from: 'rute@agency.example', to, body: `#hurry ${mail}\n` }))
  }
  const answers = await house.db.$count(outgoingMail, eq(outgoingMail.address, 'rute@agency.example'))
  expect(answers).toBeLessThanOrEqual(10)
})

describe('words of ours', () => {
  test('that prove too little stay a note, and their writer learns it once a day', async () => {
    const { number, ticketId } = await aTicket(house, world)
    const line = await handIn(house, aMail({ from: from.rui, subject: `[#${number}]`, body: 'We are on it.\n' }))
    expect(line).toMatchObject({ fate: 'reply', reason: 'kept_as_note', level: 'P2' })
    expect((await threadOf(house, ticketId)).at(-1)).toMatchObject({ visibility: 'internal' })
    await handIn(house, aMail({ from: from.rui, subject: `[#${number}]`, body: 'Really.\n' }))
    const told = await house.db
      .select({ facts: outgoingMail.facts })
      .from(outgoingMail)
      .where(and(eq(outgoingMail.address, 'rui@agency.example'), eq(outgoingMail.letter, 'mail_held')))
    expect(told).toEqual([{ facts: { noted: 'unproven' } }])
  })

  test('never hand on the tokens of their writer', async () => {
    const { ticketId } = await aTicket(house, world)
    const to = await aReplyAddress(house, { personId: world.marta.id, ticketId })
    await handIn(house, aMail({ from: marta, to, body: `Write to ${to} please.\n` }))
    expect((await threadOf(house, ticketId)).at(-1)).toMatchObject({
      ...{ text: 'Write to reply+...@desk.example please.', visibility: 'public' },
    })
    await commanded(ticketId, `#take\n\nOr to ${to} again.`)
    expect((await threadOf(house, ticketId)).at(-1)?.text).toBe('Or to reply+...@desk.example again.')
  })
})

const onePixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

function withPicture({ to, said }: { to: string; said: string }) {
  const part = (type: string, body: string, more = '') => `--b\nContent-Type: ${type}\n${more}\n${body}\n`
  const picture = part(
    'image/png; name=after.png',
    onePixel,
    'Content-Disposition: attachment; filename=after.png\nContent-Transfer-Encoding: base64\n',
  )
  return rawMail(
    [
      ...[`From: ${marta}`, `To: ${to}`, 'Subject: Done', 'Message-ID: <with-picture@agency.example>'],
      'Content-Type: multipart/mixed; boundary=b',
    ],
    `${part('text/plain; charset=utf-8', said)}${picture}--b--\n`,
  )
}
