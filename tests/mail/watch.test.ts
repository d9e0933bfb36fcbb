import { setTimeout as wait } from 'node:timers/promises'
import { asc, eq } from 'drizzle-orm'
import { afterAll, afterEach, expect, test } from 'vitest'
import { inboundMail, raw, mailbox as table } from '../../db/schema/mail.ts'
import { readMails } from '../../mail/arriving/read-stored.ts'
import { type Watching, watchMailbox } from '../../mail/watch.ts'
import { aDovecot, hasDovecot, until } from '../support/dovecot.ts'
import { aMail, proven, reading } from '../support/post.ts'
import { aHouse, aWorld } from '../support/world.ts'

const there = await hasDovecot()
const house = await aHouse()
await aWorld(house)
const dovecot = await aDovecot()
if (there) await dovecot.start()
afterAll(() => (there ? dovecot.remove() : undefined))

const quick = { first: 50, longest: 200, healthy: 60_000, refused: 60_000, taken: 100 }
const watchers: { stop: () => Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(watchers.splice(0).map(({ stop }) => stop()))
})

/** So seldom a poll that whatever arrives in the test came by IDLE. */
function watch(said: Partial<Watching> = {}) {
  watchers.push(
    watchMailbox({
      house,
      mailbox: dovecot.mailbox,
      secretKey: reading.secretKey,
      pollSeconds: 3600,
      pauses: quick,
      ...said,
    }),
  )
}

function letter(id: string) {
  return aMail({ from: 'Joana <joana@vale.example>', id, headers: [proven('vale.example')] })
}

function stored(name = dovecot.mailbox.name) {
  return house.db
    .select()
    .from(inboundMail)
    .where(eq(inboundMail.mailbox, name))
    .orderBy(asc(inboundMail.uidValidity), asc(inboundMail.uid))
}

async function untilStored(count: number, seconds?: number) {
  await until(async () => (await stored()).length >= count, `${count} mails are stored`, seconds)
}

async function readAll() {
  await readMails(
    house,
    reading,
    (await stored()).map(({ id }) => id),
  )
}

test.runIf(there)('what lies in the mailbox before the first connection is taken, byte for byte', async () => {
  const mails = ['one', 'two', 'three'].map((name) => letter(`${name}@vale.example`))
  await dovecot.append(mails)
  watch()
  await untilStored(3)
  const kept = await house.db.select({ bytes: raw.bytes }).from(raw)
  for (const mail of mails) expect(kept.some(({ bytes }) => Buffer.from(bytes).equals(mail))).toBe(true)
  await until(async () => (await house.db.select().from(table))[0]?.polledAt != null, 'the mailbox counts as read')
})

test.runIf(there)('a new mail is stored within two seconds, though nobody polls', async () => {
  const before = (await stored()).length
  await house.db.update(table).set({ polledAt: null })
  watch()
  await until(async () => (await house.db.select().from(table))[0]?.polledAt != null, 'the mailbox counts as read')
  const took: number[] = []
  await dovecot.asAnother(async (client) => {
    for (const count of [1, 2, 3, 4, 5]) {
      await client.append('INBOX', letter(`idle-${count}@vale.example`))
      const arrived = performance.now()
      await untilStored(before + count)
      took.push(performance.now() - arrived)
    }
  })
  const [quickest = Infinity, , middle = Infinity] = took.toSorted((a, b) => a - b)
  // A machine with other things to do keeps one mail waiting, not all of them.
  expect(quickest).toBeLessThan(2_000)
  // Left to itself the line begins to listen after fifteen seconds, and is renewed after twenty: too late by far.
  expect(middle).toBeLessThan(8_000)
})

test.runIf(there)(
  'a mail that somebody read first is taken all the same, and nothing is marked by us (I04)',
  async () => {
    const before = (await stored()).length
    await dovecot.append([letter('read-first@vale.example')])
    await dovecot.asAnother((client) => client.messageFlagsAdd('*', ['\\Seen']))
    await dovecot.append([letter('unread@vale.example')])
    watch()
    await untilStored(before + 2)
    const unseen = await dovecot.asAnother((client) => client.search({ seen: false }))
    expect(unseen).toContain(before + 2)
  },
)

test.runIf(there)('a mail that somebody moves away is neither missed nor waited for (I06)', async () => {
  const before = (await stored()).length
  await dovecot.append([letter('moved@vale.example')])
  await dovecot.asAnother(async (client) => {
    await client.mailboxCreate('Elsewhere')
    await client.messageMove('*', 'Elsewhere')
  })
  await dovecot.append([letter('after-the-gap@vale.example')])
  watch()
  await untilStored(before + 1)
  await readAll()
  expect((await stored()).at(-1)?.messageId).toBe('after-the-gap@vale.example')
})

test.runIf(there)(
  'two watchers of one mailbox keep one connection, and the second steps in for the first (I14)',
  async () => {
    const before = (await stored()).length
    watch()
    watch()
    await wait(500)
    await dovecot.append([letter('once@vale.example')])
    await untilStored(before + 1)
    await watchers.shift()?.stop()
    await dovecot.append([letter('second@vale.example')])
    await untilStored(before + 2)
    expect(await stored()).toHaveLength(before + 2)
  },
)

test.runIf(there)('a server that dies is found again, and nothing is lost or doubled (I02)', async () => {
  const before = (await stored()).length
  watch()
  await wait(300)
  await dovecot.kill()
  await wait(300)
  await dovecot.start()
  await dovecot.append([letter('after-the-crash@vale.example')])
  await untilStored(before + 1)
  expect(await stored()).toHaveLength(before + 1)
})

test.runIf(there)('under a new UIDVALIDITY all is fetched again and read as what it is: copies (I05)', async () => {
  await readAll()
  const before = await stored()
  const tickets = before.filter(({ fate }) => fate === 'ticket').length
  await dovecot.renumber()
  watch()
  const left = await dovecot.asAnother(async (client) => (client.mailbox ? client.mailbox.exists : 0))
  await untilStored(before.length + left)
  await readAll()
  const after = await stored()
  expect(after).toHaveLength(before.length + left)
  expect(after.filter(({ fate }) => fate === 'ticket')).toHaveLength(tickets)
  expect(after.filter(({ fate }) => fate === 'duplicate')).toHaveLength(left)
})

test.runIf(there)(
  'a refused password is written down as the fault of the mailbox, and not tried again at once (I12)',
  async () => {
    const name = 'wrong password'
    watch({ mailbox: { ...dovecot.mailbox, name, login: { by: 'password', password: 'wrong' } } })
    const row = async () => (await house.db.select().from(table).where(eq(table.name, name)))[0]
    await until(async () => Boolean((await row())?.fault), 'the fault is written down')
    expect(await row()).toMatchObject({ fault: 'login_refused', faultSaid: 'Authentication failed.' })
  },
)
