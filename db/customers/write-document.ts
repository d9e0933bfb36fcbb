import { and, asc, desc, eq, isNotNull, isNull, ne, sql } from 'drizzle-orm'
import type { DocumentKind } from '../../domain/document.ts'
import { mayKeep, moved } from '../../domain/keeping.ts'
import { isRefusal, type Refusal, refuse } from '../../domain/refusal.ts'
import type { Actor } from '../../domain/ticket.ts'
import type { Tx } from '../client.ts'
import type { House } from '../house.ts'
import { once } from '../once.ts'
import { app } from '../schema/company.ts'
import { documentPage, documentRevision } from '../schema/document.ts'
import { ticket } from '../schema/ticket.ts'
import { transact } from '../transact.ts'

/** Words of a page, who writes them, and the ticket that made them necessary (R048). `key` names this asking. */
export type Writing = {
  title: string
  body: string
  ticketNumber: number | null
  by: Actor
  key: string
  now: Temporal.Instant
}

/** A page and the version it now has. */
export type Written = { pageId: string; version: number }

/**
 * Writes a new page of an app's documentation, behind the others (R046, R047). Refuses who may not, an app that is not
 * there and a ticket of another company. The same asking writes one page.
 */
export async function addDocument(
  house: House,
  { appId, kind, ...writing }: Writing & { appId: string; kind: DocumentKind },
): Promise<Written | Refusal> {
  const { by, key, now, ...words } = writing
  if (!mayKeep(by, 'documents')) return refuse('not_yours_to_keep')
  const asked = { add: 'document', appId, kind, ...words }
  return written(
    await once(house, { personId: by.id, key, asked, now }, async (tx) => {
      const [of] = await tx.select({ companyId: app.companyId }).from(app).where(eq(app.id, appId)).for('update')
      if (!of) return refuse('not_on_file')
      const place = sql<number>`(select coalesce(max(place) + 1, 0) from ${documentPage} others where others.app_id = ${appId})`
      const [page] = await tx
        .insert(documentPage)
        .values({ companyId: of.companyId, appId, kind, place })
        .returning({ id: documentPage.id })
      if (!page) throw new Error(`The page "${words.title}" was not written.`)
      return addRevision(tx, { companyId: of.companyId, pageId: page.id, version: 1 }, writing)
    }),
  )
}

/**
 * Writes the next version of a page; what it said before stays in its history. `base` is the version that was before
 * the writer's eyes: refuses `revised_meanwhile` when there is a newer one, so that nobody's words are written over
 * unseen. Refuses who may not, a page that is not there, and a ticket of another company.
 */
export async function reviseDocument(
  house: House,
  { pageId, base, ...writing }: Writing & { pageId: string; base: number },
): Promise<Written | Refusal> {
  const { by, key, now, ...words } = writing
  if (!mayKeep(by, 'documents')) return refuse('not_yours_to_keep')
  const asked = { revise: 'document', pageId, base, ...words }
  return written(
    await once(house, { personId: by.id, key, asked, now }, async (tx) => {
      const [page] = await tx
        .select({ companyId: documentPage.companyId })
        .from(documentPage)
        .where(eq(documentPage.id, pageId))
        .for('update')
      if (!page) return refuse('not_on_file')
      const [latest] = await tx
        .select({ version: documentRevision.version })
        .from(documentRevision)
        .where(eq(documentRevision.pageId, pageId))
        .orderBy(desc(documentRevision.version))
        .limit(1)
      if (latest?.version !== base) return refuse('revised_meanwhile')
      return addRevision(tx, { companyId: page.companyId, pageId, version: base + 1 }, writing)
    }),
  )
}

type Place = { companyId: string; pageId: string; version: number }

async function addRevision(tx: Tx, place: Place, { title, body, ticketNumber, by, now }: Writing) {
  const ticketId = ticketNumber === null ? null : await findTicket(tx, place.companyId, ticketNumber)
  if (isRefusal(ticketId)) return ticketId
  const writtenBy = by.kind === 'staff' ? by.id : null
  await tx.insert(documentRevision).values({ ...place, title, body, ticketId, writtenBy, writtenAt: now })
  return { number: place.version, ids: [place.pageId] }
}

