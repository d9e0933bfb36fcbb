import { eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { listSettingChanges } from '../../../db/agency/setting-changes.ts'
import { addCustomerApp, changeApp } from '../../../db/customers/change-app.ts'
import {
  addCustomer,
  addMailDomain,
  changeCompanyFacts,
  changeCompanyMoney,
  dropMailDomain,
} from '../../../db/customers/change-company.ts'
import {
  addAddress,
  addContact,
  changeRights,
  dropAddress,
  letBack,
  letGo,
  makeMain,
} from '../../../db/customers/change-contact.ts'
import { listContacts, listKeptApps, listMailDomains, readCustomer } from '../../../db/customers/customers.ts'
import { listWorkflows, readWorkflow } from '../../../db/customers/workflows.ts'
import { addDocument } from '../../../db/customers/write-document.ts'
import { addWorkflow, moveWorkflow, retireWorkflow, reviseWorkflow } from '../../../db/customers/write-workflow.ts'
import { readPersonByEmail } from '../../../db/people/actor.ts'
import { listPeople } from '../../../db/people/people.ts'
import { outgoingMail } from '../../../db/schema/mail.ts'
import { membership } from '../../../db/schema/membership.ts'
import { stagingEnvironment } from '../../../db/schema/staging.ts'
import { addEnvironment, changeEnvironment, retireEnvironment } from '../../../db/staging/staging-environments.ts'
import type { AppFacts, CompanyFacts, CompanyMoney, ContactRights } from '../../../domain/customer.ts'
import { mailDomain } from '../../../domain/customer.ts'
import { isRefusal, type Refusal, refuse } from '../../../domain/refusal.ts'
import { aHouse, aKey, aWorld, monday, type World } from '../../support/world.ts'

const house = await aHouse()
const changesOf = async (area: 'company' | 'app') => (await listSettingChanges(house, { area })).changes
let world: World
let money: CompanyMoney

beforeAll(async () => {
  world = await aWorld(house)
  const vale = await readCustomer(house, world.vale)
  money = {
    ...{ planId: vale?.plan.id ?? '', billingPolicy: 'budget', urgentNeedsPayment: false, dmClient: false },
    ...{ hourlyRate: 9_500, currency: 'EUR' },
  }
  await house.db.update(membership).set({ managesPeople: true }).where(eq(membership.personId, world.joana.id))
})

const facts: CompanyFacts = {
  ...{ name: 'Quay Books', language: 'en', timeZone: 'Europe/Lisbon' },
  ...{ calendarId: null, pmId: null, deputyId: null, accountManagerId: null },
}
const rights: ContactRights = {
  ...{ seesCompany: true, approvesEstimates: false, approvalLimit: null },
  ...{ approvesReleases: false, managesPeople: false },
}
const appFacts: AppFacts = {
  ...{ name: 'Parts Catalogue', live: false, deepDiveWaiver: null, productionUrl: null, repositoryUrl: null },
  ...{ pmId: null, supportLeadId: null, developerIds: [] },
}

function done<Outcome>(outcome: Outcome | Refusal): Outcome {
  if (isRefusal(outcome)) throw new Error(`Refused: ${outcome.refused} ${outcome.missing.join(', ')}`)
  return outcome
}

const invite = (said: Partial<Parameters<typeof addContact>[1]>) =>
  addContact(house, {
    ...{ companyId: world.vale, by: world.joana, facts: { name: 'New One', language: 'en' }, rights },
    ...{ address: `${aKey()}@vale.example`, letter: 'invitation', key: aKey(), now: monday },
    ...said,
  })

test('an admin takes a company on once, and names only who can do it', async () => {
  const asked = { facts: { ...facts, pmId: world.marta.id }, money, by: world.ada, key: aKey(), now: monday }
  const { companyId } = done(await addCustomer(house, asked))
  expect(done(await addCustomer(house, asked)).companyId).toBe(companyId)
  expect(await readCustomer(house, companyId)).toMatchObject({ name: 'Quay Books', hourlyRate: 9_500 })
  expect(await addCustomer(house, { ...asked, key: aKey() })).toEqual(refuse('name_taken', ['name']))
  const wrong = { ...facts, name: 'Other', pmId: world.rui.id }
  expect(await addCustomer(house, { ...asked, facts: wrong, key: aKey() })).toEqual(refuse('no_such_person', ['pmId']))
  expect(await addCustomer(house, { ...asked, by: world.marta, key: aKey() })).toEqual(refuse('admins_only'))
})

test('a PM changes the facts of a company, and only an admin its money', async () => {
  const own = { ...facts, name: 'Atlas Freight', deputyId: world.marta.id }
  expect(await changeCompanyFacts(house, { now: monday, companyId: world.atlas, by: world.rui, facts: own })).toEqual(
    refuse('not_yours_to_keep'),
  )
  expect(await changeCompanyFacts(house, { now: monday, companyId: world.atlas, by: world.marta, facts: own })).toBe(
    'now',
  )
  expect(await changeCompanyMoney(house, { now: monday, companyId: world.atlas, by: world.marta, money })).toEqual(
    refuse('admins_only'),
  )
  expect(await changeCompanyMoney(house, { now: monday, companyId: world.atlas, by: world.ada, money })).toBe('now')
  expect(await readCustomer(house, world.atlas)).toMatchObject({ deputyId: world.marta.id, billingPolicy: 'budget' })
})

test('a mail domain belongs to one company, and never one where anybody has an address', async () => {
  const add = (companyId: string, domain: string) =>
    addMailDomain(house, { now: monday, companyId, domain, by: world.marta })
  expect(mailDomain.parse(' @Shop.Vale.example ')).toBe('shop.vale.example')
  expect(await add(world.vale, 'shop.vale.example')).toBe('now')
  expect(await add(world.vale, 'shop.vale.example')).toBe('now')
  expect(await add(world.atlas, 'shop.vale.example')).toEqual(refuse('domain_taken', ['domain']))
  expect(await add(world.vale, 'gmail.com')).toEqual(refuse('freemail_domain', ['domain']))
  expect(await listMailDomains(house, world.vale)).toEqual(['shop.vale.example', 'vale.example'])
  await dropMailDomain(house, { now: monday, companyId: world.vale, domain: 'shop.vale.example', by: world.marta })
  expect(await listMailDomains(house, world.vale)).toEqual(['vale.example'])
})

test('who manages people invites a colleague once, by a letter promised with it', async () => {
  const asked = { address: 'nuno@vale.example', key: aKey() }
  const { personId } = done(await invite(asked))
  expect(done(await invite(asked)).personId).toBe(personId)
  const letters = await house.db.select().from(outgoingMail).where(eq(outgoingMail.personId, personId))
  expect(letters).toMatchObject([{ letter: 'invitation', address: 'nuno@vale.example', companyId: world.vale }])
  expect(await readPersonByEmail(house.db, 'nuno@vale.example')).toMatchObject({ actor: { name: 'New One' } })
})

test('nobody invites or gives rights at a company where they manage no people, nor to themselves', async () => {
  expect(await invite({ by: world.pedro })).toEqual(refuse('not_yours_to_keep'))
  expect(await invite({ companyId: world.atlas })).toEqual(refuse('not_on_file'))
  expect(await invite({ by: world.ines, companyId: world.atlas })).toEqual(refuse('not_yours_to_keep'))
  const change = (personId: string, by = world.joana, companyId = world.vale) =>
    changeRights(house, { now: monday, companyId, personId, by, rights: { ...rights, approvesReleases: true } })
  expect(await change(world.joana.id)).toEqual(refuse('own_rights'))
  expect(await change(world.pedro.id, world.pedro)).toEqual(refuse('not_yours_to_keep'))
  expect(await change(world.ines.id)).toEqual(refuse('not_on_file'))
  expect(await change(world.ines.id, world.joana, world.atlas)).toEqual(refuse('not_on_file'))
  expect(await change(world.pedro.id)).toBe('now')
  expect((await readPersonByEmail(house.db, 'pedro@vale.example'))?.actor).toMatchObject({
    memberships: [{ approvesReleases: true }],
  })
})

test('a colleague may not take an address that somebody has, and is not told whose it is; we add them here too', async () => {
  const taken = refuse('address_taken', ['address'])
  expect(await invite({ address: 'ines@atlas.example' })).toEqual(taken)
  expect(await invite({ address: 'marta@agency.example' })).toEqual(taken)
  expect(await invite({ address: 'marta@agency.example', by: world.marta })).toEqual(taken)
  expect(await invite({ address: 'pedro@vale.example', by: world.marta })).toEqual(taken)
  const { personId } = done(await invite({ address: 'ines@atlas.example', by: world.marta }))
  expect(personId).toBe(world.ines.id)
  done(await letGo(house, { now: monday, companyId: world.vale, personId, by: world.marta }))
  expect((await readPersonByEmail(house.db, 'ines@atlas.example'))?.actor).toMatchObject({
    memberships: [{ companyId: world.atlas }],
  })
})

test('a contact has further addresses, letters go to one, and that one stays', async () => {
  const of = { companyId: world.vale, personId: world.pedro.id, by: world.marta, now: monday }
  expect(await addAddress(house, { ...of, address: 'pedro@home.example' })).toBe('now')
  expect(await addAddress(house, { ...of, address: 'joana@vale.example' })).toEqual(
    refuse('address_taken', ['address']),
  )
  expect(await readPersonByEmail(house.db, 'pedro@home.example')).toMatchObject({
    actor: { id: world.pedro.id, email: 'pedro@vale.example' },
  })
  expect(await makeMain(house, { ...of, address: 'pedro@home.example' })).toBe('now')
  expect(await dropAddress(house, { ...of, address: 'pedro@home.example' })).toEqual(refuse('main_address'))
  expect(await makeMain(house, { ...of, address: 'pedro@vale.example' })).toBe('now')
  expect(await dropAddress(house, { ...of, address: 'pedro@home.example' })).toBe('now')
  expect(await addAddress(house, { ...of, companyId: world.atlas, address: 'x@home.example' })).toEqual(
    refuse('not_on_file'),
  )
})

test('who was let go may not come in, is in no list of colleagues, and can come back', async () => {
  const of = { companyId: world.vale, personId: world.pedro.id, by: world.marta, now: monday }
  done(await letGo(house, of))
  expect(await readPersonByEmail(house.db, 'pedro@vale.example')).toBeNull()
  const names = async () => (await listPeople(house, world.joana)).map(({ name }) => name)
  expect(await names()).not.toContain('Pedro Vale')
  expect((await listContacts(house, world.vale)).at(-1)).toMatchObject({ name: 'Pedro Vale', active: false })
  done(await letBack(house, of))
  expect(await names()).toContain('Pedro Vale')
})

test('an app goes live with a deep dive page or a reason to go without, and not before (R046)', async () => {
  const asked = { companyId: world.vale, by: world.marta }
  const added = await addCustomerApp(house, {
    ...{ ...asked, facts: { ...appFacts, developerIds: [world.rui.id] }, key: aKey(), now: monday },
  })
  const { appId } = done(added)
  const become = (said: Partial<AppFacts>) =>
    changeApp(house, { now: monday, ...asked, appId, facts: { ...appFacts, ...said } })
  expect(await become({ live: true })).toEqual(refuse('deep_dive_missing', ['live']))
  expect(await become({ live: true, deepDiveWaiver: 'A single page.' })).toBe('now')
  expect(await become({ live: true })).toEqual(refuse('deep_dive_missing', ['live']))
  const page = { appId, title: 'Search', body: 'By part number.', ticketNumber: null, by: world.marta, now: monday }
  await addDocument(house, { ...page, kind: 'other', key: aKey() })
  expect(await become({ live: true })).toEqual(refuse('deep_dive_missing', ['live']))
  await addDocument(house, { ...page, kind: 'flow', key: aKey() })
  expect(await become({ live: true })).toBe('now')
})

test('an app names people who can do it, its developers in their order (R022)', async () => {
  const [shop] = (await listKeptApps(house, world.vale)).filter(({ id }) => id === world.shop)
  const own: AppFacts = { ...appFacts, name: shop?.name ?? '', live: true }
  const change = (said: Partial<AppFacts>, by = world.lena) =>
    changeApp(house, { now: monday, companyId: world.vale, appId: world.shop, facts: { ...own, ...said }, by })
  expect(await change({ developerIds: [world.marta.id] })).toEqual(refuse('no_such_person', ['developer1']))
  expect(await change({ supportLeadId: world.rui.id })).toEqual(refuse('no_such_person', ['supportLeadId']))
  expect(await change({}, world.rui)).toEqual(refuse('not_yours_to_keep'))
  expect(
    await changeApp(house, { now: monday, companyId: world.atlas, appId: world.shop, facts: own, by: world.lena }),
  ).toEqual(refuse('not_on_file'))
  expect(await change({ developerIds: [world.rui.id, world.rui.id] })).toBe('now')
  const [after] = (await listKeptApps(house, world.vale)).filter(({ id }) => id === world.shop)
  expect(after?.developers).toEqual([{ id: world.rui.id, name: 'Rui Tavares' }])
})

test('a known workflow changes by versions, in an order, and can be retired (R034)', async () => {
  const words = { title: 'Pay', steps: 'Put a bicycle in the basket.', expected: 'A receipt.', by: world.lena }
  const add = (title: string) => addWorkflow(house, { ...words, title, appId: world.shop, key: aKey(), now: monday })
  const { workflowId } = done(await add('Pay'))
  const { workflowId: other } = done(await add('Return'))
  const revise = (base: number, expected: string) =>
    reviseWorkflow(house, { ...words, expected, workflowId, base, key: aKey(), now: monday })
  const both = await Promise.all([revise(1, 'A receipt by mail.'), revise(1, 'No receipt.')])
  expect(both.filter(isRefusal)).toEqual([refuse('revised_meanwhile')])
  const titles = async () => (await listWorkflows(house, world.vale)).map(({ title, retired }) => [title, retired])
  done(await moveWorkflow(house, { now: monday, workflowId: other, way: 'up', by: world.lena }))
  expect(await titles()).toEqual([
    ['Return', false],
    ['Pay', false],
  ])
  done(await retireWorkflow(house, { workflowId: other, way: 'retire', by: world.lena, now: monday }))
  expect(await titles()).toEqual([
    ['Pay', false],
    ['Return', true],
  ])
  expect(
    (await readWorkflow(house, { companyId: world.vale, workflowId }))?.versions.map(({ version }) => version),
  ).toEqual([2, 1])
  expect(await readWorkflow(house, { companyId: world.atlas, workflowId })).toBeNull()
  expect(
    await reviseWorkflow(house, { ...words, by: world.rui, workflowId, base: 2, key: aKey(), now: monday }),
  ).toEqual(refuse('not_yours_to_keep'))
})

test('what is changed of a company, its people and their rights is on record, with names and who did it', async () => {
  await house.sql`delete from setting_change`
  const of = { companyId: world.atlas, now: monday }
  const own = { ...facts, name: 'Atlas Freight', pmId: world.marta.id }
  done(await changeCompanyFacts(house, { ...of, by: world.marta, facts: { ...own, deputyId: null } }))
  done(await changeCompanyFacts(house, { ...of, by: world.marta, facts: { ...own, pmId: null, language: 'pt' } }))
  expect((await changesOf('company'))[0]).toMatchObject({
    ...{ subject: 'Atlas Freight', by: 'Marta Lopes' },
    steps: [
      { field: 'language', from: 'en', to: 'pt' },
      { field: 'pmId', from: 'Marta Lopes', to: null },
    ],
  })
  done(await changeRights(house, { ...of, personId: world.ines.id, by: world.marta, rights }))
  expect((await changesOf('company'))[0]).toMatchObject({
    subject: 'Atlas Freight, Inês Rocha',
    steps: [
      { field: 'approvesEstimates', from: 'true', to: 'false' },
      { field: 'approvesReleases', from: 'true', to: 'false' },
    ],
  })
  const before = await changesOf('company')
  // The same again changes nothing, and neither does what is refused.
  done(await changeRights(house, { ...of, personId: world.ines.id, by: world.marta, rights }))
  await changeRights(house, {
    ...of,
    personId: world.ines.id,
    by: world.rui,
    rights: { ...rights, managesPeople: true },
  })
  expect(await changesOf('company')).toEqual(before)
  done(await addMailDomain(house, { ...of, domain: 'atlas-freight.example', by: world.marta }))
  done(await letGo(house, { ...of, personId: world.ines.id, by: world.marta }))
  done(await letBack(house, { ...of, personId: world.ines.id, by: world.marta }))
  expect((await changesOf('company')).slice(0, 3).flatMap(({ steps }) => steps)).toEqual([
    { field: 'active', from: 'false', to: 'true' },
    { field: 'active', from: 'true', to: 'false' },
    { field: 'domain', from: null, to: 'atlas-freight.example' },
  ])
  const invited = done(await invite({ facts: { name: 'Olga', language: 'en' } }))
  expect(invited.personId).toBeTruthy()
  expect((await changesOf('company'))[0]).toMatchObject({ subject: 'Vale Cycles, Olga', by: 'Joana Matos' })
})

test('what is changed of apps, their environments and known workflows is on record', async () => {
  await house.sql`delete from setting_change`
  const by = world.lena
  const own = { ...appFacts, name: 'Recorded', supportLeadId: world.lena.id, developerIds: [world.rui.id] }
  const asked = { companyId: world.vale, by, now: monday }
  const { appId } = done(await addCustomerApp(house, { ...asked, facts: own, key: aKey() }))
  done(await changeApp(house, { ...asked, appId, facts: { ...own, developerIds: [], supportLeadId: null } }))
  expect((await changesOf('app'))[0]).toMatchObject({
    ...{ subject: 'Vale Cycles, Recorded', by: 'Lena Brandt' },
    steps: [
      { field: 'supportLeadId', from: 'Lena Brandt', to: null },
      { field: 'developerIds', from: 'Rui Tavares', to: null },
    ],
  })
  const place = { name: 'Test', url: 'https://test.example', capacity: 1, actor: by, now: monday }
  expect(await addEnvironment(house, { ...place, appId })).toBe('done')
  const [environment] = await house.db.select().from(stagingEnvironment).where(eq(stagingEnvironment.appId, appId))
  const environmentId = environment?.id ?? ''
  expect(await changeEnvironment(house, { ...place, capacity: 2, environmentId })).toBe('done')
  expect((await changesOf('app'))[0]).toMatchObject({
    ...{ subject: 'Vale Cycles, Recorded, Test', steps: [{ field: 'capacity', from: '1', to: '2' }] },
  })
  expect(await retireEnvironment(house, { environmentId, actor: by, now: monday })).toBe('done')
  expect((await changesOf('app'))[0]?.steps[0]).toEqual({ field: 'name', from: 'Test', to: null })

  const words = { title: 'Order', steps: 'Order a bike.', expected: 'A bike.' }
  const { workflowId } = done(await addWorkflow(house, { ...words, appId, by, key: aKey(), now: monday }))
  done(
    await reviseWorkflow(house, {
      ...{ ...words, expected: 'Two bikes.', workflowId, base: 1, by, key: aKey(), now: monday },
    }),
  )
  expect((await changesOf('app'))[0]).toMatchObject({
    ...{ subject: 'Vale Cycles, Recorded, Order', steps: [{ field: 'expected', from: 'A bike.', to: 'Two bikes.' }] },
  })
  done(await retireWorkflow(house, { workflowId, way: 'retire', by, now: monday }))
  expect((await changesOf('app'))[0]?.steps).toEqual([{ field: 'retired', from: 'false', to: 'true' }])
})
