import { and, eq, inArray } from 'drizzle-orm'
import { type ParsedMail, simpleParser } from 'mailparser'
import type { House } from '../../db/house.ts'
import { companyDomain } from '../../db/schema/company.ts'
import { outgoingMail } from '../../db/schema/mail.ts'
import { sendMail } from '../../mail/send.ts'
import type { Sending } from '../../mail/sending/sending.ts'
import { aMail, handIn, reading, type Written } from './post.ts'

type Said = Omit<Written, 'from'>

/** What a machine on the other side writes in answer to its so-many-th letter; null when it says nothing. */
export type Robot = { address: string; answer: (letter: ParsedMail, count: number) => Said | Said[] | null }

let machines = 0

/** A help desk of a customer that nobody has written from before, at a domain of its own; it knows no marks of machines. */
export async function aHelpDesk(house: House): Promise<string> {
  machines += 1
  const domain = `shop${machines}.example`
  const [vale] = await house.db.select().from(companyDomain).where(eq(companyDomain.domain, 'vale.example'))
  await house.db.insert(companyDomain).values({ companyId: vale?.companyId ?? '', domain })
  return `desk@${domain}`
}

/** The first address of a field of a letter. */
export const addressIn = (field: ParsedMail['replyTo']) => field?.value[0]?.address ?? ''

const sender = {
  baseUrl: 'https://desk.test',
  mailDomain: reading.mailDomain,
  mailboxes: [],
  secretKey: reading.secretKey,
  post: null,
}

/**
 * Lets machines answer everything that we write to them, each after a pause, for so many rounds. Answers the letters they
 * got in each round; virtual time goes on between, each time as long as the next of `pause` says.
 */
export async function talk(
  house: House,
  robots: Robot[],
  {
    from,
    pause,
    rounds,
  }: { from: Temporal.Instant; pause: Temporal.DurationLike | Temporal.DurationLike[]; rounds: number },
): Promise<string[][]> {
  const heard: string[][] = []
  const counts = new Map<string, number>()
  const pauses = [pause].flat()
  for (let now = from, round = 0; round < rounds; round += 1) {
    const letters = await leaveFor(house, robots)
    heard.push(letters.map(({ letter, address }) => `${letter} to ${address}`))
    now = now.add(pauses[round % pauses.length] ?? {})
    for (const { address, mime } of letters) {
      const robot = robots.find((one) => one.address === address)
      const count = (counts.get(address) ?? 0) + 1
      counts.set(address, count)
      const said = robot?.answer(await simpleParser(Buffer.from(mime ?? [])), count) ?? []
      for (const one of [said].flat()) await handIn(house, aMail({ from: address, ...one }), {}, now)
    }
  }
  return heard
}

/** All letters that wait for these machines leave, in order. */
export async function leaveFor(house: House, robots: Robot[], us: Pick<Sending, 'mailDomain' | 'secretKey'> = reading) {
  const addresses = robots.map(({ address }) => address)
  const waiting = await house.db
    .select({ id: outgoingMail.id })
    .from(outgoingMail)
    .where(and(inArray(outgoingMail.address, addresses), eq(outgoingMail.delivery, 'queued')))
    .orderBy(outgoingMail.createdAt, outgoingMail.id)
  for (const { id } of waiting)
    await sendMail(house, { ...sender, mailDomain: us.mailDomain, secretKey: us.secretKey }, id)
  const ids = waiting.map(({ id }) => id)
  const left = await house.db.select().from(outgoingMail).where(inArray(outgoingMail.id, ids)).orderBy(outgoingMail.id)
  return left.filter(({ delivery }) => delivery === 'kept')
}
