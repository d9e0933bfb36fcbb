import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import { z } from 'zod'
import type { Contact } from '../../domain/ticket.ts'
import type { House } from '../house.ts'
import { file } from '../schema/thread.ts'
import { keepFile } from './files.ts'

/** A file that was sent with a form and waits for the words that will name it. */
export type WaitingFile = { id: string; name: string; type: string; size: number }

type Given = {
  actor: Contact
  companyId: string
  /** null while there is no ticket yet. */
  ticketId: string | null
  uploads: { name: string; bytes: Uint8Array }[]
  /** Ids of files that were kept before, as the form names them. */
  ids: string[]
  now: Temporal.Instant
}

/**
 * Keeps what a form brought, and answers it with what the form had brought before: so a form that comes back with
 * errors loses no file. A named file counts only when this contact sent it, for this same ticket, and no words have it.
 */
export async function keepWaiting(house: House, given: Given): Promise<WaitingFile[]> {
  const { actor, companyId, ticketId, uploads, now } = given
  const place = { companyId, ticketId, uploadedBy: actor.id, visibility: 'public' as const, now }
  const fresh: string[] = []
  for (const upload of uploads) fresh.push(await keepFile(house.db, house, { ...place, ...upload }))
  const ids = [...given.ids.filter((id) => z.uuid().safeParse(id).success), ...fresh]
  if (ids.length === 0) return []
  return house.db
    .select({ id: file.id, name: file.name, type: file.type, size: file.size })
    .from(file)
    .where(
      and(
        inArray(file.id, ids),
        eq(file.uploadedBy, actor.id),
        eq(file.companyId, companyId),
        ticketId === null ? isNull(file.ticketId) : eq(file.ticketId, ticketId),
        isNull(file.messageId),
      ),
    )
    .orderBy(asc(file.createdAt), asc(file.id))
}

/** Lays files that waited for a new ticket on one that is there already; only the contact's own, of the same company. */
export async function moveWaiting(
  house: House,
  { actor, ticket, ids }: { actor: Contact; ticket: { id: string; companyId: string }; ids: string[] },
): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await house.db
    .update(file)
    .set({ ticketId: ticket.id })
    .where(
      and(
        inArray(file.id, ids),
        eq(file.uploadedBy, actor.id),
        eq(file.companyId, ticket.companyId),
        isNull(file.ticketId),
        isNull(file.messageId),
      ),
    )
    .returning({ id: file.id })
  return rows.map(({ id }) => id)
}
