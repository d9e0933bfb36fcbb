import { type Action, isRole, type Who, whoMay } from './lifecycle.ts'
import { type Stage, statusOf } from './stage.ts'
import {
  type Actor,
  type ApprovalKind,
  type Contact,
  type Membership,
  openApproval,
  type Staff,
  type Ticket,
} from './ticket.ts'

/**
 * Whether a ticket exists for this actor: staff see all, but of security only those named for it and who works on the
 * ticket (R126); a contact sees their own, or the company's where they may.
 */
export function maySee(
  actor: Actor,
  ticket: Pick<Ticket, 'companyId' | 'requesterId' | 'participantIds' | 'issueType' | 'pmId' | 'developerId'>,
): boolean {
  if (actor.kind === 'system') return true
  if (actor.kind === 'staff') {
    const worksOnIt = ticket.pmId === actor.id || ticket.developerId === actor.id
    return ticket.issueType !== 'security' || worksOnIt || seesSecurity(actor)
  }
  const membership = actor.memberships.find(({ companyId }) => companyId === ticket.companyId)
  if (!membership) return false
  const takesPart = ticket.requesterId === actor.id || ticket.participantIds.includes(actor.id)
  // Security tickets stay with those who take part, whatever the company shares (R126).
  return takesPart || (membership.seesCompany && ticket.issueType !== 'security')
}

/** Whether one of us is named for tickets about security (R126). */
export function seesSecurity({ roles }: Staff): boolean {
  return roles.includes('security')
}

/** Whether this actor may ask for an action of this ticket at its stage. Says nothing about gates. */
export function mayDo(actor: Actor, action: Action, ticket: Ticket): boolean {
  return maySee(actor, ticket) && whoMay(action, ticket.stage).some((who) => isWho(actor, who, ticket))
}

/** Notes exist for staff only; they have no path to a contact. */
export function maySeeNotes(actor: Actor): boolean {
  return actor.kind === 'staff'
}

function isWho(actor: Actor, who: Who, ticket: Ticket): boolean {
  if (actor.kind === 'system') return who === 'system'
  if (actor.kind === 'staff') return isRole(who) && actor.roles.includes(who)
  if (who === 'contact') return true
  if (who === 'requester') return actor.id === ticket.requesterId
  return who === 'approver' && mayDecide(actor, ticket)
}

/** Whether a contact has the right to decide what this ticket asks now: its kind, and its amount within the limit. */
export function mayDecide(contact: Contact, ticket: Ticket): boolean {
  const membership = contact.memberships.find(({ companyId }) => companyId === ticket.companyId)
  if (!membership) return false
  const asked = openApproval(ticket)
  const kind = ticket.stage === 'staging_review' ? 'release' : (asked?.kind ?? null)
  return covers(membership, kind, asked?.price ?? null)
}

/** What a ticket asks of its customer now; `asked` is its open approval. */
export type AskedOf = { companyId: string; stage: Stage; asked: { kind: ApprovalKind; price: number | null } | null }

/** Whether this contact may give the word that a ticket waits for, and not only a colleague of theirs. */
export function isTurnOf({ memberships }: Contact, { companyId, stage, asked }: AskedOf): boolean {
  const membership = memberships.find((one) => one.companyId === companyId)
  if (!membership || statusOf(stage) !== 'feedback') return false
  if (stage === 'staging_review') return covers(membership, 'release', null)
  return stage !== 'approval' || covers(membership, asked?.kind ?? null, asked?.price ?? null)
}

type Rights = Pick<Membership, 'approvesEstimates' | 'approvalLimit' | 'approvesReleases'>

/** Whether these rights cover a decision of this kind and amount. */
export function covers(rights: Rights, kind: ApprovalKind | null, price: number | null): boolean {
  if (kind === 'release') return rights.approvesReleases
  // "Shall we look into it?" commits no money: who may see the question may answer it.
  if (kind === 'proceed') return true
  const withinLimit = rights.approvalLimit === null || (price ?? 0) <= rights.approvalLimit
  return rights.approvesEstimates && withinLimit
}
