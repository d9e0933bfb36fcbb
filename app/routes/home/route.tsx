import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { type Done, readHome, type Turn, type Working } from '../../../db/customers/home.ts'
import { type Calendar, isOpen, isWatched, nextOpening } from '../../../domain/calendar.ts'
import { requireContact } from '../../actor.server.ts'
import { useLive } from '../../components/live.ts'
import { WrongPage } from '../../components/wrong.tsx'
import { faceOf, shortName } from '../../face.server.ts'
import { type Manner, sayDate, sayNear, sayWhen } from '../../moment.server.ts'
import { sayHours, stageLine } from '../../stage-line.server.ts'
import { titled } from '../../title.ts'
import { type PortalWords, portalWords } from '../../words/portal.server.ts'
import { wordsFor } from '../../words/words.ts'
import { type DoneTicket, HomePage, type HomeProps, type OpenTicket, type WaitingTicket } from './page.tsx'

export async function loader({ request, context }: LoaderFunctionArgs): Promise<HomeProps & { title: string }> {
  const { actor, language, timeZone } = await requireContact(request, context)
  const manner = { language, timeZone, now: context.now() }
  const { turns, colleagues, working, done, count, around } = await readHome(context.house, actor, manner.now)
  const words = portalWords(language)
  const name = shortName(actor.name)
  return {
    title: titled(wordsFor(language), wordsFor(language).home.hello(name)),
    name,
    closed: around && sayClosed(around.calendar, words, manner),
    turns: { rows: turns.map((turn) => waiting(turn, words, manner)), ...allOf(count.turns, turns.length, 'yours') },
    colleagues: {
      rows: colleagues.map((turn) => waiting(turn, words, manner)),
      ...allOf(count.colleagues, colleagues.length, 'open'),
    },
    working: {
      rows: working.map((ticket) => open(ticket, words, manner)),
      ...allOf(count.working, working.length, 'ours'),
    },
    done: done.map((ticket) => finished(ticket, words, manner)),
    // Until time is recorded there is nothing true to say of hours used, nor of calls.
    plan: null,
    call: null,
    team: around?.pm ? [{ face: faceOf(around.pm), line: words.role.pm }] : [],
  }
}

/** The way to all of a group, where not all of it is on the page. */
function allOf(count: number, shown: number, show: string) {
  return { count, moreHref: count > shown ? `/tickets?show=${show}` : null }
}

function sayClosed(calendar: Calendar, words: PortalWords, manner: Manner): string | null {
  if (isOpen(calendar, manner.now)) return null
  const closed = words.closedUntil(sayNear(nextOpening(calendar, manner.now), manner))
  return isWatched(calendar, manner.now) ? `${closed} ${words.watched}` : closed
}

function waiting({ number, title, stage, asked, until }: Turn, words: PortalWords, manner: Manner): WaitingTicket {
  return { number, title, ask: sayAsk({ stage, asked }, words, manner), until: until && sayWhen(until, manner) }
}

function sayAsk({ stage, asked }: Pick<Turn, 'stage' | 'asked'>, words: PortalWords, { language }: Manner): string {
  if (stage === 'needs_info') return words.ask.question
  if (stage === 'staging_review') return words.ask.fix
  if (stage === 'awaiting_payment') return words.ask.payment
  if (asked?.kind === 'proceed') return words.ask.proceed
  const hours = asked?.hours ?? null
  return hours === null ? words.ask.approval : words.ask.hours(sayHours(hours, words, language))
}

function open(
  { number, title, status, stage, dueDate, takenBy, ...more }: Working,
  words: PortalWords,
  manner: Manner,
): OpenTicket {
  const due = dueDate && words.expected(sayDate(dueDate, manner))
  const taken = takenBy && words.takenBy(sayWhen(takenBy, manner).text)
  return { number, title, status, next: stageLine(stage, words, more), expected: due ?? taken }
}

function finished({ number, title, resolution, releasedAt, at }: Done, words: PortalWords, manner: Manner): DoneTicket {
  const ended = resolution ? words.resolution[resolution] : words.stage.closed
  const live = releasedAt !== null && resolution === 'resolved'
  return { number, title, line: live ? words.stage.released : ended, at: sayWhen(releasedAt ?? at, manner) }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }]

export default function Home() {
  useLive('/events')
  const { title: _, ...page } = useLoaderData<typeof loader>()
  return <HomePage {...page} />
}

export { WrongPage as ErrorBoundary }
