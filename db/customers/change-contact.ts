import { and, eq, ne } from 'drizzle-orm'
import type { ContactFacts, ContactRights } from '../../domain/customer.ts'
import { mayKeep } from '../../domain/keeping.ts'
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts'
import type { Actor } from '../../domain/ticket.ts'
import type { Tx } from '../client.ts'
import type { House } from '../house.ts'
import { promiseMail } from '../letters/recipients.ts'
import { once } from '../once.ts'
import { giveAddress } from '../people/give-address.ts'
import { company } from '../schema/company.ts'
import { membership } from '../schema/membership.ts'
import { person, personEmail } from '../schema/person.ts'
import { session } from '../schema/sign-in.ts'
import { recordCustomerChange } from './record-customer-change.ts'

type Asked = { companyId: string; by: Actor; now: Temporal.Instant }
type AskedOf = Asked & { personId: string }

/**
 * Adds a contact to a company, and writes them a letter unless it is left out. One of us may name somebody who is a
 * contact elsewhere already; a colleague may not, and is not told who has the address. Refuses who manages no people
 * there, and an address that is taken or our own. The same asking adds one person and writes one letter.
 */
export async function addContact(
  house: House,
  given: Asked & {
    facts: ContactFacts
    address: string
    rights: ContactRights
    letter: 'invitation' | null
    key: string
  },
): Promise<{ personId: string } | Refusal> {
  const { companyId, by, facts, address, rights, letter, key, now } = given
  if (by.kind === 'system') return refuse('not_yours_to_keep')
  const asked = { add: 'contact', companyId, facts, address, rights, letter }
  const answer = await once(house, { personId: by.id, key, asked, now }, async (tx) => {
    const stopped = await mayManage(tx, { companyId, by })
    if (stopped) return stopped
    if ((await tx.$count(company, eq(company.id, companyId))) === 0) return refuse('not_on_file')
    const personId = (await findElsewhere(tx, { companyId, by, address })) ?? (await addPerson(tx, house, given))
    if (isRefusal(personId)) return personId
    await tx.insert(membership).values({ companyId, personId, ...rights })
    await recordCustomerChange(tx, {
      ...{ area: 'company', companyId, about: facts.name, before: {}, after: { address, ...rights }, by, now },
    })
    if (letter) {
      const to = { personId, address, language: facts.language }
      await promiseMail(tx, house, [{ letter, companyId, ...to, facts: { by: by.name }, createdAt: now }])
    }
    return { number: 1, ids: [personId] }
  })
  return isRefusal(answer) ? answer : { personId: answer.ids[0] ?? '' }
}

/** A contact of another company with this address, for one of us; null where nobody has it. */
async function findElsewhere(
  tx: Tx,
  { companyId, by, address }: Omit<Asked, 'now'> & { address: string },
): Promise<string | null | Refusal> {
  const [bearer] = await tx
    .select({ id: person.id, kind: person.kind, active: person.active })
    .from(personEmail)
    .innerJoin(person, eq(person.id, personEmail.personId))
    .where(eq(personEmail.address, address))
  if (!bearer) return null
  const here = and(eq(membership.companyId, companyId), eq(membership.personId, bearer.id))
  const known = by.kind === 'staff' && bearer.kind === 'contact' && bearer.active
  return known && (await tx.$count(membership, here)) === 0 ? bearer.id : refuse('address_taken', ['address'])
}

async function addPerson(
  tx: Tx,
  house: House,
  { facts, address, now }: { facts: ContactFacts; address: string; now: Temporal.Instant },
): Promise<string | Refusal> {
  const [row] = await tx
    .insert(person)
    .values({ kind: 'contact', ...facts, createdAt: now })
    .returning({ id: person.id })
  if (!row) throw new Error(`${facts.name} was not written.`)
  const given = await giveAddress(tx, house, { address, personId: row.id, main: true })
  return isRefusal(given) ? given : row.id
}

/** Says what a contact may do. Refuses who manages no people there, and a colleague’s own rights. */
export function changeRights(
  house: House,
  { companyId, personId, by, now, rights }: AskedOf & { rights: ContactRights },
): Promise<'now' | Refusal> {
  return house.db.transaction(async (tx) => {
    const stopped = await mayManage(tx, { companyId, by })
    if (stopped) return stopped
    if (by.kind === 'contact' && by.id === personId) return refuse('own_rights')
    const own = and(eq(membership.companyId, companyId), eq(membership.personId, personId))
    const [before] = await tx.select().from(membership).where(own).for('update')
    if (!before) return refuse('not_on_file')
    await tx.update(membership).set(rights).where(own)
    const about = await nameOf(tx, personId)
    await recordCustomerChange(tx, { area: 'company', companyId, about, before, after: rights, by, now })
    return 'now'
  })
}

/** Whether somebody may say who belongs to a company: those of us who keep people, or a contact with that right there. */
async function mayManage(tx: Tx, { companyId, by }: Omit<Asked, 'now'>): Promise<Refusal | null> {
  if (by.kind !== 'contact') return mayKeep(by, 'people') ? null : refuse('not_yours_to_keep')
  // Read as it is now, and locked: a right that is being taken away right now acts no more.
  const [own] = await tx
    .select({ managesPeople: membership.managesPeople })
    .from(membership)
    .where(and(eq(membership.companyId, companyId), eq(membership.personId, by.id)))
    .for('share')
  if (!own) return refuse('not_on_file')
  return own.managesPeople ? null : refuse('not_yours_to_keep')
}

