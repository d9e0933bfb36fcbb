import { sql } from 'drizzle-orm'
import { afterAll, expect, test } from 'vitest'
import { addNote } from '../../../db/thread.ts'
import { closeParser } from '../../../mail/parse.ts'
import { aDecidingAddress, aReview } from '../../support/decisions.ts'
import { aReplyAddress, handIn, proven } from '../../support/post.ts'
import { fc } from '../../support/property.ts'
import { rawMail } from '../../support/raw-mail.ts'
import { aHouse, aKey, aTicket, aWorld, monday } from '../../support/world.ts'

const house = await aHouse()
const world = await aWorld(house)
afterAll(closeParser)

let minutes = 0
/** Far enough apart that nobody is taken for a flood of mail. */
function later() {
  minutes += 20
  return monday.add({ minutes })
}

const review = await aReview(house, world)
const fresh = await aTicket(house, world)
const foreign = await aTicket(house, world, { companyId: world.atlas, requesterId: world.ines.id, actor: world.ines })
await addNote(house, {
  ...{ number: review.number, actor: world.lena, body: 'They are behind with their bills.', files: [] },
  ...{ channel: 'web', proof: 'session', sourceKey: aKey(), now: monday },
})
const { ticketId } = review
const reachable = {
  support: 'support@desk.example',
  decide: await aDecidingAddress(house, review, world.joana),
  joana: await aReplyAddress(house, { personId: world.joana.id, ticketId }),
  marta: await aReplyAddress(house, { personId: world.marta.id, ticketId }),
  note: await aReplyAddress(house, { personId: world.marta.id, ticketId, purpose: 'note' }),
  ines: await aReplyAddress(house, { personId: world.ines.id, ticketId: foreign.ticketId }),
  expired: await aReplyAddress(house, { personId: world.marta.id, ticketId: fresh.ticketId, expiresAt: monday }),
}
const people = {
  ...{ joana: 'vale.example', pedro: 'vale.example', new: 'vale.example', ines: 'atlas.example' },
  ...{ marta: 'agency.example', mara: 'freemail.example', evil: 'attack.test' },
}
const names = ['joana', 'pedro', 'new', 'ines', 'marta', 'mara', 'evil'] as const
const addresses = ['support', 'decide', 'joana', 'marta', 'note', 'ines', 'expired'] as const

const letter = fc.record({
  from: fc.constantFrom(...names),
  /** Whose domain the topmost result of our own server vouches for. */
  vouched: fc.constantFrom('nobody', 'the writer', 'attack.test'),
  /** A result that the writer put below it, in the name of our server. */
  forged: fc.boolean(),
  /** A signature that leaves open to whom the mail goes, and what it is about. */
  signsLittle: fc.boolean(),
  to: fc.constantFrom(...addresses),
  cc: fc.constantFrom(null, 'evil@attack.test', 'ines@atlas.example', 'marta@agency.example'),
  about: fc.constantFrom(review, fresh, foreign),
  words: fc.constantFrom('OK', 'NOT OK\n\nIt still fails.', '#take', '#close', '#note Look.', '#status', 'It is slow.'),
})

type Letter = typeof letter extends fc.Arbitrary<infer Value> ? Value : never
let written = 0

function write({ from, vouched, forged, signsLittle, to, cc, about, words }: Letter) {
  written += 1
  const domain = people[from]
  return rawMail(
    [
      ...(vouched === 'nobody' ? [] : [proven(vouched === 'the writer' ? domain : vouched)]),
      ...(forged ? [proven(domain)] : []),
      ...(signsLittle ? [`DKIM-Signature: v=1; a=rsa-sha256; d=${domain}; s=s1; h=from:date; bh=AA==; b=AA==`] : []),
      `From: ${from}@${domain}`,
      `To: ${reachable[to]}`,
      ...(cc ? [`Cc: ${cc}`] : []),
      `Subject: Re: [#${about.number}] MB WAY`,
      `Message-ID: <powers-${written}@${domain}>`,
    ],
    `${words}\n\n-- \n${written}\n`,
  )
}

/** What a mail of little proof may not touch: where tickets stand, what was decided, and who takes part. */
const standing = async () =>
  JSON.stringify([
    await house.sql`select number, stage, pm_id, developer_id from ticket order by number`,
    await house.sql`select id, decision from approval order by id`,
    await house.sql`select ticket_id, person_id from participant order by ticket_id, person_id`,
  ])

/** The rows a mail that proves nothing may not add to. */
const said = async () =>
  JSON.stringify(
    await house.sql`select (select count(*) from message), (select count(*) from event),
    (select count(*) from ticket), (select count(*) from person)`,
  )

/** Who was written to since `count` letters, staff left out. */
async function toldSince(count: number): Promise<string[]> {
  const rows = await house.sql<{ address: string }[]>`
    select address from outgoing_mail order by created_at, id offset ${count}`
  return rows.map(({ address }) => address).filter((address) => !address.endsWith('@agency.example'))
}

const letters = async () => Number((await house.sql`select count(*) from outgoing_mail`)[0]?.count)

test('no mail below full proof moves a ticket, tells others, or adds who listens, however it is put together (B10)', async () => {
  const levels = new Set<string>()
  await fc.assert(
    fc.asyncProperty(letter, async (given) => {
      const [before, words, count] = [await standing(), await said(), await letters()]
      const line = await handIn(house, write(given), { origin: 'imap', trusted: 'no' }, later())
      const level = line.level ?? 'P0'
      levels.add(level)
      if (level > 'P2') return
      expect({ given, fate: line.fate, told: await toldSince(count) }).toMatchObject({
        told: line.level === 'P2' ? expect.toSatisfy((told) => isOwn(told, given)) : [],
      })
      if (line.fate === 'ticket') return
      expect(await standing()).toBe(before)
      if (level < 'P2') expect(await said()).toBe(words)
    }),
    { numRuns: 200 },
  )
  expect([...levels].sort()).toEqual(['P0', 'P1', 'P2', 'P3'])
  const leaks = await house.db.execute(sql`
    select letter, address from outgoing_mail join message on message.id = thread_message_id
    where visibility = 'internal' and address not like '%@agency.example'`)
  expect([...leaks]).toEqual([])
})

function isOwn(told: string[], { from }: Letter) {
  return told.every((address) => address === `${from}@${people[from]}`)
}
