import { eq, sql } from 'drizzle-orm'
import { ImapFlow } from 'imapflow'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inboundMail, mailbox as table } from '../../../db/schema/mail.ts'
import { fetchNew } from '../../../mail/arriving/fetch-new.ts'
import { aDovecot, hasDovecot } from '../../support/dovecot.ts'
import { aMail } from '../../support/post.ts'
import { aHouse } from '../../support/world.ts'

const there = await hasDovecot()
const house = await aHouse()
const dovecot = await aDovecot()
const { mailbox } = dovecot
const waiting = 130

beforeAll(async () => {
  if (!there) return
  await dovecot.start()
  await dovecot.append(Array.from({ length: waiting }, (_, at) => letter(`waiting-${at}`)))
})
afterAll(() => (there ? dovecot.remove() : undefined))

function letter(id: string) {
  return aMail({ from: 'Joana <joana@vale.example>', id: `${id}@vale.example` })
}

/** One look at the mailbox; `whenFetched` is called each time before the bytes of some mails are asked for. */
async function look(whenFetched: (times: number) => Promise<void>) {
  const { host, port, user, login } = mailbox
  const pass = login.by === 'password' ? login.password : ''
  const client = new ImapFlow({ host, port, secure: false, auth: { user, pass }, logger: false })
  client.on('error', () => {})
  await client.connect()
  await client.mailboxOpen('INBOX', { readOnly: true })
  const fetch = client.fetch.bind(client)
  let times = 0
  client.fetch = async function* (range, query, options) {
    if ('source' in query) {
      times += 1
      await whenFetched(times)
    }
    yield* fetch(range, query, options)
  }
  try {
    return await fetchNew(client, { house, mailbox })
  } finally {
    client.close()
  }
}

async function storedUids() {
  const rows = await house.db.select({ uid: inboundMail.uid }).from(inboundMail).orderBy(inboundMail.uid)
  return rows.map(({ uid }) => uid)
}

const watermark = async () => (await house.db.select().from(table).where(eq(table.name, mailbox.name)))[0]?.lastUid

const uids = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at)

describe.runIf(there)('a mail that comes while a backlog is fetched', () => {
  const live = waiting + 1

  test('is stored after the page in hand, and the watermark stays below what is not', async () => {
    const killed = look(async (times) => {
      if (times === 1) await dovecot.append([letter('live')])
      if (times === 3) throw new Error('Killed.')
    })
    await expect(killed).rejects.toThrow('Killed.')
    expect(await storedUids()).toEqual([...uids(1, 100), live])
    expect(await watermark()).toBe(100)
  })

  test('is read before the backlog', async () => {
    const jobs = await house.db.execute<{ mails: number; priority: number }>(
      sql`select jsonb_array_length(data->'mailIds') as mails, priority from pgboss.job where name = 'read_mail'
        order by priority desc, created_on`,
    )
    expect(jobs[0]).toMatchObject({ mails: 1, priority: 0 })
    expect(new Set(jobs.slice(1).map(({ priority }) => priority))).toEqual(new Set([-1]))
  })

  test('is kept once when all is fetched again, and the watermark passes over all', async () => {
    await look(async (times) => {
      if (times === 1) await dovecot.append([letter('latest')])
    })
    expect(await storedUids()).toEqual(uids(1, live + 1))
    expect(await watermark()).toBe(live + 1)
  })
})
