import { and, eq, isNull, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Calendar } from '../../domain/calendar.ts'
import type { Db, Tx } from '../client.ts'
import { gathered } from '../postgres/gather.ts'
import { kept } from '../postgres/kept.ts'
import { agency, app, calendar, company } from '../schema/company.ts'
import { inboundMail, outgoingMail, threadId } from '../schema/mail.ts'
import { membership } from '../schema/membership.ts'
import { person, personEmail, staffRole } from '../schema/person.ts'
import { clock, event, participant, ticket } from '../schema/ticket.ts'

const [reader, requester, pm, developer, doer] = [
  alias(person, 'reader'),
  alias(person, 'requester'),
  alias(person, 'pm'),
  alias(person, 'developer'),
  alias(person, 'doer'),
]
const own = alias(calendar, 'own')

/** What was promised, with all it needs to be known of ticket, reader and cause. */
export type LetterRow = Awaited<ReturnType<typeof readRow>>

/** Reads all but the words in one question: there are many letters, and each question costs more than the letter. */
export async function readRow(db: Db, mailId: string) {
  const row = await readRows(db, mailId)
  if (!row) throw new Error(`There is no outgoing mail ${mailId}, or no agency to send it.`)
  const { action, by, to, at, body } = row.cause
  const isUnknown = action === null || body === null || to === null || at === null
  return { ...row, cause: isUnknown ? null : { action, by, to, at, body } }
}

/** Letters that are made at the same time ask together: to plan and to begin so wide a question is most of its cost. */
const readRows = gathered<string, Awaited<ReturnType<ReturnType<typeof askForRows>['execute']>>[number] | undefined>(
  async (db, mailIds) => {
    const rows = await question(db).execute({ mailIds })
    const byId = new Map(rows.map((row) => [row.mail.id, row]))
    return mailIds.map((id) => byId.get(id))
  },
)

/** Put into words once for each connection: to build this question costs more than to answer it. */
const question = kept(askForRows)

function askForRows(db: Db | Tx) {
  return db
    .select({
      mail: outgoingMail,
      ...{ agency: agency.name, accent: agency.accent },
      hours: sql<Calendar>`coalesce(${own.hours}, ${calendar.hours})`,
      company: { name: company.name, timeZone: company.timeZone, currency: company.currency },
      app: { name: app.name, productionUrl: app.productionUrl },
      reader,
      // The same address may be somebody else's by now (F17).
      isTheirs: sql<boolean>`exists (select from ${personEmail}
        where ${personEmail.personId} = ${reader.id} and ${personEmail.address} = ${outgoingMail.address})`,
      // As maySee has it: their own, or the company's where they may; of security only their own, and of us who is named
      // for it, works on it, or hears of it because nobody else would (R126).
      belongs: sql<boolean>`(${reader.kind} = 'staff' and (${ticket.issueType} is distinct from 'security'
          or ${reader.id} in (${ticket.pmId}, ${ticket.developerId})
          or exists (select from ${staffRole} where ${staffRole.personId} = ${reader.id}
            and (${staffRole.role} = 'security' or (${staffRole.role} = 'admin' and ${ticket.pmId} is null)))))
        or ${outgoingMail.companyId} is null or exists (
        select from ${membership} where ${membership.personId} = ${reader.id} and ${membership.companyId} = ${outgoingMail.companyId}
        and (${ticket.id} is null or ${ticket.requesterId} = ${reader.id}
          or (${membership.seesCompany} and ${ticket.issueType} is distinct from 'security')
          or exists (select from ${participant} where ${participant.ticketId} = ${ticket.id}
            and ${participant.personId} = ${reader.id})))`,
      ticket,
      requester: requester.name,
      pm: pm.name,
      developer: developer.name,
      assignDueAt: clock.dueAt,
      participants: sql<{ id: string; name: string }[]>`coalesce((
        select json_agg(json_build_object('id', ${person.id}, 'name', ${person.name})) from ${participant}
        join ${person} on ${person.id} = ${participant.personId} where ${participant.ticketId} = ${ticket.id}), '[]')`,
      cause: { action: event.action, by: doer.name, to: event.toStage, at: event.at, body: event.body },
      // Where its first word came in: its letters go out in the name of that mailbox.
      mailbox: sql<string | null>`(select ${inboundMail.mailbox} from ${inboundMail}
        where ${inboundMail.ticketId} = ${ticket.id} and ${inboundMail.fate} = 'ticket'
        order by ${inboundMail.receivedAt} limit 1)`,
      threadIds: sql<string[]>`array(select ${threadId.messageId} from ${threadId}
        where ${threadId.ticketId} = ${ticket.id} order by ${threadId.at}, ${threadId.messageId})`,
    })
    .from(outgoingMail)
    .innerJoin(agency, eq(agency.only, true))
    .innerJoin(calendar, eq(calendar.id, agency.calendarId))
    .leftJoin(company, eq(company.id, outgoingMail.companyId))
    .leftJoin(own, eq(own.id, company.calendarId))
    .leftJoin(reader, eq(reader.id, outgoingMail.personId))
    .leftJoin(ticket, eq(ticket.id, outgoingMail.ticketId))
    .leftJoin(requester, eq(requester.id, ticket.requesterId))
    .leftJoin(pm, eq(pm.id, ticket.pmId))
    .leftJoin(developer, eq(developer.id, ticket.developerId))
    .leftJoin(app, eq(app.id, ticket.appId))
    .leftJoin(clock, and(eq(clock.ticketId, ticket.id), eq(clock.kind, 'assign'), isNull(clock.metAt)))
    .leftJoin(event, eq(event.id, outgoingMail.eventId))
    .leftJoin(doer, eq(doer.id, event.actorId))
    .where(sql`${outgoingMail.id} = any(${sql.placeholder('mailIds')}::uuid[])`)
    .prepare('letter_facts')
}
