import { desc, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { outgoingMail } from '../../../db/schema/mail.ts'
import { approval, event, ticket } from '../../../db/schema/ticket.ts'
import { aDecidingAddress, anEstimate, aProceed, aReview } from '../../support/decisions.ts'
import { aMail, aReplyAddress, everythingOf, handIn, proven, threadOf, type Written } from '../../support/post.ts'
import { ask, did, offer, passAll, rowOf } from '../../support/work.ts'
import { aHouse, aWorld, lettersOf, monday } from '../../support/world.ts'

const house = await aHouse()
const world = await aWorld(house)
const joana = 'Joana Matos <joana@vale.example>'
const pedro = 'Pedro Vale <pedro@vale.example>'
let minutes = 0
/** Far enough apart that nobody is taken for a flood of mail. */
function later() {
  minutes += 2
  return monday.add({ minutes })
}

type Asked = { number: number; ticketId: string; approvalId: string }

/** Joana's answer to the letter that asked, unless the test says otherwise. */
async function replied(asked: Asked, body: string, said: Partial<Written> = {}, now = later()) {
  const to = await aDecidingAddress(house, asked, world.joana)
  return handIn(house, aMail({ from: joana, to, subject: `Re: [#${asked.number}] x`, body, ...said }), {}, now)
}

const stageOf = async ({ number }: Asked) => (await rowOf(house, number)).stage

async function approvalOf({ approvalId }: Asked) {
  const [row] = await house.db.select().from(approval).where(eq(approval.id, approvalId))
  return row
}

async function lastNote({ ticketId }: Asked) {
  return (await threadOf(house, ticketId)).findLast(({ visibility }) => visibility === 'internal')?.text ?? ''
}

/** Why letters told their reader that their mail decided nothing. */
async function told(address: string, { ticketId }: Asked) {
  const rows = await house.db
    .select({ letter: outgoingMail.letter, address: outgoingMail.address, facts: outgoingMail.facts })
    .from(outgoingMail)
    .where(eq(outgoingMail.ticketId, ticketId))
  return rows.filter((row) => row.letter === 'mail_held' && row.address === address).map(({ facts }) => facts.undecided)
}

/** As if no such answer had gone out yet today. */
const anotherDay = () =>
  house.db
    .update(outgoingMail)
    .set({ createdAt: monday.subtract({ hours: 48 }) })
    .where(eq(outgoingMail.letter, 'mail_held'))

describe('on a fix', () => {
  test('OK releases nothing by itself: it approves, with proof, receipt and its words in the thread (R029, R037)', async () => {
    const asked = await aReview(house, world)
    const line = await replied(asked, 'OK\n\nOn Mon, Marta wrote:\n> Please test\n')
    expect(line).toMatchObject({ fate: 'decision', level: 'P3', ticketId: asked.ticketId })
    expect(line.threadMessageId).not.toBeNull()
    expect(await stageOf(asked)).toBe('approved')
    expect(await approvalOf(asked)).toMatchObject({ decision: 'approved', decidedBy: world.joana.id })
    const [done] = await house.db
      .select()
      .from(event)
      .where(eq(event.ticketId, asked.ticketId))
      .orderBy(desc(event.at))
      .limit(1)
    expect(done).toMatchObject({ action: 'approve_release', channel: 'mail', proof: 'P3' })
    expect((await threadOf(house, asked.ticketId)).at(-1)).toMatchObject({ text: 'OK', author: 'Joana Matos' })
    const letters = await lettersOf(house, asked.ticketId)
    expect(letters.filter((letter) => letter === 'receipt to joana@vale.example')).toHaveLength(1)
    expect(letters).toContain('your_turn to marta@agency.example')
  })

  test('what stands below a bare OK is shown to the manager, and said once', async () => {
    const asked = await aReview(house, world)
    await replied(asked, 'Aprovado!\n\nThe logo is a little small, though.\n')
    expect(await stageOf(asked)).toBe('approved')
    const said = (await threadOf(house, asked.ticketId)).filter(({ author }) => author === 'Joana Matos')
    expect(said.at(-1)).toMatchObject({ text: 'The logo is a little small, though.', visibility: 'public' })
    const [letter] = await house.db
      .select()
      .from(outgoingMail)
      .where(eq(outgoingMail.ticketId, asked.ticketId))
      .orderBy(desc(outgoingMail.id))
    expect(letter?.threadMessageId).not.toBeNull()
  })

  test('NOT OK with its reason goes back to the front of the line (R039)', async () => {
    const asked = await aReview(house, world)
    const line = await replied(asked, 'Não aprovado.\nThe total is wrong.\n')
    expect(line.fate).toBe('decision')
    expect(await rowOf(house, asked.number)).toMatchObject({ stage: 'planned' })
    expect(await approvalOf(asked)).toMatchObject({ decision: 'declined', comment: 'The total is wrong.' })
    expect((await threadOf(house, asked.ticketId)).at(-1)).toMatchObject({
      text: 'The total is wrong.',
      visibility: 'public',
    })
  })

  test('NOT OK alone decides nothing: its writer is asked what is wrong', async () => {
    const asked = await aReview(house, world)
    expect(await replied(asked, 'NOT OK\n')).toMatchObject({ fate: 'reply' })
    expect(await stageOf(asked)).toBe('staging_review')
    expect(await lastNote(asked)).toContain('not what is wrong')
    expect(await told('joana@vale.example', asked)).toEqual(['no_reason'])
    expect(await lettersOf(house, asked.ticketId)).toContain('notice to marta@agency.example')
  })

  test.each(['OK, but the button is red\n', 'ok thanks, tomorrow\n', 'Approved? By whom?\n'])(
    '%j is a message, and both sides learn that nothing was decided',
    async (body) => {
      await anotherDay()
      const asked = await aReview(house, world)
      expect((await replied(asked, body)).fate).toBe('reply')
      expect(await stageOf(asked)).toBe('staging_review')
      expect(await lastNote(asked)).toContain('does not stand alone')
      expect(await told('joana@vale.example', asked)).toEqual(['unclear'])
    },
  )

  test('ordinary words are a message, and nobody is lectured', async () => {
    const asked = await aReview(house, world)
    expect((await replied(asked, 'When will it be live?\n')).fate).toBe('reply')
    expect(await stageOf(asked)).toBe('staging_review')
    expect(await lastNote(asked)).not.toContain('not taken as a decision')
    expect(await told('joana@vale.example', asked)).toEqual([])
  })

  test('an OK to an older round is shown to the manager, and releases nothing', async () => {
    await anotherDay()
    const first = await aReview(house, world)
    const again = { number: first.number, now: monday.add({ minutes: 20 }) }
    await did(house, {
      ...again,
      actor: world.joana,
      command: { action: 'request_changes', body: { round: 1, reason: 'Wrong.' } },
    })
    await did(house, { ...again, actor: first.developer, command: { action: 'start', body: {} } })
    await did(house, {
      ...again,
      actor: first.developer,
      command: { action: 'finish', body: { pull_request: 'https://git.example/pull/2' } },
    })
    await passAll(house, world, first.number, again.now)
    await offer(house, world, first.number, again.now)
    const line = await replied(first, 'OK\n', {}, monday.add({ minutes: 30 }))
    expect(line.fate).toBe('reply')
    expect(await rowOf(house, first.number)).toMatchObject({ stage: 'staging_review', round: 2 })
    expect(await lastNote(first)).toContain('decided before it came')
    expect(await told('joana@vale.example', first)).toEqual(['decided'])
  })

  test('a second OK of the same person is only a word; a NOT OK after it is shown to the manager', async () => {
    await anotherDay()
    const asked = await aReview(house, world)
    await replied(asked, 'OK\n')
    const before = (await threadOf(house, asked.ticketId)).length
    expect((await replied(asked, 'ok\n')).fate).toBe('reply')
    expect(await threadOf(house, asked.ticketId)).toHaveLength(before + 1)
    await replied(asked, 'NOT OK\nWait, it is broken.\n')
    expect(await stageOf(asked)).toBe('approved')
    expect(await lastNote(asked)).toContain('decided before it came')
  })

  test('the same mail again, with another id or none, decides once (B14)', async () => {
    const asked = await aReview(house, world)
    const to = await aDecidingAddress(house, asked, world.joana)
    const mail = { from: joana, to, body: 'OK\n', id: 'once@vale.example' }
    expect((await handIn(house, aMail(mail), {}, later())).fate).toBe('decision')
    expect((await handIn(house, aMail(mail), {}, later())).fate).toBe('duplicate')
    expect((await handIn(house, aMail({ ...mail, id: 'twice@vale.example' }), {}, later())).fate).toBe('reply')
    const events = await house.db.select().from(event).where(eq(event.ticketId, asked.ticketId))
    expect(events.filter(({ action }) => action === 'approve_release')).toHaveLength(1)
  })

  test('two mails of two people who may decide, read at once, decide once', async () => {
    const asked = await aReview(house, world)
    const [one, two] = await Promise.all([replied(asked, 'OK\n'), replied(asked, 'NOT OK\nIt is broken.\n')])
    expect([one.fate, two.fate].sort()).toEqual(['decision', 'reply'])
  })
})

describe('who may', () => {
  test('somebody without the right writes a message, and is told who may decide', async () => {
    const asked = await aReview(house, world)
    const to = await aDecidingAddress(house, asked, world.pedro)
    await house.sql`insert into participant (ticket_id, company_id, person_id, added_at) values (${asked.ticketId}, ${world.vale}, ${world.pedro.id}, now())`
    const line = await handIn(house, aMail({ from: pedro, to, body: 'OK\n' }), {}, later())
    expect(line).toMatchObject({ fate: 'reply', level: 'P3' })
    expect(await stageOf(asked)).toBe('staging_review')
    expect(await lastNote(asked)).toContain('may not decide')
    expect(await told('pedro@vale.example', asked)).toEqual(['no_right'])
  })

  test('an address that was passed on decides for nobody (T06)', async () => {
    const asked = await aReview(house, world)
    const before = await everythingOf(house, asked.ticketId)
    const to = await aDecidingAddress(house, asked, world.joana)
    for (const from of [pedro, 'ines@atlas.example', 'mallory@evil.example']) {
      const line = await handIn(house, aMail({ from, to, body: 'OK\n' }), {}, later())
      expect(line).toMatchObject({ fate: 'held', reason: 'through_anothers_address' })
    }
    expect(await everythingOf(house, asked.ticketId)).toBe(before)
  })

  test('a mail whose domain nobody vouches for is held, with the right token and all (D02)', async () => {
    const asked = await aReview(house, world)
    const said = { origin: 'imap', trusted: 'no' } as const
    const to = await aDecidingAddress(house, asked, world.joana)
    const unproven = await handIn(house, aMail({ from: joana, to, body: 'OK\n' }), said, later())
    expect(unproven).toMatchObject({ fate: 'held', level: 'P1' })
    expect(await stageOf(asked)).toBe('staging_review')
    const headers = [proven('vale.example')]
    expect((await handIn(house, aMail({ from: joana, to, body: 'OK\n', headers }), said, later())).fate).toBe(
      'decision',
    )
  })

  test('without the address of the letter, an OK is a message and its writer is told how (mail §3)', async () => {
    await anotherDay()
    const asked = await aReview(house, world)
    const reply = await aReplyAddress(house, { personId: world.joana.id, ticketId: asked.ticketId })
    for (const to of ['support@desk.example', reply]) {
      const line = await handIn(
        house,
        aMail({ from: joana, to, subject: `[#${asked.number}]`, body: 'OK\n' }),
        {},
        later(),
      )
      expect(line.fate).toBe('reply')
    }
    expect(await stageOf(asked)).toBe('staging_review')
    expect(await told('joana@vale.example', asked)).toEqual(['unproven'])
  })

  test('an OK with the marks of a machine decides nothing, and is answered to nobody (L01, L03, L04)', async () => {
    await anotherDay()
    const asked = await aReview(house, world)
    const away = await replied(asked, 'OK\n', { headers: ['Auto-Submitted: auto-replied'] })
    expect(away.fate).toBe('auto_reply')
    for (const said of [{ headers: ['List-Id: <all.vale.example>'] }, { subject: 'Automatic reply: away' }]) {
      expect((await replied(asked, 'OK\n', said)).fate).toBe('reply')
    }
    expect(await stageOf(asked)).toBe('staging_review')
    expect(await told('joana@vale.example', asked)).toEqual([])
  })

  test('an expired address of a decision decides nothing (T10)', async () => {
    const asked = await aReview(house, world)
    const to = await aDecidingAddress(house, asked, world.joana)
    await house.sql`update reply_address set expires_at = ${monday.toString()} where ticket_id = ${asked.ticketId}`
    expect((await handIn(house, aMail({ from: joana, to, body: 'OK\n' }), {}, later())).fate).toBe('reply')
    expect(await stageOf(asked)).toBe('staging_review')
  })
})

describe('on what is asked before the work', () => {
  test('OK proceeds, NOT OK closes what was only a question (R008)', async () => {
    const yes = await aProceed(house, world)
    expect((await replied(yes, 'OK\n')).fate).toBe('decision')
    expect(await stageOf(yes)).toBe('investigating')
    const no = await aProceed(house, world)
    await replied(no, 'Not approved\nWe found it ourselves.\n')
    expect(await rowOf(house, no.number)).toMatchObject({ stage: 'closed', resolution: 'answered' })
  })

  test('an estimate in hours is approved or declined (R016)', async () => {
    const yes = await anEstimate(house, world)
    expect((await replied(yes, 'approved\n')).fate).toBe('decision')
    expect(await stageOf(yes)).toBe('planned')
    const no = await anEstimate(house, world)
    await replied(no, 'not approved\nToo much for now.\n')
    expect(await stageOf(no)).toBe('estimating')
    expect((await threadOf(house, no.ticketId)).at(-1)).toMatchObject({ text: 'Too much for now.' })
  })

  test('an OK to an offer that was withdrawn decides nothing about the newer one (R021)', async () => {
    await anotherDay()
    const first = await anEstimate(house, world)
    const manages = { number: first.number, actor: world.marta }
    await did(house, { ...manages, command: { action: 'withdraw', body: { reason: 'Too low.' } } })
    await did(house, { ...manages, actor: world.lena, command: { action: 'estimate', body: { hours: 12 } } })
    await did(house, { ...manages, command: { action: 'send_estimate', body: { solution: 'All of it.' } } })
    expect((await replied(first, 'OK\n')).fate).toBe('reply')
    expect(await stageOf(first)).toBe('approval')
    expect(await lastNote(first)).toContain('older question')
    expect(await told('joana@vale.example', first)).toEqual(['older'])
  })

  test('what costs money beyond the plan is approved by who is signed in; declining it costs nothing (P4)', async () => {
    await anotherDay()
    const asked = await anEstimate(house, world, { funding: 'quote' })
    expect((await replied(asked, 'OK\n')).fate).toBe('reply')
    expect(await stageOf(asked)).toBe('approval')
    expect(await told('joana@vale.example', asked)).toEqual(['sign_in'])
    expect((await replied(asked, 'NOT OK\n')).fate).toBe('decision')
    expect(await stageOf(asked)).toBe('estimating')
  })

  test('a contact whose limit is lower than the price writes a message', async () => {
    await anotherDay()
    await house.sql`update membership set approval_limit = 100 where person_id = ${world.joana.id}`
    const asked = await anEstimate(house, world)
    const [{ price } = { price: null }] = await house.db
      .select({ price: ticket.price })
      .from(ticket)
      .where(eq(ticket.id, asked.ticketId))
    await house.sql`update approval set price = ${price ?? 48_000} where id = ${asked.approvalId}`
    expect((await replied(asked, 'OK\n')).fate).toBe('reply')
    expect(await told('joana@vale.example', asked)).toEqual(['no_right'])
    await house.sql`update membership set approval_limit = null where person_id = ${world.joana.id}`
  })
})

test('an OK to a round that silence closed opens it again, is shown to the manager, and releases nothing', async () => {
  await anotherDay()
  const asked = await aReview(house, world)
  await house.db
    .update(outgoingMail)
    .set({ delivery: 'kept', deliveredAt: monday })
    .where(eq(outgoingMail.ticketId, asked.ticketId))
  const closing = monday.add({ hours: 24 * 7 })
  // What the tests before left held would keep it open: it might be the answer.
  await house.sql`update inbound_mail set fate = 'duplicate' where fate = 'held'`
  await did(house, {
    ...{ number: asked.number, actor: { kind: 'system' }, channel: 'job', proof: 'job', now: closing },
    ...{ command: { action: 'close_silent', body: {} }, mailReadUpTo: closing },
  })
  const line = await replied(asked, 'OK\n', {}, closing.add({ hours: 1 }))
  expect(line.fate).toBe('reply')
  expect(await rowOf(house, asked.number)).toMatchObject({ stage: 'testing', resolution: null })
  expect(await approvalOf(asked)).toMatchObject({ decision: 'void' })
  expect(await lastNote(asked)).toContain('Silence had closed the ticket')
  expect(await lettersOf(house, asked.ticketId)).toContain('notice to marta@agency.example')
  expect(await told('joana@vale.example', asked)).toEqual(['silence'])
})

test('what somebody wrote wrongly three times a day is answered once (B13)', async () => {
  await anotherDay()
  const asked = await aReview(house, world)
  for (const body of ['OK?\n', 'ok ok\n', 'OK, fine\n']) await replied(asked, body)
  expect(await told('joana@vale.example', asked)).toEqual(['unclear'])
})

test('a merged ticket passes words on to the last of the chain, and never a decision (T17)', async () => {
  const asked = await aReview(house, world)
  const [middle, kept] = [await aProceed(house, world), await aReview(house, world)]
  const into = (from: number, to: number) =>
    did(house, { number: from, actor: world.marta, command: { action: 'merge', body: { into: to } } })
  await into(asked.number, middle.number)
  await into(middle.number, kept.number)
  const line = await replied(asked, 'OK\n')
  expect(line).toMatchObject({ fate: 'reply', ticketId: kept.ticketId })
  expect(await stageOf(kept)).toBe('staging_review')
})

test('words to a duplicate reach the ticket that it is a duplicate of', async () => {
  const [asked, kept] = [await aReview(house, world), await aProceed(house, world)]
  await did(house, {
    number: asked.number,
    actor: world.marta,
    command: { action: 'mark_duplicate', body: { of: kept.number } },
  })
  expect(await replied(asked, 'It happens on phones too.\n')).toMatchObject({ fate: 'reply', ticketId: kept.ticketId })
})

test('no mail below full proof moves a ticket, whoever calls the door (B10)', async () => {
  const asked = await aReview(house, world)
  const command = { action: 'approve_release', body: { round: 1 } } as const
  for (const proof of ['P0', 'P1', 'P2'] as const) {
    expect(
      await ask(house, { number: asked.number, actor: world.joana, command, proof, channel: 'mail' }),
    ).toMatchObject({
      refused: 'sign_in_needed',
    })
  }
  await did(house, { number: asked.number, actor: world.joana, command })
  const production = { action: 'move_to_production', body: {} } as const
  expect(
    await ask(house, { number: asked.number, actor: world.marta, command: production, proof: 'P3', channel: 'mail' }),
  ).toMatchObject({ refused: 'sign_in_needed' })
})
