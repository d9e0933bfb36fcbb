import { eq } from 'drizzle-orm'
import type { Contact, Staff } from '../../domain/ticket.ts'
import type { Tx } from '../client.ts'
import { membership as table } from '../schema/membership.ts'
import { addAgency, addApp, addCompany, addContact, addStaff, officeHours, rights } from './cast.ts'

export type DemoPeople = Awaited<ReturnType<typeof addDemoPeople>>

/** The agency of the demo world, its four companies, their apps, and everybody who works or asks there. */
export async function addDemoPeople(tx: Tx, now: Temporal.Instant) {
  await addAgency(tx, { name: 'Northpier', hours: hoursAround(now), demo: true })
  const staff = await addDemoStaff(tx, now)
  const companies = await addDemoCompanies(tx, staff)
  const contacts = await addDemoContacts(tx, companies, now)
  const apps = await addDemoApps(tx, companies, staff)
  return { staff, companies, contacts, apps }
}

/** Office hours with the fixed national holidays of Portugal for last year, this one and the next, and a half day before Christmas. */
function hoursAround(now: Temporal.Instant) {
  const { year } = now.toZonedDateTimeISO(officeHours.zone)
  const holidays = {
    '01-01': 'New Year',
    '04-25': 'Freedom Day',
    '05-01': 'Labour Day',
    '06-10': 'Portugal Day',
    '08-15': 'Assumption',
    '10-05': 'Republic Day',
    '11-01': 'All Saints',
    '12-01': 'Restoration of Independence',
    '12-08': 'Immaculate Conception',
    '12-25': 'Christmas',
  }
  const closed = [year - 1, year, year + 1].flatMap((each) =>
    Object.entries(holidays).map(([date, name]) => [`${each}-${date}`, { intervals: [], name }] as const),
  )
  const halfDay = { intervals: [{ from: '09:00', to: '13:00' }], name: 'Christmas Eve' }
  const watched = [{ from: '10:00', to: '16:00' }]
  return {
    ...officeHours,
    overrides: Object.fromEntries([...closed, [`${year}-12-24`, halfDay]]),
    watch: { sat: watched, sun: watched },
  }
}

async function addDemoStaff(tx: Tx, now: Temporal.Instant) {
  const add = (name: string, email: string, ...roles: Staff['roles']) =>
    addStaff(tx, { name, email: `${email}@agency.example`, roles, now })
  return {
    marta: await add('Marta Lopes', 'marta', 'pm', 'security'),
    diogo: await add('Diogo Faria', 'diogo', 'pm'),
    lena: await add('Lena Brandt', 'lena', 'support_lead', 'security'),
    rui: await add('Rui Tavares', 'rui', 'developer'),
    nadia: await add('Nadia Costa', 'nadia', 'developer'),
    tom: await add('Tom Hansen', 'tom', 'developer'),
    tess: await add('Tess Moreau', 'tess', 'triage', 'security'),
    quinn: await add('Quinn Adler', 'quinn', 'qa', 'security'),
    alma: await add('Alma Reis', 'alma', 'account_manager'),
    acco: await add('Acco Lindt', 'acco', 'accounts'),
    bill: await add('Bill Ferreira', 'bill', 'budget_controller'),
    ada: await add('Ada Falk', 'ada', 'admin'),
  }
}

async function addDemoCompanies(tx: Tx, { marta, diogo, alma }: Awaited<ReturnType<typeof addDemoStaff>>) {
  return {
    vale: await addCompany(tx, {
      name: 'Vale Cycles',
      domain: 'vale.example',
      tier: 'business',
      hours: 20,
      billingPolicy: 'postpaid',
      pmId: marta.id,
      deputyId: diogo.id,
    }),
    atlas: await addCompany(tx, {
      name: 'Atlas Freight',
      domain: 'atlas.example',
      tier: 'enterprise',
      hours: 40,
      billingPolicy: 'quote',
      pmId: diogo.id,
      deputyId: marta.id,
      accountManagerId: alma.id,
      dmClient: true,
    }),
    lumen: await addCompany(tx, {
      name: 'Lumen Dental',
      domain: 'lumen.example',
      tier: 'basic',
      hours: 8,
      billingPolicy: 'budget',
      pmId: diogo.id,
    }),
    casa: await addCompany(tx, {
      name: 'Casa Nova',
      domain: 'casanova.example',
      tier: 'business',
      hours: 12,
      billingPolicy: 'prepaid',
      language: 'pt',
      pmId: marta.id,
    }),
  }
}

async function addDemoContacts(
  tx: Tx,
  { vale, atlas, lumen, casa }: Record<'vale' | 'atlas' | 'lumen' | 'casa', string>,
  now: Temporal.Instant,
) {
  const add = (name: string, email: string, membership: Contact['memberships'][number], language: 'en' | 'pt' = 'en') =>
    addContact(tx, { name, email, language, memberships: [membership], now })
  const joana = await add('Joana Matos', 'joana@vale.example', rights.decides(vale))
  await tx.update(table).set({ managesPeople: true }).where(eq(table.personId, joana.id))
  return {
    joana,
    pedro: await add('Pedro Vale', 'pedro@vale.example', rights.reads(vale)),
    sofia: await add('Sofia Braga', 'sofia@vale.example', rights.asks(vale)),
    ines: await add('Inês Rocha', 'ines@atlas.example', rights.decides(atlas)),
    hugo: await add('Hugo Stein', 'hugo@atlas.example', rights.reads(atlas)),
    clara: await add('Clara Ng', 'clara@lumen.example', rights.decides(lumen)),
    otto: await add('Otto Weiss', 'otto@lumen.example', rights.asks(lumen)),
    rita: await add('Rita Nunes', 'rita@casanova.example', rights.decides(casa), 'pt'),
    luis: await add('Luís Prata', 'luis@casanova.example', rights.reads(casa), 'pt'),
  }
}

async function addDemoApps(
  tx: Tx,
  { vale, atlas, lumen, casa }: Record<'vale' | 'atlas' | 'lumen' | 'casa', string>,
  { lena, rui, nadia, tom }: Awaited<ReturnType<typeof addDemoStaff>>,
) {
  const add = (companyId: string, name: string, developers: Staff[], staging = true) =>
    addApp(tx, {
      companyId,
      name,
      staging,
      repository: true,
      developerIds: developers.map(({ id }) => id),
      supportLeadId: lena.id,
    })
  return {
    shop: await add(vale, 'Vale Shop', [rui, nadia]),
    workshop: await add(vale, 'Workshop Planner', [nadia]),
    // Still in setup: no workflow and no page yet.
    parts: await addApp(tx, {
      ...{ companyId: vale, name: 'Parts Catalogue', staging: false, repository: true, live: false },
      ...{ developerIds: [rui.id], supportLeadId: lena.id },
    }),
    freight: await add(atlas, 'Freight Portal', [tom, rui]),
    clinic: await add(lumen, 'Clinic Site', [nadia], false),
    booking: await add(casa, 'Reservas', [tom]),
  }
}
