import { listSavedReplies } from '../../../../db/agency/saved-replies.ts'
import type { House } from '../../../../db/house.ts'
import { findDeciders } from '../../../../db/people/deciders.ts'
import { listPeople } from '../../../../db/people/people.ts'
import { readStagingOf } from '../../../../db/staging/staging-of.ts'
import { readAskedApprovals } from '../../../../db/tickets/asked-approvals.ts'
import type { ShownEvent } from '../../../../db/tickets/events.ts'
import { listDocumentation } from '../../../../db/tickets/form-choices.ts'
import { readLinkedTickets } from '../../../../db/tickets/linked-tickets.ts'
import { movable } from '../../../../db/tickets/split-ticket.ts'
import type { TicketPage } from '../../../../db/tickets/ticket-page.ts'
import { readTries } from '../../../../db/tickets/tries.ts'
import { readVerdict, type Verdict } from '../../../../db/tickets/verdicts.ts'
import { whoWrites } from '../../../../db/tickets/writing.ts'
import { showClock as clockNow } from '../../../../db/work/queue.ts'
import { isUrgent, type Staff } from '../../../../domain/ticket.ts'
import { type Manner, sayWhen } from '../../../moment.server.ts'
import { deskWordsFor } from '../../../words/desk.server.ts'
import { mailWordsFor } from '../../../words/mail.server.ts'
import { verdictWords } from '../../../words/verdict.server.ts'
import { workspaceWords } from '../../../words/workspace.server.ts'
import { showClock } from '../clock.server.ts'
import { isDeskAction } from './action-fields.server.ts'
import { openForm } from './doing.server.ts'
import { showEntries } from './entries.server.ts'
import { type DeskTicketProps, type ThreadView, threadViews } from './page.tsx'
import { showRail } from './rail.server.ts'
import type { SplitView } from './split-panel.tsx'
import { showSteps } from './steps.server.ts'
import { showTests } from './tests.server.ts'

type Asked = {
  house: House
  actor: Staff
  page: TicketPage
  events: ShownEvent[]
  manner: Manner
  search: URLSearchParams
  /** Whose letters show this reader pictures from elsewhere. */
  picturesOf: string[]
}

type Shown = Omit<DeskTicketProps, 'entered' | 'said' | 'kept' | 'preview' | 'errors'>

/** A ticket as the desk shows it; what a form that came back adds is the route's. */
export async function showTicket(asked: Asked): Promise<Shown> {
  const { house, actor, page, events, manner, search, picturesOf } = asked
  const { ticket } = page
  const view = threadViews.find((one) => one === search.get('view')) ?? 'all'
  const steps = showSteps({ page, actor, language: manner.language })
  const [around, tries, contacts, saved, doing, undecidable, verdict] = await Promise.all([
    readAround(house, actor, page),
    ticket.rows.length > 0 ? readTries(house.db, ticket.id) : [],
    listPeople(house, actor, page.company.id),
    listSavedReplies(house.db, actor.id),
    openedForm(asked),
    isUndecidable(house, page),
    ticket.stage === 'closed' ? readVerdict(house, actor, ticket.number) : null,
  ])
  return {
    ...steps,
    ticket: {
      number: ticket.number,
      title: ticket.title,
      company: page.company.name,
      urgent: isUrgent(ticket),
      status: page.status,
      stage: deskWordsFor(manner.language).stage[ticket.stage],
      clock: clockOf(page, manner),
    },
    problem: problemOf(page, { undecidable, verdict }, manner),
    doing,
    splitting:
      search.get('do') === 'split' && steps.others.some(({ action }) => action === 'split')
        ? splitOf(page, manner)
        : null,
    tests: showTests({ page, tries, actor, manner }),
    view,
    entries: showEntries({ page, events, tries, view, manner, picturesOf }),
    earlierHref: page.earlier > 0 ? earlierHref(ticket.number, view) : null,
    composers: {
      replyTo: readersOf(page, manner),
      writing: sayWriting(asked),
      seen:
        page.messages.findLast(({ visibility, author }) => visibility === 'public' && author.id !== actor.id)?.id ?? '',
      saved: saved.map(({ id, name }) => ({ id, name })),
      inserted: saved.find(({ id }) => id === search.get('reply'))?.body ?? '',
    },
    rail: showRail({ page, events, verdict, around, contacts, manner }),
    formKey: crypto.randomUUID(),
  }
}

