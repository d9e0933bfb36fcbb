import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { eq } from 'drizzle-orm'
import { afterAll } from 'vitest'
import { type House, openHouse } from '../../db/house.ts'
import { type Opening, openTicket } from '../../db/open-ticket.ts'
import { outgoingMail } from '../../db/schema/mail.ts'
import { addAgency, addApp, addCompany, addContact, addStaff, officeHours, rights } from '../../db/seed/cast.ts'
import type { Letter } from '../../domain/notify.ts'
import { isRefusal } from '../../domain/refusal.ts'
import { aDatabase } from './database.ts'

/** A Monday morning in an ordinary week: open, and far from any change of the clocks. */
export const monday = Temporal.Instant.from('2026-11-16T10:00:00Z')

/** The whole house on a database and a file store of the calling test file's own, at `mailDomain`. */
export async function aHouse(mailDomain = 'desk.example'): Promise<House & { url: string; filesUrl: string }> {
  const { url } = await aDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'signoff-files-'))
  const filesUrl = pathToFileURL(`${folder}/`).href
  const house = openHouse({ databaseUrl: url, filesUrl, max: 10, ours: { mailDomain, mailboxes: [] } })
  afterAll(async () => {
    await house.close()
    await rm(folder, { recursive: true, force: true })
  })
  return { ...house, url, filesUrl }
}

export type World = Awaited<ReturnType<typeof aWorld>>

/** One agency, two companies, and the people of the demo world who matter to most tests. */
export async function aWorld(house: House, now: Temporal.Instant = monday) {
  const { db } = house
  await addAgency(db, { name: 'Northpier', hours: officeHours, demo: false })
  const marta = await addStaff(db, { name: 'Marta Lopes', email: 'marta@agency.example', roles: ['pm'], now })
  const lena = await addStaff(db, { name: 'Lena Brandt', email: 'lena@agency.example', roles: ['support_lead'], now })
  const rui = await addStaff(db, { name: 'Rui Tavares', email: 'rui@agency.example', roles: ['developer'], now })
  const tess = await addStaff(db, { name: 'Tess Moreau', email: 'tess@agency.example', roles: ['triage'], now })
  const ada = await addStaff(db, { name: 'Ada Falk', email: 'ada@agency.example', roles: ['admin'], now })
  const vale = await addCompany(db, {
    name: 'Vale Cycles',
    domain: 'vale.example',
    tier: 'business',
    hours: 20,
    billingPolicy: 'postpaid',
    pmId: marta.id,
  })
  const atlas = await addCompany(db, {
    name: 'Atlas Freight',
    domain: 'atlas.example',
    tier: 'enterprise',
    hours: 40,
    billingPolicy: 'quote',
  })
  const shop = await addApp(db, {
    companyId: vale,
    name: 'Vale Shop',
    staging: true,
    repository: true,
    developerIds: [rui.id],
    supportLeadId: lena.id,
  })
  const joana = await addContact(db, {
    name: 'Joana Matos',
    email: 'joana@vale.example',
    memberships: [rights.decides(vale)],
    now,
  })
  const pedro = await addContact(db, {
    name: 'Pedro Vale',
    email: 'pedro@vale.example',
    memberships: [rights.reads(vale)],
    now,
  })
  const ines = await addContact(db, {
    name: 'Inês Rocha',
    email: 'ines@atlas.example',
    language: 'pt',
    memberships: [rights.decides(atlas)],
    now,
  })
  return { marta, lena, rui, tess, ada, joana, pedro, ines, vale, atlas, shop }
}

let opened = 0

/** A ticket by Joana of Vale Cycles on the portal, unless the test says otherwise. Answers its number and id. */
export async function aTicket(house: House, world: World, said: Partial<Opening> = {}) {
  opened += 1
  const outcome = await openTicket(house, {
    companyId: world.vale,
    requesterId: world.joana.id,
    category: 'issue_with_error',
    impact: [],
    title: 'MB WAY payments fail at checkout',
    body: 'Since this morning nobody can pay with MB WAY.',
    appId: null,
    participantIds: [],
    files: [],
    source: 'portal',
    actor: world.joana,
    channel: 'web',
    proof: 'session',
    sourceKey: `a-ticket-${opened}`,
    now: monday,
    ...said,
  })
  if (isRefusal(outcome)) throw new Error(`The ticket of the test was refused: ${outcome.refused}`)
  return outcome
}

/** The letters promised for a ticket, as `letter to address`, in the order they were written. */
export async function lettersOf(house: House, ticketId: string): Promise<`${Letter} to ${string}`[]> {
  const rows = await house.db
    .select({ letter: outgoingMail.letter, address: outgoingMail.address })
    .from(outgoingMail)
    .where(eq(outgoingMail.ticketId, ticketId))
    .orderBy(outgoingMail.id)
  return rows.map(({ letter, address }) => `${letter} to ${address}` as const)
}

/** Counts up, so that each asking of a test has a key of its own. */
export function aKey(): string {
  opened += 1
  return `key-${opened}`
}
