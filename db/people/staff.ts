import { asc, desc, eq, gte, inArray, max } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Role } from '../../domain/ticket.ts'
import { readAgencyCalendar } from '../agency/calendars.ts'
import type { House } from '../house.ts'
import { absence } from '../schema/membership.ts'
import { person, personEmail, staffRole } from '../schema/person.ts'
import { session } from '../schema/sign-in.ts'

export type Absence = {
  id: string
  personId: string
  name: string
  from: string
  to: string
  deputy: { id: string; name: string } | null
}

/** All of us, those who left last, with roles, addresses and the last time their browser was seen. For staff. */
export function readStaffPage(house: House, now: Temporal.Instant) {
  return house.db.transaction(
    async (tx) => {
      const people = await tx
        .select({ id: person.id, name: person.name, language: person.language, active: person.active })
        .from(person)
        .where(eq(person.kind, 'staff'))
        .orderBy(desc(person.active), asc(person.name))
      const ids = people.map(({ id }) => id)
      if (ids.length === 0) return { people: [], absences: [] }
      const roles = await tx.select().from(staffRole)
      const addresses = await tx
        .select()
        .from(personEmail)
        .where(inArray(personEmail.personId, ids))
        .orderBy(desc(personEmail.main), asc(personEmail.address))
      const seen = await tx
        .select({ personId: session.personId, at: max(session.seenAt) })
        .from(session)
        .where(inArray(session.personId, ids))
        .groupBy(session.personId)
      const { zone } = await readAgencyCalendar(tx)
      const today = now.toZonedDateTimeISO(zone).toPlainDate().toString()
      const deputy = alias(person, 'deputy')
      const absences: Absence[] = await tx
        .select({
          ...{ id: absence.id, personId: absence.personId, name: person.name, from: absence.from, to: absence.to },
          deputy: { id: deputy.id, name: deputy.name },
        })
        .from(absence)
        .innerJoin(person, eq(person.id, absence.personId))
        .leftJoin(deputy, eq(deputy.id, absence.deputyId))
        .where(gte(absence.to, today))
        .orderBy(asc(absence.from), asc(person.name))
      return {
        absences,
        people: people.map((one) => ({
          ...one,
          roles: roles.filter(({ personId }) => personId === one.id).map(({ role }): Role => role),
          addresses: addresses.filter(({ personId }) => personId === one.id),
          seenAt: seen.find(({ personId }) => personId === one.id)?.at ?? null,
        })),
      }
    },
    { accessMode: 'read only' },
  )
}
