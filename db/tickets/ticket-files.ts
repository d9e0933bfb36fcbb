import { and, eq, inArray, isNull } from 'drizzle-orm'
import { z } from 'zod'
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts'
import type { Contact, Staff } from '../../domain/ticket.ts'
import type { Tx } from '../client.ts'
import type { House } from '../house.ts'
import { file } from '../schema/thread.ts'
import { ticket } from '../schema/ticket.ts'
import { scoped, seenBy } from '../scope.ts'
import { keepFile } from './files.ts'

type Place = { number: number; actor: Contact | Staff }

/**
 * Keeps files on a ticket that this actor may see, for words still to come: until those name them they are a contact's
 * own, or internal. Answers their ids in order; strangers are refused.
 */
export async function keepFilesOn(
  tx: Tx,
  house: House,
  {
    number,
    actor,
    files,
    now,
  }: Place & { files: { name: string; bytes: Uint8Array; contentId?: string }[]; now: Temporal.Instant },
): Promise<string[] | Refusal> {
  const [found] = await seenBy(tx, actor, (seen) =>
    seen.select({ id: ticket.id, companyId: ticket.companyId }).from(ticket).where(eq(ticket.number, number)),
  )
  if (!found) return refuse('no_such_ticket')
  const place = { companyId: found.companyId, ticketId: found.id, uploadedBy: actor.id }
  const visibility = actor.kind === 'contact' ? 'public' : 'internal'
  const ids: string[] = []
  for (const given of files) ids.push(await keepFile(tx, house, { ...given, ...place, visibility, now }))
  return ids
}

/** Refuses `no_such_file` unless all these files wait on this ticket, uploaded by this actor or one of us. */
export async function refuseStrangeFiles(tx: Tx, { number, actor }: Place, ids: string[]): Promise<Refusal | null> {
  if (ids.length === 0) return null
  if (!z.array(z.uuid()).safeParse(ids).success) return refuse('no_such_file')
  const waiting = await tx
    .select({ id: file.id, uploadedBy: file.uploadedBy })
    .from(file)
    .innerJoin(ticket, eq(ticket.id, file.ticketId))
    .where(and(eq(ticket.number, number), inArray(file.id, ids), isNull(file.messageId)))
  const own = waiting.filter(({ uploadedBy }) => actor.kind === 'staff' || uploadedBy === actor.id)
  return own.length === new Set(ids).size ? null : refuse('no_such_file')
}

/** Whether this actor sees a file with this id on this very ticket. */
export async function isFileOf(house: House, { number, actor }: Place, id: string): Promise<boolean> {
  const rows = await scoped(house.db, actor, (tx) =>
    tx
      .select({ id: file.id })
      .from(file)
      .innerJoin(ticket, eq(ticket.id, file.ticketId))
      .where(and(eq(ticket.number, number), eq(file.id, id))),
  )
  return !isRefusal(rows) && rows.length > 0
}
