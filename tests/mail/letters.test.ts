import { and, asc, eq, isNull } from 'drizzle-orm'
import { simpleParser } from 'mailparser'
import { beforeAll, describe, expect, test } from 'vitest'
import { readAgencyCalendar } from '../../db/agency/calendars.ts'
import { claimMail } from '../../db/letters/outgoing.ts'
import { outgoingMail, replyAddress } from '../../db/schema/mail.ts'
import { type Play, playing, type Step } from '../../db/seed/play.ts'
import { compose } from '../../mail/compose.ts'
import { sender } from '../support/sender.ts'
import { aHouse, aKey, aWorld, monday } from '../support/world.ts'

const house = await aHouse()
const world = await aWorld(house)
const { marta, lena, rui, joana, pedro } = world

const secretNote = 'CANARY-OF-A-NOTE'
const taken: Step = { after: 0.5, by: marta, does: 'take' }
const scoped: Step = {
  ...{ after: 1, by: marta, does: 'confirm_scope' as const },
  with: { work_class: 'bug_fix', scope: 'Payments by phone.', app: world.shop, funding: 'postpaid', needs_code: true },
}
const offered = {
  ...{ after: 1, by: marta, does: 'offer_fix' as const },
  with: {
    summary: 'Payments work again.',
    steps: ['Open the shop.', 'Pay with MB WAY.'],
    url: 'https://staging.vale.example',
  },
  pictures: [
    { name: 'mb-way-before.png', shows: 'before' },
    { name: 'mb-way-after.png', shows: 'after' },
  ],
} satisfies Step
const steps: Step[] = [
  taken,
  { after: 0.2, by: marta, notes: secretNote },
  { after: 0.2, by: marta, does: 'ask_customer', with: { body: 'On which phone?' } },
  { after: 0.2, by: joana, says: 'On all of them.' },
  scoped,
  { after: 1, by: lena, does: 'estimate', with: { hours: 6 } },
  { after: 0.1, by: marta, does: 'set_due_date', with: { date: '2026-12-01' } },
  { after: 0.5, by: marta, does: 'send_estimate', with: { solution: 'We mend the callback.' } },
  { after: 0.5, by: joana, does: 'approve' },
  { after: 0.5, by: marta, does: 'set_due_date', with: { date: '2026-12-03', reason: 'A holiday lies between.' } },
  { after: 0.5, by: lena, does: 'clear_scope' },
  { after: 0.5, by: rui, does: 'start' },
  { after: 2, by: rui, does: 'finish', with: { pull_request: 'https://git.example/pull/1', notes: secretNote } },
  { after: 0.5, by: marta, does: 'fail_test', rows: 'compliance', with: { note: secretNote } },
  { after: 2, by: rui, does: 'finish', with: { pull_request: 'https://git.example/pull/1' } },
  { after: 0.5, by: marta, does: 'tick', rows: 'compliance', with: { note: secretNote } },
  { after: 0.5, by: lena, does: 'tick', rows: 'workflow' },
  offered,
  { after: 1, by: joana, does: 'request_changes', with: { reason: 'The amount is missing.' } },
  { after: 0.5, by: rui, does: 'start' },
  { after: 2, by: rui, does: 'finish', with: { pull_request: 'https://git.example/pull/2' } },
  { after: 0.5, by: marta, does: 'tick', rows: 'compliance' },
  { after: 0.5, by: lena, does: 'tick', rows: 'workflow' },
  { ...offered, with: { ...offered.with, summary: 'The amount is there.' } },
  { after: 1, by: joana, does: 'approve_release' },
  { after: 0.5, by: marta, does: 'move_to_production' },
  { after: 0.5, by: lena, does: 'release', with: { merged: true, upgrades: secretNote } },
  { after: 1, by: marta, does: 'return_to_development', with: { reason: 'The receipt is empty.' } },
]

type Row = typeof outgoingMail.$inferSelect
type Read = Row & { text: string; html: string; replyTo: string }