async function findTicket(tx: Tx, companyId: string, number: number): Promise<string | Refusal> {
  const [row] = await tx
    .select({ id: ticket.id })
    .from(ticket)
    .where(and(eq(ticket.number, number), eq(ticket.companyId, companyId)))
  return row?.id ?? refuse('no_such_ticket')
}

function written(answer: { number: number; ids: string[] } | Refusal): Written | Refusal {
  return isRefusal(answer) ? answer : { pageId: answer.ids[0] ?? '', version: answer.number }
}

type Asked = { pageId: string; by: Actor; now: Temporal.Instant }

/** Puts a page one place further up or down among those of its app. Refuses who may not and what is not there. */
export async function moveDocument(
  house: House,
  { pageId, way, by }: Asked & { way: 'up' | 'down' },
): Promise<'now' | Refusal> {
  if (!mayKeep(by, 'documents')) return refuse('not_yours_to_keep')
  return transact(house, async (tx) => {
    const of = await lockAppOf(tx, pageId)
    if (!of) return refuse('not_on_file')
    const rows = await tx
      .select({ id: documentPage.id })
      .from(documentPage)
      .where(and(eq(documentPage.appId, of.appId), isNull(documentPage.retiredAt)))
      .orderBy(asc(documentPage.place), asc(documentPage.id))
    const ids = rows.map(({ id }) => id)
    for (const [place, id] of moved(ids, pageId, way).entries()) {
      await tx.update(documentPage).set({ place }).where(eq(documentPage.id, id))
    }
    return 'now' as const
  })
}

/**
 * Takes a page out of the documentation; it stays on file with all it ever said. Refuses who may not, what is not
 * there, and the last page of a live app that has no reason to go without (R046).
 */
export async function retireDocument(house: House, { pageId, by, now }: Asked): Promise<'now' | Refusal> {
  if (!mayKeep(by, 'documents')) return refuse('not_yours_to_keep')
  return transact(house, async (tx) => {
    const of = await lockAppOf(tx, pageId)
    if (!of) return refuse('not_on_file')
    const needed = of.live && of.waiver === null && !(await hasDeepDive(tx, of.appId, pageId))
    if (needed) return refuse('deep_dive_missing')
    await tx
      .update(documentPage)
      .set({ retiredAt: now })
      .where(and(eq(documentPage.id, pageId), isNull(documentPage.retiredAt)))
    return 'now' as const
  })
}

/** Takes a retired page back in. Refuses who may not and what is not there. */
export async function restoreDocument(house: House, { pageId, by }: Asked): Promise<'now' | Refusal> {
  if (!mayKeep(by, 'documents')) return refuse('not_yours_to_keep')
  const restored = await house.db
    .update(documentPage)
    .set({ retiredAt: null })
    .where(and(eq(documentPage.id, pageId), isNotNull(documentPage.retiredAt)))
    .returning({ id: documentPage.id })
  return restored.length > 0 ? 'now' : refuse('not_on_file')
}

/** Whether an app has its deep dive: a page in force about a flow or a deviation (R046, R047), another than `except`. */
export async function hasDeepDive(tx: Tx, appId: string, except?: string): Promise<boolean> {
  const found = and(
    eq(documentPage.appId, appId),
    isNull(documentPage.retiredAt),
    ne(documentPage.kind, 'other'),
    except === undefined ? undefined : ne(documentPage.id, except),
  )
  return (await tx.$count(documentPage, found)) > 0
}

/** The app of a page, locked: its pages keep their order and their number while we look at them. */
async function lockAppOf(tx: Tx, pageId: string) {
  const [of] = await tx.select({ appId: documentPage.appId }).from(documentPage).where(eq(documentPage.id, pageId))
  if (!of) return null
  const [row] = await tx
    .select({ appId: app.id, live: app.live, waiver: app.deepDiveWaiver })
    .from(app)
    .where(eq(app.id, of.appId))
    .for('update')
  return row ?? null
}
