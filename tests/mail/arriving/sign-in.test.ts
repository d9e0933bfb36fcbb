import { eq, sql } from 'drizzle-orm'
import { afterAll, afterEach, expect, test } from 'vitest'
import { keepGrant, readGrant } from '../../../db/mailbox/kept-grant.ts'
import type { Mailbox } from '../../../db/mailbox/mail-settings.ts'
import { inboundMail, mailbox as table } from '../../../db/schema/mail.ts'
import { SignInRefused, signInTo } from '../../../mail/arriving/sign-in.ts'
import { watchMailbox } from '../../../mail/watch.ts'
import { aDovecot, hasDovecot, until } from '../../support/dovecot.ts'
import { anOauthServer, client } from '../../support/oauth-server.ts'
import { aMail, proven, reading } from '../../support/post.ts'
import { aHouse, aWorld } from '../../support/world.ts'

const there = await hasDovecot()
const house = await aHouse()
await aWorld(house)
const oauth = await anOauthServer()
const dovecot = await aDovecot({ tokenInfo: oauth.tokenInfo })
if (there) await dovecot.start()
afterAll(() => Promise.all([there ? dovecot.remove() : undefined, oauth.stop()]))

const watchers: { stop: () => Promise<void> }[] = []
const leave = () => Promise.all(watchers.splice(0).map(({ stop }) => stop()))
afterEach(leave)

const box: Mailbox = {
  ...dovecot.mailbox,
  login: { by: 'xoauth2', grant: { ...client, tokenUrl: oauth.tokenUrl, refreshToken: oauth.refreshToken() } },
}

/** Who is refused for good tries no more within the test. */
function watch() {
  const pauses = { first: 50, longest: 200, refused: 3_600_000, taken: 100 }
  watchers.push(watchMailbox({ house, mailbox: box, secretKey: reading.secretKey, pollSeconds: 3600, pauses }))
}

const row = async (name = box.name) => (await house.db.select().from(table).where(eq(table.name, name)))[0]
const count = async () => (await house.db.select({ id: inboundMail.id }).from(inboundMail)).length
const letter = (id: string) => aMail({ from: 'Joana <joana@vale.example>', id, headers: [proven('vale.example')] })

test.runIf(there)(
  'a mailbox that knows no password is read with a token, and a renewed grant outlives the worker',
  async () => {
    await dovecot.append([letter('by-token@vale.example')])
    watch()
    await until(async () => (await count()) === 1, 'the mail is stored')
    await leave()
    // The one in the settings is void by now: only what was kept lets anybody in.
    await dovecot.append([letter('after-a-restart@vale.example')])
    watch()
    await until(async () => (await count()) === 2, 'the next mail is stored')
    expect(oauth.exchanges()).toBe(2)
    expect(Buffer.from((await row())?.grant ?? []).toString()).not.toContain('refresh-')
  },
)

test.runIf(there)('a token that was voided is renewed at once, without the long wait of a refusal (I12)', async () => {
  await house.db.update(table).set({ polledAt: null })
  watch()
  await until(async () => Boolean((await row())?.polledAt), 'the mailbox is read')
  expect(oauth.exchanges()).toBe(3)
  oauth.revoke()
  await dovecot.kill()
  await dovecot.start()
  await dovecot.append([letter('with-a-new-token@vale.example')])
  await until(async () => (await count()) === 3, 'the mail is stored')
  expect(oauth.exchanges()).toBe(4)
})

test.runIf(there)(
  'a grant that was withdrawn is asked for once, and said so to whoever can mend it (I12)',
  async () => {
    const before = oauth.exchanges()
    oauth.revoke('grant')
    watch()
    await until(async () => Boolean((await row())?.fault), 'the fault is written down')
    const faultSaid = 'invalid_grant: Token has been expired or revoked.'
    expect(await row()).toMatchObject({ fault: 'grant_refused', faultSaid })
    expect(oauth.exchanges()).toBe(before + 1)
  },
)

test('a token server that does not know us is believed, and not asked again and again (I12)', async () => {
  const grant = { ...client, clientSecret: 'wrong', tokenUrl: oauth.tokenUrl, refreshToken: 'any' }
  const mailbox: Mailbox = { ...box, name: 'of a stranger', login: { by: 'xoauth2', grant } }
  const { credentials } = signInTo({ house, mailbox, secretKey: reading.secretKey })
  await expect(credentials()).rejects.toThrow(SignInRefused)
})

test('a renewed grant is for who has the secret key, and only as long as the settings name the same one', async () => {
  const held = { name: 'a mailbox', secretKey: 'ours', configured: 'first' }
  expect(await readGrant(house.db, held)).toBe('first')
  await keepGrant(house.db, held, 'second')
  expect(await readGrant(house.db, held)).toBe('second')
  expect(await readGrant(house.db, { ...held, secretKey: 'theirs' })).toBe('first')
  expect(await readGrant(house.db, { ...held, configured: 'set anew' })).toBe('set anew')
  await house.db.update(table).set({ grant: sql`set_byte("grant", 30, get_byte("grant", 30) # 1)` })
  expect(await readGrant(house.db, held)).toBe('first')
})
