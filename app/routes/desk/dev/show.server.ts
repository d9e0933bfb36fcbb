import type { DeveloperLine, LineBoard } from '../../../../db/work/line-board.ts'
import type { OpenWork } from '../../../../db/work/open-work.ts'
import type { Staff } from '../../../../domain/ticket.ts'
import { turnsOf } from '../../../../domain/turn.ts'
import { shortName } from '../../../face.server.ts'
import type { Manner } from '../../../moment.server.ts'
import { deskWordsFor } from '../../../words/desk.server.ts'
import type { LineDoing } from '../line/panel.tsx'
import type { ShownWork } from '../line/row.tsx'
import { aboutOf, hindranceOf, lineWords, whoseTurn } from '../line/show.server.ts'
import { mayAsk } from '../may-ask.server.ts'
import type { ShownLine } from './page.tsx'

/** Who looks, at which board, and where its filters lead back to. */
export type Seen = Manner & { actor: Staff; board: LineBoard; here: string }

/** Of every line its beginning; `one` of them, chosen by its developer, whole. */
export function showLine({ id, name, now, next }: DeveloperLine, seen: Seen, one: 'one' | 'among'): ShownLine {
  const first = next[0]
  const shown = one === 'one' ? next : next.slice(0, beginning)
  const mayStart = id === seen.actor.id && first && turnsOf(first).some(({ action }) => action === 'start')
  return {
    ...{ id, name },
    now: now ? [showWork(now, seen)] : [],
    next: shown.map((work) => showWork(work, seen)),
    waiting: next.length,
    whole: shown.length < next.length ? wholeOf(id, next.length, seen) : null,
    start: mayStart ? first.number : null,
  }
}

const beginning = 10

function wholeOf(developer: string, count: number, { here, language }: Seen) {
  const url = new URL(here, 'http://here.invalid')
  url.searchParams.set('developer', developer)
  return { text: lineWords(language).dev.whole(count), to: `${url.pathname}${url.search}` }
}

/** A ticket in a line: its place, what hinders it, and what this reader may do with it. */
export function showWork(work: OpenWork, seen: Seen): ShownWork {
  const words = lineWords(seen.language)
  const { number, title, priority, stage, interrupted, queuePosition } = work
  const building = stage === 'planned' || stage === 'in_development'
  const link = (deed: LineDoing['deed'], text: string) => ({ text, to: `${withDeed(seen.here, deed, number)}#panel` })
  const isOwn = work.developerId === seen.actor.id
  return {
    ...{ number, title },
    urgent: priority === 'urgent',
    mark: building && queuePosition !== null ? words.place(queuePosition) : '',
    late: false,
    about: aboutOf(work, seen),
    note: building ? (asideOf(work, seen) ?? hindranceOf(work, seen.language)) : behindOf(work, seen),
    hindered: building,
    links: [
      ...(stage === 'in_development' && !interrupted && isOwn ? [link('finish', words.do.finish)] : []),
      ...(stage === 'planned' && mayAsk(seen.actor, 'reorder', stage) && work.developerId
        ? [link('reorder', words.do.move)]
        : []),
      ...(building && mayAsk(seen.actor, 'assign', stage) ? [link('assign', words.do.assign)] : []),
    ],
  }
}

/** An urgent one, with who set aside what for it, or whom it waits for (R026). */
export function showUrgent(work: OpenWork, seen: Seen): ShownWork {
  const words = lineWords(seen.language)
  const who = work.developer ? shortName(work.developer.name) : words.dev.nobody
  const aside = [...seen.board.asideFor]
    .filter(([, number]) => number === work.number)
    .flatMap(([id]) => seen.board.lines.flatMap(({ next }) => next.filter((one) => one.id === id)))
    .map(({ number }) => `#${number}`)
  const active = work.stage === 'in_development' && !work.interrupted
  return {
    ...showWork(work, seen),
    note: !active ? words.waitsFor(who) : aside.length > 0 ? words.bypassed(who, aside.join(', ')) : words.works(who),
    links: [],
  }
}

function asideOf({ id, interrupted }: OpenWork, { language, board }: Seen): string | null {
  if (!interrupted) return null
  const words = lineWords(language)
  const number = board.asideFor.get(id)
  return number ? words.aside(number) : words.asideBefore
}

function behindOf(work: OpenWork, { language }: Seen): string {
  const words = lineWords(language)
  const stage = deskWordsFor(language).stage[work.stage]
  const turns = turnsOf(work)
  const place = work.slot?.environment ? words.onPlace(work.slot.environment) : null
  const next = turns.length > 0 ? words.waitsFor(whoseTurn(turns, work, language)) : null
  const slot = work.slot && work.slot.waiting !== null ? words.waitsForPlace : null
  return [stage, place, slot ?? next].filter(Boolean).join(' · ')
}

/** The address of this board with the form of one deed open. */
export function withDeed(here: string, deed: LineDoing['deed'], number: number): string {
  const url = new URL(here, 'http://here.invalid')
  url.searchParams.set('do', deed)
  url.searchParams.set('at', String(number))
  return `${url.pathname}${url.search}`
}
