import { and, eq, gte, inArray, isNull, like, min, or, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Known, NamedPerson } from '../../domain/asked.ts'
import type { Command } from '../../domain/command.ts'
import type { Action } from '../../domain/lifecycle.ts'
import type { Letter } from '../../domain/notify.ts'
import type { Picture } from '../../domain/offer.ts'
import { silenceClosesAt } from '../../domain/sla.ts'
import type { Actor, Ticket } from '../../domain/ticket.ts'
import { readHours } from '../agency/calendars.ts'
import type { Tx } from '../client.ts'
import { app } from '../schema/company.ts'
import { documentPage, documentRevision } from '../schema/document.ts'
import { inboundMail, mailbox, outgoingMail } from '../schema/mail.ts'
import { membership } from '../schema/membership.ts'
import { person, personEmail, staffRole } from '../schema/person.ts'
import { file } from '../schema/thread.ts'
import { event, ticket as ticketTable } from '../schema/ticket.ts'
import { seenBy } from '../scope.ts'
import { hasFreeSlot } from '../staging/slots.ts'
import { chooseDeveloper, readLine } from '../work/line.ts'
import { chooseManager } from '../work/manager.ts'
import { readDay } from '../work/present.ts'

/** How far the mailboxes are read: as they say themselves, or a moment an operator vouches for. */
export type MailReadUpTo = 'as_recorded' | Temporal.Instant

/** Reads what a decision on this command needs beside the ticket itself; what it does not need is left empty. */
export async function readKnown(
  tx: Tx,
  ticket: Ticket,
  {
    command,
    actor,
    now,
    mailReadUpTo,
  }: { command: Command; actor: Actor; now: Temporal.Instant; mailReadUpTo: MailReadUpTo },
): Promise<Known> {
  const { calendar } = await readHours(tx, ticket.companyId)
  const { action } = command
  const needsManager =
    command.action === 'take' || command.action === 'assign' || command.action === 'escalate' || action === 'reopen'
  const day = await readDay(tx, now)
  const closesAt = ticket.silence && silenceClosesAt(ticket.silence, calendar)
  return {
    calendar,
    people: await readPeople(tx, namedIn(command)),
    manager: needsManager ? await chooseManager(tx, { companyId: ticket.companyId, appId: ticket.appId, day }) : null,
    appIds: namesApp(command) ? await readAppIds(tx, ticket.companyId) : new Set(),
    developer: await chooseDeveloperFor(tx, ticket, command, day),
    pictureIds: action === 'offer_fix' ? await readPictures(tx, ticket, command.body.screenshots) : new Set(),
    documentationOnFile: await isDocumentationOnFile(tx, ticket, command),
    line: action === 'reorder' ? (await readLine(tx, ticket)).numbers : [],
    slotFree: action === 'unmerge' && ticket.appId !== null && (await hasFreeSlot(tx, ticket.appId)),
    other: await readOther(tx, ticket, { actor, command }),
    dateTold: action === 'set_due_date' && (await wasDateTold(tx, ticket.id)),
    mailWaiting:
      command.action === 'close_silent' && closesAt !== null
        ? await isMailWaiting(tx, ticket, { closesAt, mailReadUpTo })
        : false,
  }
}

function namedIn({ action, body }: Command): string[] {
  if (action === 'assign') return [body.pm, body.developer].filter((address) => address !== undefined)
  if (action === 'approve' || action === 'approve_release' || action === 'request_changes')
    return body.by ? [body.by] : []
  return []
}

function namesApp({ action, body }: Command): boolean {
  return action === 'confirm_scope' || (action === 'categorise' && body.app !== undefined)
}

async function readPeople(tx: Tx, addresses: string[]): Promise<Map<string, NamedPerson>> {
  if (addresses.length === 0) return new Map()
  const rows = await tx
    .select({
      address: personEmail.address,
      id: person.id,
      kind: person.kind,
      name: person.name,
      roles: sql<
        NamedPerson['roles']
      >`coalesce(array(select ${staffRole.role} from ${staffRole} where ${staffRole.personId} = ${person.id}), '{}')`,
    })
    .from(personEmail)
    .innerJoin(person, eq(person.id, personEmail.personId))
    .where(
      and(
        inArray(
          personEmail.address,
          addresses.map((address) => address.toLowerCase()),
        ),
        eq(person.active, true),
      ),
    )
  const contacts = rows.filter(({ kind }) => kind === 'contact').map(({ id }) => id)
  const memberships =
    contacts.length === 0 ? [] : await tx.select().from(membership).where(inArray(membership.personId, contacts))
  const found = new Map(
    rows.map(({ address, ...row }) => [
      address,
      { ...row, email: address, memberships: memberships.filter(({ personId }) => personId === row.id) },
    ]),
  )
  return new Map(
    addresses.flatMap((address) => {
      const row = found.get(address.toLowerCase())
      return row ? [[address, row] as const] : []
    }),
  )
}

/** Actions after which a ticket may wait in a line; one without a developer gets that of its app (R022). */
const queuing: readonly Action[] = [
  'plan',
  'approve',
  'record_payment',
  'work_before_payment',
  'request_changes',
  'return_to_development',
]

async function chooseDeveloperFor(tx: Tx, { developerId, appId }: Ticket, { action }: Command, day: string) {
  if (developerId !== null || appId === null || !queuing.includes(action)) return null
  return chooseDeveloper(tx, appId, day)
}

