import { sql } from 'drizzle-orm'
import { afterAll, describe, expect, test } from 'vitest'
import { closeParser } from '../../../mail/parse.ts'
import { aReplyAddress, everythingOf, handIn, proven, threadOf } from '../../support/post.ts'
import { rawMail } from '../../support/raw-mail.ts'
import { rowOf } from '../../support/work.ts'
import { aHouse, aTicket, aWorld, lettersOf, monday } from '../../support/world.ts'

const house = await aHouse()
const world = await aWorld(house)
const network = { origin: 'imap', trusted: 'no' } as const
afterAll(closeParser)

const later = (minutes: number) => monday.add({ minutes })

test('T12 a stranger’s mail to a customer’s reply address is seen by us alone, and answered to nobody', async () => {
  const { ticketId } = await aTicket(house, world)
  const to = await aReplyAddress(house, { personId: world.joana.id, ticketId })
  const [before, letters] = [await everythingOf(house, ticketId), await lettersOf(house, ticketId)]
  const raw = rawMail([proven('signup.test'), 'From: no-reply@signup.test', `To: ${to}`, 'Subject: Your code: 4711'])
  const line = await handIn(house, raw, network, later(1))
  expect(line).toMatchObject({ fate: 'held', reason: 'through_anothers_address', level: 'P1' })
  expect(await everythingOf(house, ticketId)).toBe(before)
  expect(await lettersOf(house, ticketId)).toEqual(letters)
})

describe('T16 a mail with two ids', () => {
  const twice = ['From: joana@vale.example', 'To: support@desk.example', 'Subject: Two ids']
  const ids = ['Message-ID: <first@vale.example>', 'Message-ID: <second@vale.example>']
  const vouched = proven('vale.example')

  test('is known again by either, and the mail log says so', async () => {
    const line = await handIn(house, rawMail([vouched, ...twice, ...ids]), network, later(1))
    expect(line).toMatchObject({ fate: 'ticket', evidence: { ids: ['first@vale.example', 'second@vale.example'] } })
    for (const [at, id] of ids.entries()) {
      const copy = rawMail([`X-Copy: ${at}`, vouched, ...twice, id])
      expect(await handIn(house, copy, network, later(2 + at))).toMatchObject({ fate: 'duplicate' })
      const other = rawMail([`X-Other: ${at}`, vouched, ...twice, id], 'Other words.\n')
      expect(await handIn(house, other, network, later(4 + at))).toMatchObject({ fate: 'held', reason: 'id_collision' })
    }
  })
})

test('T18 words and HTML that differ command nothing', async () => {
  const { ticketId, number } = await aTicket(house, world)
  const to = await aReplyAddress(house, { personId: world.marta.id, ticketId })
  const before = await everythingOf(house, ticketId)
  const head = [proven('agency.example'), 'From: marta@agency.example', `To: ${to}`, 'Subject: Re: MB WAY']
  const raw = rawMail(
    [...head, 'Message-ID: <two-forms@agency.example>', 'Content-Type: multipart/alternative; boundary=b'],
    '--b\nContent-Type: text/plain\n\n#take\n--b\nContent-Type: text/html\n\n<p>Leave it as it is.</p>\n--b--\n',
  )
  const line = await handIn(house, raw, network, later(1))
  expect(line).toMatchObject({ fate: 'held', reason: 'command_not_understood', level: 'P3' })
  expect(await rowOf(house, number)).toMatchObject({ stage: 'new' })
  expect(await everythingOf(house, ticketId)).toBe(before)
})

describe('B10 below full proof', () => {
  const words = ['#take\n', '#note Look.\n', 'OK\n', 'It is still slow.\n']
  /** The rows of all tables but those of mail itself. */
  async function rowsElsewhere(): Promise<Record<string, number>> {
    const tables = await house.db.execute<{ name: string }>(
      sql`select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
    )
    const counts: Record<string, number> = {}
    for (const { name } of tables) {
      if (['inbound_mail', 'raw', 'mailbox'].includes(name)) continue
      const [row] = await house.db.execute<{ rows: number }>(
        sql`select count(*)::int as rows from ${sql.identifier(name)}`,
      )
      counts[name] = row?.rows ?? 0
    }
    return counts
  }

  test.each(words)('a mail that proves nothing leaves every table as it was: %s', async (body) => {
    const { ticketId, number } = await aTicket(house, world)
    const to = await aReplyAddress(house, { personId: world.joana.id, ticketId })
    const [before, whole] = [await rowsElsewhere(), await everythingOf(house, ticketId)]
    for (const [at, headers] of [
      ['From: joana@vale.example', 'To: support@desk.example', `Subject: [#${number}]`],
      ['From: marta@agency.example', 'To: support@desk.example', `Subject: [#${number}]`],
      [proven('attack.test'), 'From: evil@attack.test', `To: ${to}`, 'Cc: ines@atlas.example'],
    ].entries()) {
      const raw = rawMail([...headers, `Message-ID: <b10-${number}-${at}@x>`, `X-Words: ${body.trim()}`], body)
      const line = await handIn(house, raw, network, later(100 + at))
      expect(line.level === 'P0' || line.level === 'P1', `${at}: ${line.level}`).toBe(true)
    }
    expect(await rowsElsewhere()).toEqual(before)
    expect(await everythingOf(house, ticketId)).toBe(whole)
  })

  test('what a participant proves by their domain alone is added, and moves nothing', async () => {
    const { ticketId, number } = await aTicket(house, world)
    const stage = (await rowOf(house, number)).stage
    const head = [proven('vale.example'), 'From: joana@vale.example', 'To: support@desk.example']
    const raw = rawMail([...head, `Subject: Re: [#${number}] x`, `Message-ID: <b10-p2-${number}@vale.example>`], 'OK\n')
    expect(await handIn(house, raw, network, later(200))).toMatchObject({ level: 'P2', fate: 'reply' })
    expect((await rowOf(house, number)).stage).toBe(stage)
    expect((await threadOf(house, ticketId)).at(-1)).toMatchObject({ text: 'OK', visibility: 'public' })
  })
})
