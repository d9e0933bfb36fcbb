import { eq } from 'drizzle-orm'
import type { Actor } from '../../domain/ticket.ts'
import { readAgencyCalendar } from '../agency/calendars.ts'
import type { Db } from '../client.ts'
import { company } from '../schema/company.ts'

/** The time zone of a person who named none: that of the (first) company for a contact, of the agency for staff. */
export async function readHomeZone(db: Db, actor: Actor): Promise<string> {
  const companyId = actor.kind === 'contact' ? actor.memberships[0]?.companyId : undefined
  const [row] = companyId
    ? await db.select({ zone: company.timeZone }).from(company).where(eq(company.id, companyId))
    : []
  return row?.zone ?? (await db.transaction(readAgencyCalendar)).zone
}
