import { desc, eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { makeFirstAdmin } from '../../../db/people/admin.ts'
import { listDemoPeople, signInAsDemoPerson } from '../../../db/people/demo.ts'
import { listDevices, readSession, revokeDevice, signOut } from '../../../db/people/session.ts'
import { askToSignIn, readSignInLink, signInByCode, signInByLink, type Visitor } from '../../../db/people/sign-in.ts'
import { agency } from '../../../db/schema/company.ts'
import { outgoingMail } from '../../../db/schema/mail.ts'
import { person } from '../../../db/schema/person.ts'
import { signIn } from '../../../db/schema/sign-in.ts'
import { isRefusal, refuse } from '../../../domain/refusal.ts'
import { aHouse, aWorld, monday, type World } from '../../support/world.ts'

const house = await aHouse()
let world: World
let browsers = 0

beforeAll(async () => {
  world = await aWorld(house)
})

function aVisitor(said: Partial<Visitor> = {}): Visitor {
  browsers += 1
  return { browserToken: `browser-${browsers}`, ip: `192.0.2.${browsers}`, device: 'Firefox', now: monday, ...said }
}

/** Asks, and answers what the letter would hold. */
async function asked(visitor: Visitor, email = 'joana@vale.example') {
  expect(await askToSignIn(house, { email, ...visitor })).toBeNull()
  const [letter] = await house.db.select().from(outgoingMail).orderBy(desc(outgoingMail.id)).limit(1)
  return { linkToken: letter?.facts.link_token ?? '', code: letter?.facts.code ?? '' }
}

test('the link of the letter signs in once', async () => {
  const visitor = aVisitor()
  const { linkToken } = await asked(visitor)
  expect(await readSignInLink(house, linkToken, monday)).toBe('Joana Matos')
  expect(await readSignInLink(house, linkToken, monday)).toBe('Joana Matos')
  const session = await signInByLink(house, { linkToken, ...visitor })
  if (isRefusal(session)) throw new Error(session.refused)
  expect((await readSession(house.db, session.token, monday))?.actor).toMatchObject({ email: 'joana@vale.example' })
  expect(await signInByLink(house, { linkToken, ...visitor })).toEqual(refuse('already_used'))
  expect(await readSignInLink(house, linkToken, monday)).toBeNull()
})

test('two presses of the link at once make one session', async () => {
  const visitor = aVisitor()
  const { linkToken } = await asked(visitor)
  const both = await Promise.all([1, 2].map(() => signInByLink(house, { linkToken, ...visitor })))
  expect(both.filter(isRefusal)).toEqual([refuse('already_used')])
})

test('link and code are good for ten minutes', async () => {
  const visitor = aVisitor()
  const { linkToken, code } = await asked(visitor)
  const late = { ...visitor, now: monday.add({ minutes: 10 }) }
  expect(await signInByLink(house, { linkToken, ...late })).toEqual(refuse('expired'))
  expect(await signInByCode(house, { code, ...late })).toEqual(refuse('expired'))
  expect(isRefusal(await signInByCode(house, { code, ...visitor, now: monday.add({ minutes: 9, seconds: 59 }) }))).toBe(
    false,
  )
})

test('link and code belong to the browser that asked', async () => {
  const visitor = aVisitor()
  const { linkToken, code } = await asked(visitor)
  expect(await signInByLink(house, { linkToken, ...aVisitor() })).toEqual(refuse('other_browser'))
  expect(await signInByCode(house, { code, ...aVisitor() })).toEqual(refuse('expired'))
  expect(isRefusal(await signInByCode(house, { code: `${code.slice(0, 3)} ${code.slice(3)}`, ...visitor }))).toBe(false)
  expect(await signInByCode(house, { code, ...visitor })).toEqual(refuse('already_used'))
  expect(await signInByLink(house, { linkToken, ...visitor })).toEqual(refuse('already_used'))
})

test('a code may be tried five times, tries at once counted one by one', async () => {
  const visitor = aVisitor()
  const { code } = await asked(visitor)
  const wrong = code === '000000' ? '000001' : '000000'
  const tries = await Promise.all([1, 2, 3, 4, 5, 6, 7].map(() => signInByCode(house, { code: wrong, ...visitor })))
  expect(tries.filter((tried) => isRefusal(tried) && tried.refused === 'wrong_code')).toHaveLength(5)
  expect(await signInByCode(house, { code, ...visitor })).toEqual(refuse('too_many_tries'))
})

test('an address that is nobody’s is answered alike, leaves the same row and no letter', async () => {
  const letters = async () => (await house.db.select({ id: outgoingMail.id }).from(outgoingMail)).length
  const before = await letters()
  const visitor = aVisitor()
  expect(await askToSignIn(house, { email: 'nobody@vale.example', ...visitor })).toBeNull()
  expect(await letters()).toBe(before)
  const [row] = await house.db.select().from(signIn).orderBy(desc(signIn.id)).limit(1)
  expect(row).toMatchObject({ personId: null, tries: 0 })
  expect(await signInByCode(house, { code: '123456', ...visitor })).toEqual(refuse('wrong_code'))
})

test('nothing that lets anybody in is kept in plain', async () => {
  const visitor = aVisitor()
  const { linkToken, code } = await asked(visitor)
  const session = await signInByLink(house, { linkToken, ...visitor })
  if (isRefusal(session)) throw new Error(session.refused)
  const kept = JSON.stringify([await house.sql`select * from sign_in`, await house.sql`select * from session`])
  for (const secret of [linkToken, session.token, visitor.browserToken, `"${code}"`]) expect(kept).not.toContain(secret)
})

test('asking too often for one address is refused, from wherever it is asked', async () => {
  const often = []
  for (let count = 0; count < 11; count += 1)
    often.push(await askToSignIn(house, { email: 'Pedro@vale.example', ...aVisitor() }))
  expect(often.slice(0, 10)).toEqual(Array(10).fill(null))
  expect(often[10]).toMatchObject({ refused: 'too_many_tries', retryAfter: expect.any(Number) })
})

test('a session ends by signing out, by revoking its device, after thirty days and with its person', async () => {
  const begin = async () => {
    const visitor = aVisitor()
    const { linkToken } = await asked(visitor, 'ines@atlas.example')
    const session = await signInByLink(house, { linkToken, ...visitor })
    if (isRefusal(session)) throw new Error(session.refused)
    return session.token
  }
  const [mine, other, last] = [await begin(), await begin(), await begin()]
  await signOut(house.db, last)
  expect(await readSession(house.db, last, monday)).toBeNull()
  const devices = await listDevices(house.db, { personId: world.ines.id, token: mine, now: monday })
  expect(devices.map(({ current }) => current).sort()).toEqual([false, true])
  const foreign = devices.find(({ current }) => !current)
  await revokeDevice(house.db, world.joana.id, foreign?.id ?? '')
  expect(await readSession(house.db, other, monday)).not.toBeNull()
  await revokeDevice(house.db, world.ines.id, foreign?.id ?? '')
  expect(await readSession(house.db, other, monday)).toBeNull()
  expect(await readSession(house.db, mine, monday.add({ hours: 24 * 30 }))).toBeNull()
  await house.db.update(person).set({ active: false }).where(eq(person.id, world.ines.id))
  expect(await readSession(house.db, mine, monday)).toBeNull()
})

test('nobody signs in by one click outside the demo, whatever the setting says', async () => {
  const click = { email: 'joana@vale.example', device: 'Firefox', now: monday }
  expect(await listDemoPeople(house, { demo: true })).toEqual([])
  expect(await signInAsDemoPerson(house, { demo: true }, click)).toEqual(refuse('no_such_person'))
  await house.db.update(agency).set({ demo: true })
  expect(await signInAsDemoPerson(house, { demo: false }, click)).toEqual(refuse('no_such_person'))
  expect((await listDemoPeople(house, { demo: true })).map(({ name }) => name)).toContain('Joana Matos')
  expect(await signInAsDemoPerson(house, { demo: true }, click)).toEqual({ token: expect.any(String) })
})

test('the first admin is made where nobody is yet, and nowhere else', async () => {
  expect(await makeFirstAdmin(house, 'boss@agency.example', monday)).toEqual(refuse('not_yours_to_do'))
  expect(await makeFirstAdmin(house, 'joana@vale.example', monday)).toEqual(refuse('not_yours_to_do'))
  const linkToken = await makeFirstAdmin(house, 'ada@agency.example', monday)
  if (isRefusal(linkToken)) throw new Error(linkToken.refused)
  expect(await signInByLink(house, { linkToken, ...aVisitor() })).toEqual({ token: expect.any(String) })
  const empty = await aHouse()
  const link = await makeFirstAdmin(empty, 'boss@agency.example', monday)
  if (isRefusal(link)) throw new Error(link.refused)
  expect(await readSignInLink(empty, link, monday)).toBe('boss')
})