/** Those of the named files that are pictures, lie on this ticket or wait for it, and were never shown to nobody but us. */
async function readPictures(tx: Tx, ticket: Ticket, named: Picture[]): Promise<Set<string>> {
  if (named.length === 0) return new Set()
  const rows = await tx
    .select({ id: file.id })
    .from(file)
    .where(
      and(
        inArray(
          file.id,
          named.map((picture) => picture.file),
        ),
        eq(file.companyId, ticket.companyId),
        or(isNull(file.ticketId), eq(file.ticketId, ticket.id)),
        like(file.type, 'image/%'),
      ),
    )
  return new Set(rows.map(({ id }) => id))
}

/** Whether a closing names a page of the ticket's own app; of a ticket about no app any page of the company (R048). */
async function isDocumentationOnFile(tx: Tx, { companyId, appId }: Ticket, { body }: Command): Promise<boolean> {
  const named = 'documentation' in body ? body.documentation : undefined
  if (named === undefined || named === 'no_change') return true
  const [page, version] = [z.uuid().safeParse(named.page), z.coerce.number().int().safeParse(named.revision)]
  if (!page.success || !version.success) return false
  const found = await tx
    .select({ id: documentRevision.id })
    .from(documentRevision)
    .innerJoin(documentPage, eq(documentPage.id, documentRevision.pageId))
    .where(
      and(
        eq(documentRevision.pageId, page.data),
        eq(documentRevision.version, version.data),
        eq(documentRevision.companyId, companyId),
        appId === null ? undefined : eq(documentPage.appId, appId),
      ),
    )
  return found.length > 0
}

async function readAppIds(tx: Tx, companyId: string): Promise<Set<string>> {
  const rows = await tx.select({ id: app.id }).from(app).where(eq(app.companyId, companyId))
  return new Set(rows.map(({ id }) => id))
}

async function readOther(
  tx: Tx,
  ticket: Ticket,
  { actor, command: { action, body } }: { actor: Actor; command: Command },
): Promise<Known['other']> {
  const number = action === 'merge' ? body.into : action === 'mark_duplicate' ? body.of : null
  if (number === null) return null
  const [row] = await seenBy(tx, actor, (seen) =>
    seen
      .select({ id: ticketTable.id, companyId: ticketTable.companyId, mergedIntoId: ticketTable.mergedIntoId })
      .from(ticketTable)
      .where(eq(ticketTable.number, number)),
  )
  if (!row) return null
  const { id, companyId, mergedIntoId } = row
  return { id, companyId, leadsBack: await leadsTo(tx, ticket.id, mergedIntoId) }
}

/** Letters that tell a date where there is one. */
const tellDates: Letter[] = ['planned', 'paid', 'new_date']

async function wasDateTold(tx: Tx, ticketId: string): Promise<boolean> {
  const set = tx
    .select({ at: min(event.at) })
    .from(event)
    .where(and(eq(event.ticketId, ticketId), eq(event.action, 'set_due_date')))
  const told = and(
    eq(outgoingMail.ticketId, ticketId),
    inArray(outgoingMail.letter, tellDates),
    gte(outgoingMail.createdAt, set),
  )
  return (await tx.$count(outgoingMail, told)) > 0
}

/** Whether a chain of merged tickets, from this one on, comes to another. */
async function leadsTo(tx: Tx, ticketId: string, from: string | null): Promise<boolean> {
  for (let at = from; at !== null; ) {
    if (at === ticketId) return true
    const [next] = await tx
      .select({ mergedIntoId: ticketTable.mergedIntoId })
      .from(ticketTable)
      .where(eq(ticketTable.id, at))
    at = next?.mergedIntoId ?? null
  }
  return false
}

/**
 * Whether a letter that ends the silence may be on its way (R05, B20): one held for this ticket or, since we spoke last,
 * from its people and for no other ticket; or a mailbox not polled since the moment the silence closes. One that is not
 * read yet may be anybody's: it holds back every closing for the seconds until it is, and what cannot be read is held.
 */
async function isMailWaiting(
  tx: Tx,
  ticket: Ticket,
  { closesAt, mailReadUpTo }: { closesAt: Temporal.Instant; mailReadUpTo: MailReadUpTo },
): Promise<boolean> {
  const people = [ticket.requesterId, ...ticket.participantIds]
  const theirs = tx
    .select({ address: personEmail.address })
    .from(personEmail)
    .where(inArray(personEmail.personId, people))
  const since = ticket.silence?.since.toString() ?? closesAt.toString()
  // Of what no parser could read only the envelope says who sent it.
  const sender = sql`coalesce(${inboundMail.fromAddress}, lower(${inboundMail.envelopeFrom}))`
  const ofTheirs = and(
    isNull(inboundMail.ticketId),
    inArray(sender, theirs),
    sql`${inboundMail.receivedAt} >= ${since}`,
  )
  const [waiting] = await tx
    .select({ id: inboundMail.id })
    .from(inboundMail)
    .where(
      or(
        isNull(inboundMail.fate),
        and(
          eq(inboundMail.fate, 'held'),
          isNull(inboundMail.release),
          or(eq(inboundMail.ticketId, ticket.id), ofTheirs),
        ),
      ),
    )
    .limit(1)
  if (waiting) return true
  if (mailReadUpTo !== 'as_recorded') return Temporal.Instant.compare(mailReadUpTo, closesAt) < 0
  const [behind] = await tx
    .select({ name: mailbox.name })
    .from(mailbox)
    .where(or(isNull(mailbox.polledAt), sql`${mailbox.polledAt} < ${closesAt.toString()}`))
    .limit(1)
  return behind !== undefined
}
