import { count, eq } from 'drizzle-orm'
import { belongsToUs } from '../../domain/our-address.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import type { Tx } from '../client.ts'
import type { House } from '../house.ts'
import { agency } from '../schema/company.ts'
import { person } from '../schema/person.ts'
import { addAgency, addStaff, officeHours } from '../seed/cast.ts'
import { readPersonByEmail } from './actor.ts'
import { makeSignInLink } from './sign-in.ts'

/**
 * Makes the person with this address the first admin of an installation where nobody is yet, with an agency and
 * ordinary office hours; answers the token of a link to sign in. An admin who has locked themselves out gets a link
 * too; for anybody else it is refused once there is staff.
 */
export async function makeFirstAdmin(
  { db, ours }: Pick<House, 'db' | 'ours'>,
  email: string,
  now: Temporal.Instant,
): Promise<string | Refusal> {
  if (belongsToUs(email, ours)) return refuse('our_own_address')
  return db.transaction(async (tx) => {
    const known = (await readPersonByEmail(tx, email))?.actor
    if (known?.kind === 'staff' && known.roles.includes('admin')) return makeSignInLink(tx, known.id, now)
    if (known || (await countStaff(tx)) > 0) return refuse('not_yours_to_do')
    const [there] = await tx.select({ only: agency.only }).from(agency)
    if (!there) await addAgency(tx, { name: 'Our agency', hours: officeHours, demo: false })
    const name = email.split('@')[0] ?? email
    const admin = await addStaff(tx, { name, email: email.toLowerCase(), roles: ['admin'], now })
    return makeSignInLink(tx, admin.id, now)
  })
}

async function countStaff(tx: Tx): Promise<number> {
  const [row] = await tx.select({ people: count() }).from(person).where(eq(person.kind, 'staff'))
  return row?.people ?? 0
}