/** Changes how a contact is called and spoken to. For those of us who keep people. */
export function changeContact(
  house: House,
  { facts, ...asked }: AskedOf & { facts: ContactFacts },
): Promise<'now' | Refusal> {
  return ofContact(house, asked, async (tx, before) => {
    await tx.update(person).set(facts).where(eq(person.id, asked.personId))
    return { before, after: facts }
  })
}

/** Gives a contact a further address that is theirs, as one of us vouches for. Refuses one that is somebody’s, or ours. */
export function addAddress(
  house: House,
  { address, ...asked }: AskedOf & { address: string },
): Promise<'now' | Refusal> {
  return ofContact(house, asked, async (tx) => {
    const given = await giveAddress(tx, house, { address, personId: asked.personId, main: false })
    if (isRefusal(given)) return given
    return given === 'given' ? { before: {}, after: { address } } : unchanged
  })
}

/** Makes an address of a contact the one that letters go to. */
export function makeMain(house: House, { address, ...asked }: AskedOf & { address: string }): Promise<'now' | Refusal> {
  return ofContact(house, asked, async (tx) => {
    const all = await tx.select().from(personEmail).where(eq(personEmail.personId, asked.personId))
    if (!all.some((one) => one.address === address)) return refuse('not_on_file')
    const own = and(eq(personEmail.personId, asked.personId), eq(personEmail.address, address))
    await tx.update(personEmail).set({ main: true, verified: true }).where(own)
    await tx
      .update(personEmail)
      .set({ main: false })
      .where(and(eq(personEmail.personId, asked.personId), ne(personEmail.address, address)))
    return { before: { main: all.find(({ main }) => main)?.address }, after: { main: address } }
  })
}

/** Takes an address from a contact. Refuses the one that letters go to. */
export function dropAddress(
  house: House,
  { address, ...asked }: AskedOf & { address: string },
): Promise<'now' | Refusal> {
  return ofContact(house, asked, async (tx) => {
    const own = and(eq(personEmail.personId, asked.personId), eq(personEmail.address, address))
    const [row] = await tx.select().from(personEmail).where(own)
    if (row?.main) return refuse('main_address')
    await tx.delete(personEmail).where(own)
    return row ? { before: { address }, after: { address: null } } : unchanged
  })
}

/**
 * Lets somebody go: who is a contact here alone may not act any more and is signed out everywhere; who has other
 * companies leaves this one. What they said stays.
 */
export function letGo(house: House, asked: AskedOf): Promise<'now' | Refusal> {
  return ofContact(house, asked, async (tx, before) => {
    const elsewhere = and(eq(membership.personId, asked.personId), ne(membership.companyId, asked.companyId))
    if ((await tx.$count(membership, elsewhere)) > 0) {
      await tx
        .delete(membership)
        .where(and(eq(membership.personId, asked.personId), eq(membership.companyId, asked.companyId)))
      return { before: { active: true }, after: { active: false } }
    }
    await tx.update(person).set({ active: false }).where(eq(person.id, asked.personId))
    await tx.delete(session).where(eq(session.personId, asked.personId))
    return { before, after: { active: false } }
  })
}

/** Lets somebody who was let go act again, with the rights they had. */
export function letBack(house: House, asked: AskedOf): Promise<'now' | Refusal> {
  return ofContact(house, asked, async (tx, before) => {
    await tx.update(person).set({ active: true }).where(eq(person.id, asked.personId))
    return { before, after: { active: true } }
  })
}

type Step = { before: Record<string, unknown>; after: Record<string, unknown> }
const unchanged: Step = { before: {}, after: {} }

/**
 * Does something to a contact of a company, who stands still meanwhile, and puts on record what came of it. Refuses who
 * may not, and strangers.
 */
function ofContact(
  house: House,
  { companyId, personId, by, now }: AskedOf,
  act: (tx: Tx, before: ContactFacts & { active: boolean }) => Promise<Step | Refusal>,
): Promise<'now' | Refusal> {
  return house.db.transaction(async (tx) => {
    if (!mayKeep(by, 'people')) return refuse('not_yours_to_keep')
    const [found] = await tx
      .select({ name: person.name, language: person.language, active: person.active })
      .from(membership)
      .innerJoin(person, eq(person.id, membership.personId))
      .where(and(eq(membership.companyId, companyId), eq(membership.personId, personId)))
      .for('update', { of: person })
    if (!found) return refuse('not_on_file')
    const step = await act(tx, found)
    if (isRefusal(step)) return step
    await recordCustomerChange(tx, { area: 'company', companyId, about: found.name, ...step, by, now })
    return 'now'
  })
}

async function nameOf(tx: Tx, personId: string): Promise<string> {
  const [row] = await tx.select({ name: person.name }).from(person).where(eq(person.id, personId))
  return row?.name ?? ''
}
