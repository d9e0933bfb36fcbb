import type { Named } from '../../../db/people/named.ts'
import type { ShownEvent } from '../../../db/tickets/events.ts'
import { type OwnShape, readOwnShapes } from '../../../db/tickets/own-shape.ts'
import type { ShownMessage } from '../../../db/tickets/shown-thread.ts'
import type { ListedTicket } from '../../../db/tickets/ticket-list.ts'
import type { ShownClock, TicketPage } from '../../../db/tickets/ticket-page.ts'
import { rowTitle } from '../../../domain/testing.ts'
import type { Approval } from '../../../domain/ticket.ts'
import { renderOwnShape, renderWords } from '../../message-html.server.ts'
import type { Call } from './call.server.ts'

/** A ticket as the API tells it to this actor. */
export async function ticketJson({ house, actor }: Pick<Call, 'house' | 'actor'>, page: TicketPage) {
  const { ticket } = page
  const shaped = page.messages.flatMap(({ id, ownShape }) => (ownShape ? [id] : []))
  const shapes = await readOwnShapes(house, actor, shaped)
  return {
    number: ticket.number,
    title: ticket.title,
    category: ticket.category,
    impact: ticket.impact,
    work_class: ticket.workClass,
    issue_type: ticket.issueType,
    priority: ticket.priority,
    severity: ticket.severity,
    status: page.status,
    stage: ticket.stage,
    resolution: ticket.resolution,
    company: { id: page.company.id, name: page.company.name },
    app: page.app && { id: page.app.id, name: page.app.name },
    requester: personJson(page.requester),
    participants: page.participants.map(personJson),
    pm: page.pm && personJson(page.pm),
    developer: page.developer && personJson(page.developer),
    queue_position: page.queuePosition,
    round: ticket.round,
    estimate_hours: ticket.estimateHours,
    funding: ticket.funding,
    due_date: ticket.dueDate,
    client_target_date: ticket.clientTargetDate,
    approval: page.approval && approvalJson(page.approval),
    clocks: page.clocks.map(clockJson),
    rows: ticket.rows.map((row) => ({
      ...{ id: row.id, kind: row.kind, title: rowTitle(row, 'en'), by: row.by, result: row.result },
    })),
    slot: page.slot && {
      environment: page.slot.environment,
      held: page.slot.held,
      waiting_position: page.slot.waitingPosition,
    },
    resolution_notes: ticket.resolutionNotes,
    documentation: page.documented ? documentedJson(page.documented) : ticket.documentation,
    actions: page.offered.map(({ action }) => action),
    missing: Object.fromEntries(
      page.offered.flatMap(({ action, missing }) => (missing.length > 0 ? [[action, missing] as const] : [])),
    ),
    messages: page.messages.map((message) => messageJson(message, ticket.number, shapes.get(message.id))),
    created_at: page.createdAt.toString(),
    updated_at: page.updatedAt.toString(),
  }
}

/** A ticket as a list of the API tells it: what it is and where it stands. */
export function listedTicketJson(row: ListedTicket) {
  return {
    number: row.number,
    title: row.title,
    category: row.category,
    impact: row.impact,
    work_class: row.workClass,
    priority: row.priority,
    status: row.status,
    stage: row.stage,
    resolution: row.resolution,
    company: row.company,
    app: row.app,
    requester: row.requester && personJson(row.requester),
    pm: row.pm && personJson(row.pm),
    developer: row.developer && personJson(row.developer),
    round: row.round,
    estimate_hours: row.estimateHours,
    funding: row.funding,
    due_date: row.dueDate,
    created_at: row.createdAt.toString(),
    updated_at: row.updatedAt.toString(),
  }
}

/** Words of the thread; `html` is safe to show. */
export function messageJson(message: ShownMessage, number: number, shape?: OwnShape) {
  const { author, files } = message
  return {
    id: message.id,
    author: { name: author.name, email: author.email, kind: author.kind },
    visibility: message.visibility,
    purpose: message.purpose,
    channel: message.channel,
    text: message.text,
    html: (shape && renderOwnShape(message.id, shape)) ?? renderWords(message),
    folded: message.folded,
    files: files.map(({ id, name, type, size }) => ({
      ...{ id, name, type, size },
      url: `/api/v1/tickets/${number}/files/${id}`,
    })),
    at: message.at.toString(),
  }
}

/** What was done, in the order of the history, by whom. */
export function eventJson({ at, actor, ...event }: ShownEvent) {
  return { ...event, actor: { kind: actor.kind, name: actor.name }, at: at.toString() }
}

function documentedJson({ page, revision, title }: NonNullable<TicketPage['documented']>) {
  return { page, revision: String(revision), title, url: `/docs/${page}` }
}

function personJson({ email, name }: Named) {
  return { email, name }
}

function approvalJson({ id, kind, version, hours, price, validUntil, askedAt }: Approval) {
  return { id, kind, version, hours, price, valid_until: validUntil.toString(), asked_at: askedAt.toString() }
}

function clockJson({ kind, startedAt, dueAt, metAt, breached, paused }: ShownClock) {
  return {
    kind,
    started_at: startedAt.toString(),
    due_at: dueAt?.toString() ?? null,
    met_at: metAt?.toString() ?? null,
    breached,
    paused,
  }
}
