import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { type AgencyFacts, changeAgency, readAgencyFacts } from '../../db/agency/change-agency.ts'
import { dropReply, keepReply } from '../../db/agency/keep-reply.ts'
import { listSavedReplies } from '../../db/agency/saved-replies.ts'
import { listSettingChanges } from '../../db/agency/setting-changes.ts'
import { readPersonByEmail } from '../../db/people/actor.ts'
import { keepStaff, type StaffFacts } from '../../db/people/change-staff.ts'
import { startSession } from '../../db/people/session.ts'
import { readStaffPage } from '../../db/people/staff.ts'
import { agency } from '../../db/schema/company.ts'
import { session } from '../../db/schema/sign-in.ts'
import { addStaff } from '../../db/seed/cast.ts'
import { addAbsence, dropAbsence } from '../../db/work/change-absence.ts'
import { chooseManager } from '../../db/work/manager.ts'
import { accentOf, contrast } from '../../domain/colour.ts'
import { isRefusal, refuse } from '../../domain/refusal.ts'
import { fc } from '../support/property.ts'
import { aHouse, aWorld, monday } from '../support/world.ts'

const house = await aHouse()
const world = await aWorld(house)
const diogo = await addStaff(house.db, {
  name: 'Diogo Faria',
  email: 'diogo@agency.example',
  roles: ['pm'],
  now: monday,
})

beforeEach(() => house.sql`delete from setting_change`)

const nova: StaffFacts = {
  name: 'Nova Lind',
  language: 'en',
  roles: ['triage'],
  addresses: ['nova@agency.example'],
  active: true,
}
const ada: StaffFacts = {
  name: 'Ada Falk',
  language: 'en',
  roles: ['admin'],
  addresses: ['ada@agency.example'],
  active: true,
}
const keep = (id: string | null, facts: StaffFacts, by = world.ada) => keepStaff(house, { id, facts, by, now: monday })

describe('the people of the agency', () => {
  test('somebody added may act under each of their addresses, and what changed is on record', async () => {
    const kept = await keep(null, { ...nova, addresses: ['Nova@agency.example', 'nova@home.example'] })
    if (isRefusal(kept)) throw new Error(kept.refused)
    for (const address of ['nova@agency.example', 'nova@home.example']) {
      expect(await readPersonByEmail(house.db, address)).toMatchObject({ actor: { id: kept.id, roles: ['triage'] } })
    }
    await keep(kept.id, { ...nova, roles: ['triage', 'pm'], addresses: ['nova@home.example'] })
    expect(await readPersonByEmail(house.db, 'nova@agency.example')).toBeNull()
    const { changes } = await listSettingChanges(house, { area: 'person' })
    expect(changes[0]?.steps).toEqual([
      { field: 'roles', from: 'triage', to: 'triage, pm' },
      { field: 'addresses', from: 'nova@agency.example, nova@home.example', to: 'nova@home.example' },
    ])
  })

  test('an address of somebody else is refused, and nothing is written', async () => {
    const asked = { ...nova, name: 'Other', addresses: ['other@agency.example', 'joana@vale.example'] }
    expect(await keep(null, asked)).toEqual(refuse('address_taken', ['addresses']))
    expect(await readPersonByEmail(house.db, 'other@agency.example')).toBeNull()
  })

  test('the last admin stays one, also when two admins take each other away at once', async () => {
    expect(await keep(world.ada.id, { ...ada, roles: ['pm'] })).toEqual(refuse('last_admin'))
    expect(await keep(world.ada.id, { ...ada, active: false })).toEqual(refuse('last_admin'))
    const second = await addStaff(house.db, {
      name: 'Sam Boss',
      email: 'sam@agency.example',
      roles: ['admin'],
      now: monday,
    })
    const sam = { ...nova, name: 'Sam Boss', roles: ['pm' as const], addresses: ['sam@agency.example'] }
    const both = await Promise.all([
      keep(world.ada.id, { ...ada, roles: ['pm'] }, second),
      keep(second.id, sam, world.ada),
    ])
    expect(both.filter(isRefusal)).toEqual([refuse('last_admin')])
    await house.sql`delete from staff_role where person_id in (${world.ada.id}, ${second.id})`
    await house.sql`insert into staff_role (person_id, role) values (${world.ada.id}, 'admin')`
  })

  test('who is made inactive is signed out everywhere', async () => {
    await startSession(house.db, { personId: diogo.id, device: 'a browser', now: monday })
    const facts: StaffFacts = {
      name: 'Diogo Faria',
      language: 'pt',
      roles: ['pm'],
      addresses: ['diogo@agency.example'],
      active: false,
    }
    await keep(diogo.id, facts)
    expect(await house.db.select().from(session).where(eq(session.personId, diogo.id))).toEqual([])
    await keep(diogo.id, { ...facts, active: true })
  })

  test.each(['marta', 'joana'] as const)('%s may not change who we are', async (who) => {
    expect(await keepStaff(house, { id: null, facts: nova, by: world[who], now: monday })).toEqual(
      refuse('admins_only'),
    )
  })
})

