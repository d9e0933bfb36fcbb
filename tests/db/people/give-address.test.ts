import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { addAddress, addContact } from '../../../db/customers/change-contact.ts'
import { releaseMail } from '../../../db/mailbox/held-mail.ts'
import { welcomeContact } from '../../../db/people/addresses.ts'
import { makeFirstAdmin } from '../../../db/people/admin.ts'
import { keepStaff, type StaffFacts } from '../../../db/people/change-staff.ts'
import { listBearersOfOurs } from '../../../db/people/give-address.ts'
import { inboundMail } from '../../../db/schema/mail.ts'
import { person, personEmail } from '../../../db/schema/person.ts'
import { belongsToUs } from '../../../domain/our-address.ts'
import { refuse } from '../../../domain/refusal.ts'
import { aMail, handIn } from '../../support/post.ts'
import { aHouse, aKey, aWorld, monday } from '../../support/world.ts'

const brand = { address: 'help@brand.example', user: 'brand-login' }
const google = { address: null, user: 'desk@gmail.example' }
const ours = { mailDomain: 'desk.example', mailboxes: [brand, google] }
const house = { ...(await aHouse()), ours }
const world = await aWorld(house)
const our = ['support@desk.example', 'reply+abc@desk.example', 'help@brand.example', 'desk@gmail.example']
const refused = (...fields: string[]) => refuse('our_own_address', fields)

describe('L08 an address of our own', () => {
  test.each([
    ...our,
    'Support@Desk.Example',
    'bounce+x@desk.example',
    'postmaster@desk.example',
    'help+joana@brand.example',
  ])('%s is one', (address) => {
    expect(belongsToUs(address, ours)).toBe(true)
  })

  test.each(['marta@desk.example', 'support@brand.example', 'brand-login@desk.example', 'xsupport@desk.example'])(
    '%s is none',
    (address) => {
      expect(belongsToUs(address, ours)).toBe(false)
    },
  )

  test.each(our)('%s becomes nobody’s, by whatever way', async (address) => {
    const before = [await house.db.$count(person), await house.db.$count(personEmail)]
    const of = { companyId: world.vale, by: world.marta, now: monday }
    const facts = { name: 'Nova Lind', language: 'en' as const }
    const rights = {
      seesCompany: false,
      approvesEstimates: false,
      approvalLimit: null,
      approvesReleases: false,
      managesPeople: false,
    }
    expect(await addContact(house, { ...of, facts, address, rights, letter: 'invitation', key: aKey() })).toEqual(
      refused('address'),
    )
    expect(await addAddress(house, { ...of, personId: world.joana.id, address })).toEqual(refused('address'))
    const tess: StaffFacts = {
      ...{ name: 'Tess Moreau', language: 'en', roles: ['triage'], active: true },
      addresses: ['tess@agency.example', address],
    }
    const kept = { by: { ...world.ada, roles: ['admin' as const] }, now: monday }
    expect(await keepStaff(house, { id: world.tess.id, facts: tess, ...kept })).toEqual(refused('addresses'))
    expect(await keepStaff(house, { id: null, facts: { ...tess, addresses: [address] }, ...kept })).toEqual(
      refused('addresses'),
    )
    expect(await makeFirstAdmin(house, address, monday)).toEqual(refused())
    const first = { address, name: 'Us', companyId: world.vale, now: monday }
    expect(await house.db.transaction((tx) => welcomeContact(tx, house, first))).toBeNull()
    expect([await house.db.$count(person), await house.db.$count(personEmail)]).toEqual(before)
  })

  test('is given to nobody by the release of a mail', async () => {
    const { id } = await handIn(house, aMail({ from: 'help@brand.example' }), { origin: 'imap', trusted: 'no' })
    expect((await house.db.select().from(inboundMail)).map(({ fate }) => fate)).toEqual(['held'])
    const asked = { mailId: id, by: world.marta, now: monday }
    expect(await releaseMail(house, { ...asked, as: 'alias', personId: world.joana.id })).toEqual(refused('address'))
    await releaseMail(house, { ...asked, as: 'open', companyId: world.vale })
    expect(await house.db.$count(person)).toBe(8)
  })

  test('that somebody had before a mailbox came to bear it is said, and stays theirs when they are changed', async () => {
    const later = { ...house, ours: { ...ours, mailboxes: [{ address: 'joana@vale.example', user: 'vale' }] } }
    expect(await listBearersOfOurs(house)).toEqual([])
    expect(await listBearersOfOurs(later)).toEqual([
      { address: 'joana@vale.example', name: 'Joana Matos', active: true },
    ])
  })
})

test('an address becomes somebody’s in one place only, and by the seed', () => {
  const db = join(import.meta.dirname, '../../../db')
  const writes = /insert\(personEmail|insertRows\(\w+, personEmail|insertsRow\(personEmail/
  const writers = readdirSync(db, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && writes.test(readFileSync(join(db, path), 'utf8')))
    .toSorted()
  expect(writers).toEqual(['people/give-address.ts', 'seed/cast.ts'])
})
