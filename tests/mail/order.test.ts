import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { inboundMail } from '../../db/schema/mail.ts'
import { message } from '../../db/schema/thread.ts'
import { ticket } from '../../db/schema/ticket.ts'
import { readMails } from '../../mail/arriving/read-stored.ts'
import { aMail, handIn, lineOf, reading, store } from '../support/post.ts'
import { fc } from '../support/property.ts'
import { rawMail } from '../support/raw-mail.ts'
import { aHouse, aWorld, monday } from '../support/world.ts'

const house = await aHouse()
await aWorld(house)
const joana = 'joana@vale.example'
const pedro = 'pedro@vale.example'

/** Two conversations and a lonely mail, under ids of this round's own. */
function conversations(round: string) {
  const id = (name: string) => `${name}-${round}@clients.example`
  return [
    { name: 'question', mail: aMail({ from: joana, cc: pedro, id: id('question'), subject: 'Slow' }) },
    {
      name: 'addition',
      mail: aMail({ from: joana, cc: pedro, id: id('addition'), answers: id('question'), body: 'And red.\n' }),
    },
    {
      name: 'colleague',
      mail: aMail({
        from: pedro,
        cc: joana,
        id: id('colleague'),
        answers: [id('question'), id('addition')],
        body: 'Here too.\n',
      }),
    },
    { name: 'other', mail: aMail({ from: joana, id: id('other'), subject: 'Logo' }) },
    {
      name: 'other-answer',
      mail: aMail({ from: joana, id: id('other-answer'), answers: id('other'), body: 'Bigger.\n' }),
    },
    { name: 'foreign', mail: aMail({ from: 'ines@atlas.example', id: id('foreign'), answers: id('question') }) },
  ]
}

/** Which mails ended on one ticket, each named once: the same whatever came first. */
async function ticketsOf(round: string) {
  const rows = await house.db
    .select({ ticketId: inboundMail.ticketId, messageId: inboundMail.messageId, text: message.text })
    .from(inboundMail)
    .innerJoin(message, eq(message.id, inboundMail.threadMessageId))
  const own = rows.filter(({ messageId }) => messageId?.includes(round))
  const groups = Object.groupBy(own, ({ ticketId }) => ticketId ?? '')
  return Object.values(groups)
    .map((group) => group?.map(({ messageId }) => messageId?.split(`-${round}`)[0]).sort())
    .sort((a, b) => String(a).localeCompare(String(b)))
}

const expected = [['addition', 'colleague', 'question'], ['foreign'], ['other', 'other-answer']]

test('the same mails in any order, any number of times, at once or one by one, give the same tickets (B4)', async () => {
  let round = 0
  const order = fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 0, 2, 4], { minLength: 9 })
  await fc.assert(
    fc.asyncProperty(order, fc.constantFrom('at once', 'one by one'), async (places, manner) => {
      round += 1
      // Each round in its own hour: all of them at once would be a flood (L14).
      const now = monday.add({ hours: round })
      const mails = conversations(`r${round}`)
      const arrived = places.flatMap((place) => mails[place]?.mail ?? [])
      const ids: string[] = []
      for (const mail of arrived) {
        const id = await store(house, mail, {}, now)
        ids.push(id)
        if (manner === 'one by one') await readMails(house, reading, [id])
      }
      if (manner === 'at once')
        await Promise.all([readMails(house, reading, ids), readMails(house, reading, ids.toReversed())])
      expect(await ticketsOf(`r${round}`)).toEqual(expected)
      const lines = await Promise.all(ids.map((id) => lineOf(house, id)))
      expect(lines.filter(({ fate }) => fate === 'duplicate')).toHaveLength(3)
    }),
    { numRuns: 25 },
  )
})

test('a mail that is held, unreadable or too large to be fetched, is held once, however often it comes (B4)', async () => {
  const parts = `${'--b\r\n\r\nx\r\n'.repeat(600)}--b--`
  const headers = [`From: ${joana}`, 'Message-ID: <parts@x.example>', 'Content-Type: multipart/mixed; boundary=b']
  const unreadable = rawMail(headers, parts)
  const large = aMail({ from: joana, id: 'large@x.example' })
  const held = { fate: 'held' }
  expect([await handIn(house, unreadable), await handIn(house, unreadable)]).toMatchObject([
    held,
    { fate: 'duplicate' },
  ])
  const stub = { size: 30_000_000 }
  expect([await handIn(house, large, stub), await handIn(house, large, stub)]).toMatchObject([
    held,
    { fate: 'duplicate' },
  ])
})

test('a mail read twice at the same moment acts once', async () => {
  const before = await house.db.$count(ticket)
  const id = await store(house, aMail({ from: joana }))
  await Promise.all(Array.from({ length: 4 }, () => readMails(house, reading, [id])))
  expect(await house.db.$count(ticket)).toBe(before + 1)
})

test('the same id with other words is kept for a person (T14); without any id the bytes decide (T15)', async () => {
  await handIn(house, aMail({ from: joana, id: 'reused@x.example', body: 'One\n' }))
  const again = aMail({
    from: joana,
    id: 'reused@x.example',
    body: 'One\n',
    headers: ['Delivered-To: other@desk.example'],
  })
  expect(await handIn(house, again)).toMatchObject({ fate: 'duplicate' })
  const other = aMail({ from: joana, id: 'reused@x.example', body: 'Two\n' })
  expect(await handIn(house, other)).toMatchObject({ fate: 'held', reason: 'id_collision' })
  const nameless = aMail({ from: joana, id: null })
  expect([(await handIn(house, nameless)).fate, (await handIn(house, nameless)).fate]).toEqual(['ticket', 'duplicate'])
})

test('a mail whose reading failed is read again, three times beside others and three times alone, then kept for a person', async () => {
  const [id, neighbour] = [await store(house, aMail({ from: joana })), await store(house, aMail({ from: pedro }))]
  const poison = (await store(house, aMail({ from: joana, body: 'poison\n' }))) ?? ''
  const broken = { ...reading, parse: () => Promise.reject(new Error('the parser is broken')) }
  const poisoned: typeof reading = {
    ...reading,
    parse: (raw) => (Buffer.from(raw).includes('poison') ? broken.parse() : reading.parse(raw)),
  }
  for (let tries = 0; tries < 3; tries += 1) await expect(readMails(house, broken, [id, poison])).rejects.toThrow()
  expect(await lineOf(house, id)).toMatchObject({ fate: null, tries: 3 })
  for (let tries = 0; tries < 3; tries += 1) {
    await expect(readMails(house, poisoned, [poison, id, neighbour])).rejects.toThrow()
  }
  expect(await lineOf(house, id)).toMatchObject({ fate: 'ticket', tries: 4 })
  expect((await lineOf(house, neighbour)).fate).toBe('ticket')
  expect(await lineOf(house, poison)).toMatchObject({ fate: null, tries: 6 })
  await readMails(house, reading, [poison])
  expect(await lineOf(house, poison)).toMatchObject({ fate: 'held', reason: 'reading_failed' })
})