/** Every letter of a played ticket, each made as soon as what it tells of was done; oldest first. */
async function lettersOf(given: Partial<Play> & Pick<Play, 'steps'>): Promise<{ number: number; mails: Read[] }> {
  const calendar = await house.db.transaction(readAgencyCalendar)
  const showing = { calendar, now: monday.add({ hours: 24 * 60 }), key: aKey() }
  const script: Play = {
    ...{ by: joana, companyId: world.vale, appId: world.shop, category: 'issue_with_error' as const },
    ...{ title: 'MB WAY payments fail', body: 'Nobody can pay.', opened: monday },
    ...given,
  }
  const mails: Read[] = []
  let ticket = 0
  for await (const { number, ticketId } of playing(house, script, showing)) {
    ticket = number
    const promised = await house.db
      .select()
      .from(outgoingMail)
      .where(and(eq(outgoingMail.ticketId, ticketId), isNull(outgoingMail.mime)))
      .orderBy(asc(outgoingMail.createdAt), asc(outgoingMail.id))
    for (const mail of promised) mails.push(await written(mail))
  }
  return { number: ticket, mails }
}

async function written(mail: Row): Promise<Read> {
  const claimed = await claimMail(house.db, mail.id)
  if (typeof claimed === 'string') throw new Error(`The ${mail.letter} to ${mail.address} is ${claimed}.`)
  const bytes = await compose(house, sender, claimed)
  if ('unreadable' in bytes) throw new Error(`${mail.letter} to ${mail.address}: ${bytes.unreadable}`)
  const parsed = await simpleParser(Buffer.from(bytes), { skipImageLinks: true })
  const replyTo = [parsed.replyTo].flat()[0]?.value[0]?.address ?? ''
  return { ...mail, text: parsed.text ?? '', html: String(parsed.html), replyTo }
}

let whole: Read[] = []
beforeAll(async () => {
  whole = (await lettersOf({ steps })).mails
})

const to = (address: string, letter: Row['letter']) =>
  whole.filter((mail) => mail.address === address && mail.letter === letter)