async function readAround({ db }: House, actor: Staff, { ticket: { id, appId, documentation } }: TicketPage) {
  const [approvals, staging, links, pages] = await Promise.all([
    readAskedApprovals(db, id),
    readStagingOf(db, id),
    readLinkedTickets(db, actor, id),
    appId && documentation?.includes('@') ? listDocumentation(db, appId) : [],
  ])
  return { approvals, staging, links, pages }
}

/** Whether something waits for a decision that nobody of the company has the right to take. */
async function isUndecidable({ db }: House, { ticket, approval }: TicketPage): Promise<boolean> {
  return approval !== null && (await findDeciders(db, ticket.id, approval)).length === 0
}

/** The form that the address asks for, if its action is possible now. */
async function openedForm({ house, actor, page, manner, search }: Asked) {
  const action = search.get('do')
  const offered = page.offered.some((one) => one.action === action && one.missing.length === 0)
  return isDeskAction(action) && offered ? openForm(action, { house, actor, page, manner }) : null
}

/** Who reads a reply: `Inês Sousa and 1 more`. */
export function sayReaders(
  { requester, participants }: Pick<TicketPage, 'requester' | 'participants'>,
  manner: Manner,
) {
  return deskWordsFor(manner.language).ticket.andMore(requester.name, participants.length)
}

/** Which colleague is writing here just now; whoever has sent their words since is done. */
function sayWriting({ house, actor, page: { ticket, messages }, manner }: Asked): string | null {
  const sentSince = (personId: string, since: Temporal.Instant) =>
    messages.some(({ author, at }) => author.id === personId && Temporal.Instant.compare(at, since) > 0)
  const names = whoWrites(house, ticket.id, manner.now)
    .filter(({ personId, since }) => personId !== actor.id && !sentSince(personId, since))
    .map(({ name }) => name)
  return names.length === 0 ? null : workspaceWords(manner.language).say.writing(names)
}

function readersOf(page: TicketPage, manner: Manner) {
  const readers = [page.requester, ...page.participants]
  const addresses = readers.map(({ name, email }) => `${name} <${email}>`)
  return { names: sayReaders(page, manner), addresses: addresses.join(', ') }
}

const excerptLength = 90

/** The words that may become a ticket of their own; the first stay. */
function splitOf({ messages, earlier }: TicketPage, manner: Manner): SplitView {
  const { title, line, what, newTitle, excerpt } = workspaceWords(manner.language).split
  const candidates = earlier > 0 ? messages : messages.slice(1)
  return {
    ...{ title, line, what, newTitle },
    words: candidates
      .filter(({ purpose }) => movable.includes(purpose))
      .map(({ id, author, at, text }) => ({
        value: id,
        label: excerpt(author.name, sayWhen(at, manner).text, text.replace(/\s+/g, ' ').slice(0, excerptLength)),
      })),
  }
}

function clockOf({ clocks, calendar, ticket }: TicketPage, manner: Manner) {
  const running = clocks.find(({ kind, metAt }) => metAt === null && kind !== 'report')
  if (!running || ticket.stage === 'closed') return null
  return showClock(clockNow(running, calendar, manner.now), { ...manner, calendar })
}

/** What somebody should look at before anything else. */
function problemOf(
  { undelivered, ticket, company, messages }: TicketPage,
  { undecidable, verdict }: { undecidable: boolean; verdict: Verdict | null },
  { language }: Manner,
): DeskTicketProps['problem'] {
  const { ticket: words } = deskWordsFor(language)
  if (undelivered.length > 0) {
    const link = { text: mailWordsFor(language).tries, href: `/desk/mail?ticket=${ticket.number}&view=failed` }
    return { text: words.undelivered(undelivered.join(', ')), link }
  }
  const answered = messages.some(
    ({ author, visibility, at }) =>
      verdict && author.kind === 'staff' && visibility === 'public' && Temporal.Instant.compare(at, verdict.at) > 0,
  )
  if (verdict?.solved === false && !answered) return { text: verdictWords(language).desk.problem(verdict.by.name) }
  if (ticket.stage === 'closed') return null
  if (undecidable) {
    const link = { text: words.theirPeople, href: `/desk/customers/${company.id}/people` }
    return { text: words.nobodyDecides, link }
  }
  if (ticket.onHold) return { text: words.onHold }
  if (ticket.warning === 'no_manager') return { text: words.noManager }
  return ticket.warning === 'least_loaded' ? { text: words.leastLoaded } : null
}

function earlierHref(number: number, view: ThreadView) {
  return `/desk/t/${number}?earlier=all${view === 'all' ? '' : `&view=${view}`}`
}
