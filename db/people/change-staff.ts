import { and, eq, notInArray } from 'drizzle-orm'
import { z } from 'zod'
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts'
import { isAdmin, stepsBetween } from '../../domain/setting.ts'
import { type Actor, languages, roles } from '../../domain/ticket.ts'
import { recordSettingChange } from '../agency/setting-changes.ts'
import type { Tx } from '../client.ts'
import type { House } from '../house.ts'
import { person, personEmail, staffRole } from '../schema/person.ts'
import { apiToken, session } from '../schema/sign-in.ts'
import { giveAddress } from './give-address.ts'

/** One of us as an admin writes them down; the first address is where letters go, and all of them are theirs. */
export const staffFacts = z.strictObject({
  name: z.string().trim().min(1).max(100),
  language: z.enum(languages),
  roles: z.array(z.enum(roles)),
  addresses: z
    .array(z.email().transform((address) => address.toLowerCase()))
    .min(1)
    .max(10),
  active: z.boolean(),
})
export type StaffFacts = z.infer<typeof staffFacts>

/**
 * The door of us: adds somebody (`id` null) or changes them. Who is made inactive is signed out everywhere at once.
 * Refuses who is no admin, what is malformed, an address of somebody else or of ours, and to be without an active admin.
 */
export function keepStaff(
  house: House,
  { id, facts, by, now }: { id: string | null; facts: StaffFacts; by: Actor; now: Temporal.Instant },
): Promise<{ id: string } | Refusal> {
  return house.db
    .transaction(async (tx) => {
      if (!isAdmin(by)) return refuse('admins_only')
      const read = staffFacts.safeParse(facts)
      if (!read.success) {
        return refuse('setting_malformed', [...new Set(read.error.issues.map(({ path: [field] }) => String(field)))])
      }
      // One at a time: two admins who each take the other away would leave none.
      await tx.execute(`lock table staff_role in share row exclusive mode`)
      const before = id === null ? null : await readFacts(tx, id)
      if (id !== null && before === null) return refuse('no_such_staff')
      const personId = await write(tx, house, { id, facts: read.data, now })
      if (isRefusal(personId)) return personId
      if (!(await hasAdmin(tx))) return undo(tx, 'last_admin')
      await recordSettingChange(tx, {
        ...{ area: 'person', subject: read.data.name, by, now },
        steps: stepsBetween(before ?? {}, read.data),
      })
      return { id: personId }
    })
    .catch((fault) => {
      if (fault instanceof Undone) return fault.refusal
      throw fault
    })
}

/** Takes back what the transaction wrote so far. */
class Undone extends Error {
  refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.refused)
    this.refusal = refusal
  }
}

function undo(_tx: Tx, refused: Refusal['refused'], missing: string[] = []): never {
  throw new Undone(refuse(refused, missing))
}

async function readFacts(tx: Tx, id: string): Promise<StaffFacts | null> {
  const [row] = await tx
    .select()
    .from(person)
    .where(and(eq(person.id, id), eq(person.kind, 'staff')))
    .for('no key update')
  if (!row) return null
  const own = await tx.select().from(staffRole).where(eq(staffRole.personId, id))
  const addresses = await tx.select().from(personEmail).where(eq(personEmail.personId, id))
  return {
    ...{ name: row.name, language: row.language, active: row.active },
    roles: roles.filter((role) => own.some((one) => one.role === role)),
    addresses: addresses.toSorted((one, other) => Number(other.main) - Number(one.main)).map(({ address }) => address),
  }
}

async function write(
  tx: Tx,
  house: House,
  { id, facts, now }: { id: string | null; facts: StaffFacts; now: Temporal.Instant },
): Promise<string> {
  const { name, language, active, roles: wanted, addresses } = facts
  const [row] =
    id === null
      ? await tx.insert(person).values({ kind: 'staff', name, language, active, createdAt: now }).returning()
      : await tx.update(person).set({ name, language, active }).where(eq(person.id, id)).returning()
  if (!row) throw new Error(`${name} was not written.`)
  await tx.delete(staffRole).where(eq(staffRole.personId, row.id))
  if (wanted.length > 0) await tx.insert(staffRole).values(wanted.map((role) => ({ personId: row.id, role })))
  await tx.delete(personEmail).where(and(eq(personEmail.personId, row.id), notInArray(personEmail.address, addresses)))
  for (const address of new Set(addresses)) {
    const main = address === addresses[0]
    const own = and(eq(personEmail.personId, row.id), eq(personEmail.address, address))
    // What they have stays theirs, also where a mailbox has come to bear it since.
    const kept = await tx.update(personEmail).set({ main }).where(own).returning()
    const given = kept.length > 0 ? 'theirs' : await giveAddress(tx, house, { address, personId: row.id, main })
    if (isRefusal(given)) return undo(tx, given.refused, ['addresses'])
  }
  if (!active) {
    await tx.delete(session).where(eq(session.personId, row.id))
    await tx.delete(apiToken).where(eq(apiToken.personId, row.id))
  }
  return row.id
}

async function hasAdmin(tx: Tx): Promise<boolean> {
  const [one] = await tx
    .select({ id: person.id })
    .from(person)
    .innerJoin(staffRole, and(eq(staffRole.personId, person.id), eq(staffRole.role, 'admin')))
    .where(eq(person.active, true))
    .limit(1)
  return one !== undefined
}