describe('the letters of a ticket from first word to production', () => {
  test('each is whole, and none tells a word of a note (B11)', () => {
    expect(whole.length).toBeGreaterThan(30)
    for (const { text, html } of whole) {
      expect(text + html).not.toMatch(/undefined|null|\[object|NaN|Invalid/)
      expect(text + html).not.toContain(secretNote)
    }
  })

  test('the estimate says whose turn it is, until when, how much, and leads to the page of its reader (R016, R020)', async () => {
    const [mail] = to(joana.email, 'estimate')
    expect(mail?.text).toMatch(/^Your turn: approve 6 h, until /)
    expect(mail?.text).toContain('We mend the callback.')
    expect(mail?.text).toContain('Or answer this mail with OK or NOT OK on a line of its own.')
    const [, token] = /https:\/\/desk\.test\/a\/([a-z2-7]{52})\n/.exec(mail?.text ?? '') ?? []
    expect(mail?.replyTo).toBe(`reply+${token}@desk.test`)
    const grants = await house.db.select().from(replyAddress).where(eq(replyAddress.purpose, 'decide'))
    expect(grants.every(({ approvalId, personId }) => approvalId !== null && personId === joana.id)).toBe(true)
  })

  test('a fix comes with pictures of before and after, its steps, and until when (R027, R030)', () => {
    const [mail, second] = to(joana.email, 'staging')
    expect(mail?.text).toMatch(/^Your turn: test the fix, until /)
    expect(mail?.text).toContain('[Before: mb-way-before.png]\n[After: mb-way-after.png]')
    expect(mail?.text).toContain('How to test it\n1. Open the shop.\n2. Pay with MB WAY.')
    expect(mail?.html.match(/<img /g)).toHaveLength(2)
    expect(second?.text).toContain('Round: 2')
    expect(second?.text).not.toContain(mail?.replyTo.slice(6, 58) ?? 'no token')
  })

  test('a receipt goes to whoever decided, and says until when it may be taken back', () => {
    const [approved, changes, released] = to(joana.email, 'receipt').map(({ text }) => text)
    expect(approved).toMatch(/^Recorded: 6 h approved\. Ticket #\d+\./)
    expect(approved).toContain('Joana Matos decided this on')
    expect(approved).toMatch(/You can take it back until \d\d:\d\d\./)
    expect(changes).toMatch(/^Recorded: NOT OK, it needs changes\./)
    expect(changes).toContain('Said with it: The amount is missing.')
    expect(released).toMatch(/^Recorded: OK, release it\./)
  })

  test('a changed date is told with the one before, and why (R148)', () => {
    const [mail] = to(joana.email, 'new_date')
    expect(mail?.text).toMatch(/^New date for your ticket #\d+: Thu 3 Dec\./)
    expect(mail?.text).toContain('Until now it was expected on Tue 1 Dec.')
    expect(mail?.text).toContain('Because: A holiday lies between.')
  })

  test('each of us reads what is theirs to do now', () => {
    const turns = (address: string) =>
      to(address, 'your_turn').map(({ text }) => text.split('\n')[0]?.replace(/#\d+/, '#'))
    expect(turns(lena.email)).toEqual([
      'Your turn: estimate the hours of ticket #.',
      'Your turn: make the scope of ticket # clear.',
      'Your turn: run the known workflows for ticket #.',
      'Your turn: run the known workflows for ticket #.',
      'Your turn: release ticket # to production.',
    ])
    expect(turns(rui.email)).toContain('Your turn: change ticket # as the customer asks.')
    expect(turns(marta.email)).toContain('Your turn: move ticket # to production.')
  })

  test('what one of us who is not the PM answers stays a note; what the PM answers goes to the customer', () => {
    expect(to(rui.email, 'your_turn').every(({ replyTo }) => replyTo.startsWith('note+'))).toBe(true)
    expect(to(marta.email, 'your_turn').every(({ replyTo }) => replyTo.startsWith('reply+'))).toBe(true)
  })

  test('the customer hears that it is live once it is, and when it had to come back (R038)', () => {
    expect(to(joana.email, 'live')[0]?.text).toMatch(/^Your ticket #\d+ is live\./)
    expect(to(joana.email, 'back_in_work')[0]?.text).toContain('The receipt is empty.')
  })
})

test('whoever may not decide is told who may, and gets no page and no address that decides', async () => {
  const { number, mails } = await lettersOf({ by: pedro, steps: upToEstimate })
  // Who may decide hears of it too, before or after him.
  const mail = mails.find(({ letter, address }) => letter === 'estimate' && address === pedro.email)
  expect(mail?.text).toMatch(/^Ticket #\d+ waits for an approval of 6 h/)
  expect(mail?.text).toContain('Joana Matos may decide this.')
  expect(mail?.text).toContain(`https://desk.test/tickets/${number}`)
  expect(mail?.text).not.toMatch(/\/a\/|OK or NOT OK/)
  const grants = await house.db.select().from(replyAddress).where(eq(replyAddress.personId, pedro.id))
  expect(grants.map(({ purpose }) => purpose)).toEqual(['reply'])
})

test('a decision written down for the phone says so, and only whoever decided may take it back', async () => {
  const recorded: Step = { after: 1, by: marta, does: 'approve', with: { by: joana.email, evidence: 'She called.' } }
  const { mails } = await lettersOf({ by: pedro, steps: [...upToEstimate, recorded] })
  const receipts = mails.filter(({ letter }) => letter === 'receipt')
  const [hers, his] = [joana, pedro].map(({ email }) => receipts.find(({ address }) => address === email)?.text)
  for (const text of [hers, his])
    expect(text).toContain('Joana Matos decided this on the phone; Marta Lopes wrote it down on')
  expect(hers).toContain('You can take it back until')
  expect(his).not.toContain('take it back')
})

test('a question before the work, and an offer taken back, say so', async () => {
  const asked: Step = { after: 1, by: marta, does: 'ask_proceed', with: { body: 'It takes a look at the logs.' } }
  const { mails } = await lettersOf({
    category: 'question',
    steps: [taken, asked, { after: 1, by: marta, does: 'withdraw', with: { reason: 'We found it.' } }],
  })
  const [proceed, withdrawn] = (['proceed', 'withdrawn'] as const).map((name) =>
    mails.find(({ letter }) => letter === name),
  )
  expect(proceed?.text).toMatch(/^Your turn: shall we proceed\? Please say so until /)
  expect(withdrawn?.text).toMatch(/^We withdrew our offer for ticket #/)
  expect(withdrawn?.text).toContain('We found it.')
})

const upToEstimate: Step[] = [
  taken,
  scoped,
  { after: 1, by: lena, does: 'estimate', with: { hours: 6 } },
  { after: 0.5, by: marta, does: 'send_estimate', with: { solution: 'We mend the callback.' } },
]
