import type { AppLoadContext } from '@remix-run/node'
import { readDeciders } from '../../../db/people/deciders.ts'
import { readOffer } from '../../../db/tickets/offers.ts'
import { readTicketPage, type TicketPage } from '../../../db/tickets/ticket-page.ts'
import { mayUndo } from '../../../domain/objection.ts'
import { needsSignIn } from '../../../domain/proof.ts'
import { isRefusal } from '../../../domain/refusal.ts'
import { undoUntil } from '../../../domain/sla.ts'
import { lastDecided } from '../../../domain/ticket.ts'
import { shortName } from '../../face.server.ts'
import { sayTime, sayWhen } from '../../moment.server.ts'
import { answerWords, newerOf } from '../../words/answer.server.ts'
import { portalWords } from '../../words/portal.server.ts'
import { turnWords } from '../../words/turn.server.ts'
import { deedOf } from '../ticket/decided.server.ts'
import { turnOf } from '../ticket/turn.server.ts'
import type { Turn } from '../ticket/turn.tsx'
import type { Holder } from './link.server.ts'
import type { Shown, Told } from './page.tsx'

type Seen = { holder: Holder; page: TicketPage; agency: string }

/** What the link shows now: the card while its question is open, else what became of it. `told` says what was just sent. */
export async function showAnswer(
  holder: Holder,
  { agency, told }: { agency: string; told: string | null },
  { house }: Pick<AppLoadContext, 'house'>,
): Promise<Shown | null> {
  const { contact, number, manner, asked } = holder
  const page = await readTicketPage(house, { actor: contact, number, now: manner.now })
  if (isRefusal(page)) return null
  const seen = { holder, page, agency }
  if (asked.decision !== null) return asked.decision === 'void' ? outdated(seen, told) : decided(seen)
  if (page.approval?.id !== asked.id) return outdated(seen, told)
  if (needsSignIn(asked) && holder.proof === 'P3') return signInFirst(seen)
  const turn = await cardOf(seen, house)
  if (!turn) return outdated(seen, told)
  const words = answerWords(manner.language)
  const title = `${page.ticket.title} · #${number}`
  return { ask: { title, speaksFor: words.speaksFor(contact.name), turn, number, me: contact.name } }
}

async function cardOf({ holder, page, agency }: Seen, house: AppLoadContext['house']): Promise<Turn | null> {
  const { contact, number, manner, token } = holder
  const [fix, deciders] = await Promise.all([
    page.ticket.stage === 'staging_review' ? readOffer(house, contact, number) : null,
    readDeciders(house, contact, page.ticket),
  ])
  const eyes = { id: contact.id, agency, words: portalWords(manner.language), manner, picturesOf: [] }
  const turn = turnOf({
    page,
    actor: contact,
    eyes,
    fix,
    deciders,
    url: null,
    releasedBy: null,
    verdict: null,
    documented: [],
    names: new Map(),
  })
  if (turn?.kind !== 'fix') return turn
  // Whoever is not signed in gets the pictures of the offer by the same link.
  const shots = turn.shots.map((shot) => {
    const src = shot.src.replace('/files/', `/a/${token}/files/`)
    return { ...shot, src, href: src.replace('?small', '') }
  })
  return { ...turn, shots }
}

function decided({ holder, page, agency }: Seen): Told {
  const { asked, contact, manner } = holder
  const words = answerWords(manner.language)
  const { did, you, undoUntil: until } = turnWords(manner.language)
  const isTheirs = asked.by?.id === contact.id
  const who = isTheirs ? you : (asked.by?.name ?? agency)
  const at = asked.decidedAt ?? manner.now
  const deed = did[deedOf({ kind: asked.kind, decision: asked.decision === 'approved' ? 'approved' : 'declined' })]
  const isLast = lastDecided(page.ticket)?.id === asked.id
  const undoable = isTheirs && isLast && mayUndo({ ticket: page.ticket, actor: contact, now: manner.now })
  return {
    heading: isTheirs ? words.recorded : words.decided,
    lines: [words.by(who, deed, sayWhen(at, manner).text), ...(isTheirs ? [words.knows(nameOfPm(page, agency))] : [])],
    link: linkTo(holder),
    undo: undoable ? { label: words.takeBack, line: until(sayTime(undoUntil(at), manner)) } : null,
  }
}

/** The question fell away: something newer was asked, silence closed the ticket, or it went on without an answer. */
function outdated({ holder, page, agency }: Seen, told: string | null): Told {
  const { asked, manner } = holder
  const words = answerWords(manner.language)
  const link = linkTo(holder)
  if (told === 'asked')
    return { heading: words.asked, lines: [words.askedLine(nameOfPm(page, agency))], link, undo: null }
  const isNewer = page.ticket.approvals.some(({ kind, version }) => kind === asked.kind && version > asked.version)
  if (isNewer) return { heading: newerOf(asked.kind, words), lines: [words.newerLine], link, undo: null }
  const isSilent = page.ticket.resolution === 'no_feedback'
  const [heading, line] = isSilent ? [words.silence, words.silenceLine] : [words.moved, words.movedLine]
  return { heading, lines: [line], link, undo: null }
}

function signInFirst({ holder }: Seen): Told {
  const words = answerWords(holder.manner.language)
  return { heading: words.signIn, lines: [words.signInLine], link: linkTo(holder), undo: null }
}

function linkTo({ number, manner: { language } }: Holder): Told['link'] {
  return { href: `/tickets/${number}`, text: answerWords(language).open(number) }
}

function nameOfPm({ pm }: TicketPage, agency: string): string {
  return pm ? shortName(pm.name) : agency
}