describe('absences', () => {
  const manager = (day: string) =>
    house.db.transaction((tx) => chooseManager(tx, { companyId: world.vale, appId: null, day }))
  const away = (said: Partial<Parameters<typeof addAbsence>[1]> = {}) =>
    addAbsence(house, {
      ...{
        personId: world.marta.id,
        from: '2026-11-16',
        to: '2026-11-18',
        deputyId: diogo.id,
        by: world.ada,
        now: monday,
      },
      ...said,
    })

  test('the deputy of an absent project manager gets the new tickets, for those days (R011)', async () => {
    expect(await away()).toBe('now')
    expect(await manager('2026-11-15')).toEqual({ id: world.marta.id, because: 'company' })
    expect(await manager('2026-11-16')).toEqual({ id: diogo.id, because: 'deputy' })
    expect(await manager('2026-11-19')).toEqual({ id: world.marta.id, because: 'company' })
    const { absences } = await readStaffPage(house, monday)
    expect(absences).toMatchObject([{ name: 'Marta Lopes', deputy: { name: 'Diogo Faria' } }])
    expect(await dropAbsence(house, { id: absences[0]?.id ?? '', by: world.ada, now: monday })).toBe('now')
    expect(await manager('2026-11-16')).toEqual({ id: world.marta.id, because: 'company' })
  })

  test('everybody writes down their own; somebody else’s is an admin’s', async () => {
    expect(await away({ personId: world.rui.id, deputyId: null, by: world.rui })).toBe('now')
    expect(await away({ by: world.rui })).toEqual(refuse('admins_only'))
    const [own] = (await readStaffPage(house, monday)).absences
    expect(await dropAbsence(house, { id: own?.id ?? '', by: world.tess, now: monday })).toEqual(
      refuse('no_such_staff'),
    )
    expect(await dropAbsence(house, { id: own?.id ?? '', by: world.rui, now: monday })).toBe('now')
  })

  test('days that end before they begin, and a deputy of elsewhere, are refused', async () => {
    expect(await away({ to: '2026-11-15' })).toEqual(refuse('absence_malformed'))
    expect(await away({ deputyId: world.marta.id })).toEqual(refuse('absence_malformed'))
    expect(await away({ deputyId: world.joana.id })).toEqual(refuse('absence_malformed'))
    expect(await away({ personId: world.joana.id })).toEqual(refuse('no_such_staff'))
  })
})

