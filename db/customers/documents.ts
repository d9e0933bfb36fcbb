import { and, asc, desc, eq, isNull, lt, type SQL, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { z } from 'zod'
import type { DocumentKind } from '../../domain/document.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { Actor } from '../../domain/ticket.ts'
import type { Tx } from '../client.ts'
import type { House } from '../house.ts'
import { app, company } from '../schema/company.ts'
import { documentPage, documentRevision } from '../schema/document.ts'
import { person } from '../schema/person.ts'
import { ticket } from '../schema/ticket.ts'
import { scoped } from '../scope.ts'
import { searched } from '../search.ts'

/** A page in a list, by what it says now. `ticket` is null too where the reader may not see the ticket. */
export type ListedDocument = {
  id: string
  kind: DocumentKind
  retired: boolean
  title: string
  version: number
  writtenAt: Temporal.Instant
  ticket: number | null
  app: { id: string; name: string }
  company: { id: string; name: string }
}

/** What a page said from some moment on. */
export type ShownRevision = {
  version: number
  title: string
  body: string
  writtenBy: string | null
  writtenAt: Temporal.Instant
  ticket: number | null
}

/** A page with one of its revisions; `latest` is the version in force. */
export type ShownDocument = {
  id: string
  kind: DocumentKind
  retired: boolean
  latest: number
  app: { id: string; name: string }
  company: { id: string; name: string }
  /** The PM who answers for it: the app's, else the company's. */
  owner: string | null
  revision: ShownRevision
  /** Tickets that changed it, of those the reader may see, newest first. */
  tickets: number[]
}

const listed = {
  id: documentPage.id,
  kind: documentPage.kind,
  retired: sql<boolean>`${documentPage.retiredAt} is not null`,
  title: documentRevision.title,
  version: documentRevision.version,
  writtenAt: documentRevision.writtenAt,
  ticket: ticket.number,
  app: { id: app.id, name: app.name },
  company: { id: company.id, name: company.name },
}

const isLatest = sql`${documentRevision.version} = (select max(newer.version) from ${documentRevision} newer
  where newer.page_id = ${documentPage.id})`

/** The pages this actor may read, in the order of their company, app and place; retired ones only where asked for. */
export function listDocuments(
  house: House,
  actor: Actor,
  { companyId, retired }: { companyId?: string; retired?: 'too' } = {},
): Promise<ListedDocument[]> {
  const wanted = [
    companyId === undefined ? undefined : eq(documentPage.companyId, companyId),
    retired === 'too' ? undefined : isNull(documentPage.retiredAt),
  ]
  return scoped(house.db, actor, (tx) => select(tx, wanted))
}

/** The pages in force that hold these words, the closest first. Refuses a search that takes too long. */
export function searchDocuments(house: House, actor: Actor, words: string): Promise<ListedDocument[] | Refusal> {
  const wanted = sql`websearch_to_tsquery('simple', ${words})`
  return searched(house.db, actor, (tx) =>
    select(
      tx,
      [isNull(documentPage.retiredAt), sql`${documentRevision.search} @@ ${wanted}`],
      desc(sql`ts_rank(${documentRevision.search}, ${wanted})`),
    ),
  )
}

function select(tx: Tx, wanted: (SQL | undefined)[], first?: SQL) {
  const order = [asc(company.name), asc(app.name), asc(documentPage.place), asc(documentPage.id)]
  return tx
    .select(listed)
    .from(documentPage)
    .innerJoin(documentRevision, and(eq(documentRevision.pageId, documentPage.id), isLatest))
    .innerJoin(app, eq(app.id, documentPage.appId))
    .innerJoin(company, eq(company.id, documentPage.companyId))
    .leftJoin(ticket, eq(ticket.id, documentRevision.ticketId))
    .where(and(...wanted))
    .orderBy(...(first ? [first] : []), ...order)
    .limit(1_000)
}

/** A page as it reads now, or as a version of it read; null when this actor has no such page. */
export async function readDocument(
  house: House,
  actor: Actor,
  { pageId, version }: { pageId: string; version?: number },
): Promise<ShownDocument | null> {
  if (!z.uuid().safeParse(pageId).success) return null
  return scoped(house.db, actor, (tx) => readDocumentWithin(tx, pageId, version))
}

/** The same for who reads as this actor already. */
export async function readDocumentWithin(tx: Tx, pageId: string, version?: number): Promise<ShownDocument | null> {
  const [row] = await tx
    .select({
      id: documentPage.id,
      kind: documentPage.kind,
      retired: sql<boolean>`${documentPage.retiredAt} is not null`,
      latest: sql<number>`(select max(version) from ${documentRevision} newer where newer.page_id = ${documentPage.id})`,
      app: { id: app.id, name: app.name },
      company: { id: company.id, name: company.name },
      owner: person.name,
    })
    .from(documentPage)
    .innerJoin(app, eq(app.id, documentPage.appId))
    .innerJoin(company, eq(company.id, documentPage.companyId))
    .leftJoin(person, eq(person.id, sql`coalesce(${app.pmId}, ${company.pmId})`))
    .where(eq(documentPage.id, pageId))
  if (!row) return null
  const [[revision], tickets] = await Promise.all([
    revisionsOf(tx, pageId, eq(documentRevision.version, version ?? row.latest)).limit(1),
    tx
      .selectDistinct({ number: ticket.number })
      .from(documentRevision)
      .innerJoin(ticket, eq(ticket.id, documentRevision.ticketId))
      .where(eq(documentRevision.pageId, pageId))
      .orderBy(desc(ticket.number))
      .limit(20),
  ])
  return revision ? { ...row, revision, tickets: tickets.map(({ number }) => number) } : null
}

/** How many versions one page of a history shows. */
export const revisionsAtOnce = 20

/** The versions of a page, newest first, from below `before` on; one more than shown, to tell the last from. */
export function readRevisions(
  house: House,
  actor: Actor,
  { pageId, before }: { pageId: string; before?: number },
): Promise<ShownRevision[]> {
  const older = before === undefined ? undefined : lt(documentRevision.version, before)
  return scoped(house.db, actor, (tx) => revisionsOf(tx, pageId, older).limit(revisionsAtOnce + 1))
}

function revisionsOf(tx: Tx, pageId: string, wanted?: SQL) {
  const writer = alias(person, 'writer')
  return tx
    .select({
      version: documentRevision.version,
      title: documentRevision.title,
      body: documentRevision.body,
      writtenBy: writer.name,
      writtenAt: documentRevision.writtenAt,
      ticket: ticket.number,
    })
    .from(documentRevision)
    .leftJoin(ticket, eq(ticket.id, documentRevision.ticketId))
    .leftJoin(writer, eq(writer.id, documentRevision.writtenBy))
    .where(and(eq(documentRevision.pageId, pageId), wanted))
    .orderBy(desc(documentRevision.version))
}
