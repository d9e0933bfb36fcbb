import { sql } from 'drizzle-orm'
import { afterAll, describe, expect, test } from 'vitest'
import { readMails } from '../../../mail/arriving/read-stored.ts'
import { closeParser, parseMail } from '../../../mail/parse.ts'
import type { MailTime } from '../../../mail/parsing/mail-time.ts'
import { anOfflineDns } from '../../support/offline-dns.ts'
import { aMail, lineOf, reading, store } from '../../support/post.ts'
import { rawMail } from '../../support/raw-mail.ts'
import { aHouse, aWorld } from '../../support/world.ts'

afterAll(closeParser)

const head = [
  'From: joana@vale.example',
  'To: support@desk.example',
  'Subject: Slow',
  'Message-ID: <slow@vale.example>',
]

test('B15 a mail that is slow to parse, and whose origin is slow to check, has one time for both', async () => {
  const house = await aHouse()
  await aWorld(house)
  const dns = anOfflineDns()
  const raw = await dns.aDomain('vale.example').sign(rawMail(head, 'words\n'))
  dns.fail('s1._domainkey.vale.example', 'silent')
  const left: number[] = []
  let ofMail: MailTime | undefined
  const parse: typeof parseMail = async (bytes, time) => {
    ofMail = time
    const mail = await parseMail(bytes)
    // As if its thread had read for so long.
    time?.spend(4200)
    left.push(time?.left() ?? 0)
    return mail
  }
  const id = await store(house, raw, { trusted: 'no' })
  await readMails(house, { ...reading, trustLoopback: false, resolver: dns.resolver, parse }, [id])
  left.push(ofMail?.left() ?? 300)
  // The DNS is silent: by itself the check would wait two seconds for it.
  expect(dns.asked).toContain('TXT s1._domainkey.vale.example')
  expect(left[0]).toBe(300)
  expect(left[1]).toBeLessThan(100)
})

describe('B15 a mail whose time was over before it was read', async () => {
  const house = await aHouse()
  await aWorld(house)
  /** Parses like a thread that had so much of the processor in all the time there is. */
  const had =
    (worked: number): typeof parseMail =>
    async (_, time) => {
      time?.spend(4500, worked)
      return { unreadable: 'parse_timeout', detail: `${worked} ms of work` }
    }
  const readBy = async (parse: typeof parseMail, id: string) => {
    await readMails(house, { ...reading, parse }, [id])
    const [job] = await house.db.execute<{ seconds: number }>(
      sql`select round(extract(epoch from max(start_after) - now()))::int as seconds from pgboss.job
        where name = 'read_mail' and data->'mailIds' ? ${id} and start_after > now()`,
    )
    const { fate, reason, tries } = await lineOf(house, id)
    return { fate, reason, tries, pause: Math.round((job?.seconds ?? 0) / 30) / 2 }
  }

  test('is held at once where it had a processor', async () => {
    const id = await store(house, aMail({ from: 'joana@vale.example' }))
    expect(await readBy(had(4300), id)).toEqual({ fate: 'held', reason: 'parse_timeout', tries: 1, pause: 0 })
  })

  test('is tried again where the machine kept it from one, and read as what it is', async () => {
    const id = await store(house, aMail({ from: 'joana@vale.example' }))
    expect(await readBy(had(900), id)).toEqual({ fate: null, reason: null, tries: 1, pause: 1 })
    expect(await readBy(parseMail, id)).toMatchObject({ fate: 'ticket', tries: 2 })
  })

  test('is held when that happened four times, whatever else it is', async () => {
    const id = await store(house, aMail({ from: 'joana@vale.example' }))
    const lines = []
    for (let count = 0; count < 4; count += 1) lines.push(await readBy(had(0), id))
    expect(lines.map(({ fate, pause }) => [fate, pause])).toEqual([
      [null, 1],
      [null, 2],
      [null, 4],
      ['held', 4],
    ])
    expect(lines.at(-1)).toMatchObject({ reason: 'parse_timeout', tries: 4 })
  })

  test('is held at once where somebody waits for its fate', async () => {
    const id = await store(house, aMail({ from: 'joana@vale.example' }), { origin: 'file' })
    expect(await readBy(had(0), id)).toMatchObject({ fate: 'held', reason: 'parse_timeout' })
  })
})
