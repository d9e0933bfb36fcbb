import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { companyDomain } from '../../../db/schema/company.ts'
import { inboundMail } from '../../../db/schema/mail.ts'
import { ticket } from '../../../db/schema/ticket.ts'
import { addMessage } from '../../../db/thread.ts'
import { readMails } from '../../../mail/arriving/read-stored.ts'
import { aMail, reading, store } from '../../support/post.ts'
import { leaveFor } from '../../support/robot.ts'
import { aHouse, aKey, aWorld, monday } from '../../support/world.ts'

/** A house of the product with a database, a key and an address of its own. */
async function aDesk(mailDomain: string) {
  const house = await aHouse(mailDomain)
  const world = await aWorld(house)
  const own = { ...reading, mailDomain, secretKey: `the secret of ${mailDomain}`, authservId: `mx.${mailDomain}` }
  return { house, world, own, address: `support@${mailDomain}` }
}
type Desk = Awaited<ReturnType<typeof aDesk>>

/** Two of them that never heard of each other, each with the other's domain as that of a customer. */
async function twoDesks(): Promise<[Desk, Desk]> {
  const desks: [Desk, Desk] = [await aDesk('desk.example'), await aDesk('help.vale.example')]
  for (const [desk, other] of [desks, [desks[1], desks[0]] as const]) {
    await desk.house.db.insert(companyDomain).values({ companyId: desk.world.vale, domain: other.own.mailDomain })
  }
  return desks
}

/** What a relay does to a letter on its way. */
const without = (fields: string, mime: Buffer) => {
  const lines = new RegExp(`^(?:${fields}):.*\\r?\\n(?:[ \\t].*\\r?\\n)*`, 'gim')
  return Buffer.from(mime.toString('latin1').replace(lines, ''), 'latin1')
}
const asIs = (mime: Buffer) => mime
const withoutMarks = (mime: Buffer) => without('Auto-Submitted|X-Auto-Response-Suppress|Precedence', mime)
/** Each letter seems to be about something new. */
const withoutThread = (mime: Buffer) => {
  const bare = without('In-Reply-To|References|Reply-To|Message-ID', withoutMarks(mime)).toString('latin1')
  return Buffer.from(bare.replace(/^Subject: .*$/m, `Subject: ${crypto.randomUUID()}`), 'latin1')
}

/** What this desk has for the other is brought there and read; answers how many letters that were. */
async function bring(from: Desk, to: Desk, { carry, now }: { carry: typeof asIs; now: Temporal.Instant }) {
  const letters = await leaveFor(from.house, [{ address: to.address, answer: () => null }], from.own)
  for (const { mime } of letters) {
    const id = await store(to.house, carry(Buffer.from(mime ?? [])), {}, now)
    await readMails(to.house, to.own, [id])
  }
  return letters.length
}

/** Letters go to and fro until there are none; answers how many each brought, in turn. */
async function untilSilent(desks: [Desk, Desk], start: Temporal.Instant, { carry, pause }: Way): Promise<number[]> {
  const brought: number[] = []
  for (let now = start, [from, to] = desks; brought.length < 30; [from, to] = [to, from]) {
    now = now.add(pause)
    brought.push(await bring(from, to, { carry, now }))
    if (brought.length > 1 && brought.slice(-2).every((count) => count === 0)) return brought
  }
  throw new Error(`They never fall silent: ${brought}`)
}
type Way = { carry: typeof asIs; pause: Temporal.DurationLike }

const ticketsIn = ({ house }: Desk) => house.db.$count(ticket)
const sum = (counts: number[]) => counts.reduce((all, one) => all + one, 0)

/** The other desk's address writes to us of something new, and once all is silent a person of ours answers. */
async function begin(desks: [Desk, Desk], way: Way) {
  const [us, other] = desks
  const concern = aMail({ from: other.address, to: us.address, subject: 'A concern', body: 'Our basket is empty.\n' })
  await readMails(us.house, us.own, [await store(us.house, concern)])
  const byItself = await untilSilent(desks, monday, way)
  const [row] = await us.house.db.select().from(ticket).where(eq(ticket.title, 'A concern'))
  const now = monday.add({ hours: 24 * 40 })
  await addMessage(us.house, {
    ...{ number: row?.number ?? 0, actor: us.world.marta, channel: 'web', proof: 'session' },
    ...{ body: 'We look at it today.', files: [], sourceKey: aKey(), now },
  })
  return { byItself, afterWords: await untilSilent(desks, now, way) }
}

const marked = await twoDesks()

test('L05 L07 two desks of ours: what one writes by itself the other never answers, and words of people it does (B13)', async () => {
  const [us, other] = marked
  const { byItself, afterWords } = await begin(marked, { carry: asIs, pause: { seconds: 2 } })
  expect(byItself).toEqual([1, 0, 0])
  // A person's words are a ticket there, whose acknowledgement is marked and stays on ours.
  expect(afterWords).toEqual([1, 1, 0, 0])
  const heard = await other.house.db.select().from(inboundMail).orderBy(inboundMail.id)
  expect(heard).toMatchObject([{ fate: 'auto_reply', fromAddress: us.address }, { fate: 'ticket' }])
  expect(await ticketsIn(other)).toBe(1)
  const said = await us.house.db.select().from(inboundMail).orderBy(inboundMail.id)
  expect(said).toMatchObject([{ fate: 'ticket' }, { fate: 'auto_reply' }])
})

const ways = { 'all marks': withoutMarks, 'all marks and threads': withoutThread }
const pauses = { 'within seconds': { seconds: 2 }, 'after a day': { hours: 26 } }
const cases = []
for (const [lost, carry] of Object.entries(ways)) {
  for (const [when, pause] of Object.entries(pauses)) cases.push({ lost, carry, when, pause, desks: await twoDesks() })
}

test.each(cases)(
  'L05 two desks of ours fall silent by themselves where the way between takes off $lost, $when (B13)',
  async ({ desks, ...way }) => {
    const { byItself, afterWords } = await begin(desks, way)
    // Each is heard at most twice, and once more when a person has spoken.
    expect(sum(byItself)).toBeLessThanOrEqual(4)
    expect(sum(afterWords)).toBeLessThanOrEqual(5)
  },
)
