import type { StagingOf } from '../../../../db/staging/staging-of.ts'
import type { AskedApproval } from '../../../../db/tickets/asked-approvals.ts'
import type { ShownEvent } from '../../../../db/tickets/events.ts'
import type { LinkedTicket } from '../../../../db/tickets/linked-tickets.ts'
import type { TicketPage } from '../../../../db/tickets/ticket-page.ts'
import type { Fact } from '../../../components/fact-list.tsx'
import { type Manner, sayWhen } from '../../../moment.server.ts'
import { deskWordsFor } from '../../../words/desk.server.ts'
import { problemWords } from '../../../words/problem.server.ts'
import { workspaceWords } from '../../../words/workspace.server.ts'

import { showProblem } from './problem.server.ts'

type Page = { pageId: string; title: string }

/** What surrounds a ticket at work, beside what its page knows anyway. */
export type Around = { approvals: AskedApproval[]; staging: StagingOf | null; links: LinkedTicket[]; pages: Page[] }

type Seen = { page: TicketPage; events: ShownEvent[]; around: Around; manner: Manner }
type Panel = { title: string; facts: Fact[]; look?: 'stacked' }

/** Decisions, staging, release and linked tickets, as far as there is something to tell of each. */
export function showPanels(seen: Seen): Panel[] {
  const { panel } = workspaceWords(seen.manner.language)
  const { title } = problemWords(seen.manner.language)
  const panels: Panel[] = [
    { title, facts: showProblem(seen.page.ticket, seen.manner), look: 'stacked' },
    { title: panel.staging, facts: showStaging(seen) },
    { title: panel.approvals, facts: showApprovals(seen) },
    { title: panel.release, facts: showRelease(seen) },
    { title: panel.links, facts: showLinks(seen) },
  ]
  return panels.filter(({ facts }) => facts.length > 0)
}

function showStaging({ page, around: { staging }, manner }: Seen): Fact[] {
  const words = workspaceWords(manner.language).staging
  if (!staging) return []
  const { environment, takenAt, expectedFreeAt, freedAt, url } = staging
  const board = { term: words.board, text: words.change, href: '/desk/staging' }
  if (freedAt) return [{ term: words.codeLeft, text: words.codeLeftLine }, board]
  const waiting = page.ticket.slot?.waiting ?? null
  return [
    ...(environment && url ? [{ term: words.place, text: words.held(environment), href: url }] : []),
    ...(waiting === null ? [] : [{ term: words.place, text: words.waits(waiting) }]),
    { term: words.since, text: sayWhen(takenAt ?? staging.joinedAt, manner).text },
    ...(expectedFreeAt ? [{ term: words.until, text: sayWhen(expectedFreeAt, manner).text }] : []),
    board,
  ]
}

function showApprovals({ events, around: { approvals }, manner }: Seen): Fact[] {
  const words = workspaceWords(manner.language).approval
  return approvals.map((one) => ({
    term: `${words.kind[one.kind]} ${one.version}`,
    text: sayDecision(one, events, manner),
  }))
}

/** Who decided, when, by which way; or since when it is asked. */
function sayDecision(one: AskedApproval, events: ShownEvent[], manner: Manner): string {
  const words = workspaceWords(manner.language).approval
  const { decision, decidedAt, decidedBy, recordedBy, askedAt, comment } = one
  if (decision === null || decidedAt === null) return words.asked(sayWhen(askedAt, manner).text)
  const when = sayWhen(decidedAt, manner).text
  if (decision === 'void') return words.void(when)
  const acted = events.find(({ at, action }) => at.equals(decidedAt) && deciding.has(action))
  const by = recordedBy ? words.byPhone(recordedBy) : acted ? words.channel[acted.channel] : ''
  return [words[decision](decidedBy ?? '', when), by, comment ? `“${comment}”` : ''].filter(Boolean).join(', ')
}

const deciding = new Set<string>(['approve', 'decline', 'approve_release', 'request_changes'])

function showRelease({ page: { ticket }, events, around, manner }: Seen): Fact[] {
  const words = workspaceWords(manner.language).release
  const said = (event: ShownEvent | undefined) =>
    event && words.by(event.actor.name ?? deskWordsFor(manner.language).system, sayWhen(event.at, manner).text)
  const released = ticket.releasedAt ? events.findLast(({ action }) => action === 'release') : undefined
  const moved = events.findLast(({ action }) => action === 'move_to_production')
  const isMoved = ticket.stage === 'mtp' || released !== undefined
  const facts: [string, string | null | undefined][] = [
    [words.moved, isMoved ? said(moved) : null],
    [words.released, said(released)],
    [words.merged, ticket.mergedAt && sayWhen(ticket.mergedAt, manner).text],
    [words.upgrades, typeof released?.body?.upgrades === 'string' ? released.body.upgrades : null],
    [words.documentation, sayDocumentation(ticket.documentation, around.pages, manner)],
  ]
  return facts.flatMap(([term, text]) => (text ? [{ term, text }] : []))
}

/** `no_change`, or the page and the revision that the closing named. */
function sayDocumentation(kept: string | null, pages: Page[], { language }: Manner): string | null {
  const words = workspaceWords(language)
  if (kept === null || kept === 'no_change') return kept && words.release.noChange
  const [pageId, revision] = kept.split('@')
  const title = pages.find((page) => page.pageId === pageId)?.title
  return title ? words.form.page(title, Number(revision)) : null
}

function showLinks({ around: { links }, manner: { language } }: Seen): Fact[] {
  const words = workspaceWords(language)
  const { stage } = deskWordsFor(language)
  return links.map(({ number, title, link, stage: at }) => ({
    term: `#${number}`,
    text: words.linked(words.link[link], title, stage[at]),
    href: `/desk/t/${number}`,
  }))
}