describe('the agency', () => {
  const facts: AgencyFacts = {
    name: 'Northpier',
    accent: null,
    quoteThreshold: 15_000,
    alertAfterMinutes: 30,
    documentationSince: null,
  }
  const change = (said: Partial<AgencyFacts>, by = world.ada) =>
    changeAgency(house, { facts: { ...facts, ...said }, by, now: monday })

  test('a colour on which white cannot be read is refused, one that can is kept', async () => {
    expect(await change({ accent: '#777777' })).toEqual(refuse('accent_too_pale', ['accent']))
    expect(await change({ accent: '#767676', alertAfterMinutes: 45, documentationSince: '2024-01-01' })).toBe('now')
    expect(await readAgencyFacts(house)).toMatchObject({ accent: '#767676', alertAfterMinutes: 45 })
    const { changes } = await listSettingChanges(house, { area: 'agency' })
    expect(changes[0]?.steps).toEqual([
      { field: 'accent', from: null, to: '#767676' },
      { field: 'alertAfterMinutes', from: '30', to: '45' },
      { field: 'documentationSince', from: null, to: '2024-01-01' },
    ])
    await house.db.update(agency).set({ accent: null, alertAfterMinutes: 30, documentationSince: null })
  })

  test('what is out of bounds is refused by its field; who is no admin changes nothing', async () => {
    expect(await change({ alertAfterMinutes: 0, name: ' ' })).toEqual(
      refuse('setting_malformed', ['name', 'alertAfterMinutes']),
    )
    expect(await change({ accent: 'red' })).toEqual(refuse('setting_malformed', ['accent']))
    expect(await change({}, world.marta)).toEqual(refuse('admins_only'))
  })

  test('text in the colours that follow from any accent can be read, by day and by night', () => {
    const part = fc.integer({ min: 0, max: 255 })
    fc.assert(
      fc.property(part, part, part, (...rgb) => {
        const { accent, on, soft, hover } = accentOf(`#${rgb.map((one) => one.toString(16).padStart(2, '0')).join('')}`)
        for (const scheme of ['light', 'dark'] as const) {
          const grounds = scheme === 'light' ? ['#ffffff', '#f6f5f2', '#efede8'] : ['#171b1e', '#101315', '#0c0f11']
          for (const ground of [...grounds, soft[scheme]])
            expect(contrast(accent[scheme], ground)).toBeGreaterThanOrEqual(4.5)
          for (const ground of [accent[scheme], hover[scheme]])
            expect(contrast(on[scheme], ground)).toBeGreaterThanOrEqual(4.5)
        }
      }),
      { numRuns: 200 },
    )
  })
})

describe('saved replies', () => {
  const facts = { name: 'Thanks', body: 'Thank you for writing.', language: 'en' as const }
  const keepOne = (said: Partial<Parameters<typeof keepReply>[1]> = {}) =>
    keepReply(house, { id: null, forAll: false, facts, by: world.marta, now: monday, ...said })

  test('mine are mine alone; those for all are an admin’s, and on record', async () => {
    expect(await keepOne()).toBe('now')
    expect(await keepOne({ forAll: true })).toEqual(refuse('admins_only'))
    expect(await keepOne({ forAll: true, by: world.ada, facts: { ...facts, name: 'Hello' } })).toBe('now')
    const [hello, mine] = await listSavedReplies(house.db, world.marta.id)
    expect([hello?.name, hello?.ownerId, mine?.name]).toEqual(['Hello', null, 'Thanks'])
    expect((await listSavedReplies(house.db, world.lena.id)).map(({ name }) => name)).toEqual(['Hello'])
    expect(await dropReply(house, { id: mine?.id ?? '', by: world.lena, now: monday })).toEqual(refuse('no_such_reply'))
    expect(await keepOne({ id: mine?.id ?? '', by: world.ada })).toEqual(refuse('no_such_reply'))
    expect(await dropReply(house, { id: hello?.id ?? '', by: world.marta, now: monday })).toEqual(refuse('admins_only'))
    expect(await dropReply(house, { id: mine?.id ?? '', by: world.marta, now: monday })).toBe('now')
    expect((await listSettingChanges(house, { area: 'reply' })).changes.map(({ subject }) => subject)).toEqual([
      'Hello',
    ])
  })

  test('contacts have none, and an empty one is refused', async () => {
    expect(await keepReply(house, { id: null, forAll: false, facts, by: world.joana, now: monday })).toEqual(
      refuse('no_such_reply'),
    )
    expect(await keepOne({ facts: { ...facts, body: ' ' } })).toEqual(refuse('setting_malformed', ['body']))
  })
})
