import { and, desc, eq, gt, ne } from 'drizzle-orm'
import { likeness } from '../../domain/likeness.ts'
import { isRefusal } from '../../domain/refusal.ts'
import type { Stage } from '../../domain/stage.ts'
import type { Contact } from '../../domain/ticket.ts'
import type { House } from '../house.ts'
import { person } from '../schema/person.ts'
import { ticket } from '../schema/ticket.ts'
import { searched } from '../search.ts'

export type SimilarTicket = {
  number: number
  title: string
  stage: Stage
  by: { id: string; name: string }
  at: Temporal.Instant
}

const lookedAt = 200
const shownAtMost = 3
const days = 60

/** Open tickets this contact may see whose titles are much like this one, the likest first; at most three. */
export async function findSimilar(
  house: House,
  actor: Contact,
  { title, companyId, now }: { title: string; companyId?: string; now: Temporal.Instant },
): Promise<SimilarTicket[]> {
  const rows = await searched(house.db, actor, (tx) =>
    tx
      .select({
        number: ticket.number,
        title: ticket.title,
        stage: ticket.stage,
        by: { id: person.id, name: person.name },
        at: ticket.createdAt,
      })
      .from(ticket)
      .innerJoin(person, eq(person.id, ticket.requesterId))
      .where(
        and(
          ne(ticket.stage, 'closed'),
          gt(ticket.createdAt, now.subtract({ hours: 24 * days })),
          companyId ? eq(ticket.companyId, companyId) : undefined,
        ),
      )
      .orderBy(desc(ticket.createdAt))
      .limit(lookedAt),
  )
  if (isRefusal(rows)) return []
  return rows
    .map((row) => ({ row, like: likeness(title, row.title) }))
    .filter(({ like }) => like > 0)
    .toSorted((one, other) => other.like - one.like)
    .slice(0, shownAtMost)
    .map(({ row }) => row)
}
