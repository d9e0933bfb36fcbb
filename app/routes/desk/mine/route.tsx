import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { type MyTicket, readMyWork } from '../../../../db/work/my-work.ts'
import { statusOf } from '../../../../domain/stage.ts'
import type { Language } from '../../../../domain/ticket.ts'
import { requireStaff } from '../../../actor.server.ts'
import { useLive } from '../../../components/live.ts'
import { useSteadyAnswer } from '../../../components/steady-answer.ts'
import { useSteadyKey } from '../../../components/steady-key.ts'
import { shortName } from '../../../face.server.ts'
import { type Manner, sayNear } from '../../../moment.server.ts'
import { titled } from '../../../title.ts'
import { wordsFor } from '../../../words/words.ts'
import { actOnLine } from '../line/act.server.ts'
import type { LineDoing } from '../line/panel.tsx'
import type { ShownWork } from '../line/row.tsx'
import { aboutOf, formWords, lineWords, stepOf, whoseTurn } from '../line/show.server.ts'
import { isDeskAction } from '../ticket/action-fields.server.ts'
import { MinePage } from './page.tsx'

export { Wrong as ErrorBoundary } from '../../../components/wrong.tsx'

/** GET /desk/mine */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { actor, language, timeZone } = await requireStaff(request, context)
  const seen = { language, timeZone, now: context.now() }
  const { mine, waiting, more } = await readMyWork(context.house, actor, seen.now)
  const words = lineWords(language)
  const search = new URL(request.url).searchParams
  const finishing = mine.find(({ number, mine: turns }) => String(number) === search.get('at') && does(turns, 'finish'))
  const { title, now, waiting: others, empty, emptyWaiting, more: andMore, queue } = words.mine
  return {
    title: titled(wordsFor(language), title),
    words: { title, now, waiting: others, empty, emptyWaiting, more: andMore, queue, start: words.do.start },
    mine: mine.map((work) => showMine(work, seen)),
    waiting: waiting.map((work) => showWaiting(work, actor.id, seen)),
    more,
    start: mine.find(({ mine: turns }) => does(turns, 'start'))?.number ?? null,
    doing: finishing && search.get('do') === 'finish' ? formFor(finishing, language) : null,
    formKey: crypto.randomUUID(),
  }
}

const does = (turns: MyTicket['mine'], action: string) => turns.some((turn) => turn.action === action)

function formFor({ number }: MyTicket, language: Language): LineDoing {
  const words = formWords('finish', language)
  return { deed: 'finish', number, options: [], optionsLabel: '', back: '/desk/mine', words }
}

function showMine(work: MyTicket, seen: Manner): ShownWork {
  const { number, title, priority, dueAt, mine } = work
  const words = lineWords(seen.language)
  const late = dueAt !== null && Temporal.Instant.compare(dueAt, seen.now) < 0
  const due = dueAt && sayNear(dueAt, seen)
  return {
    ...{ number, title, late },
    urgent: priority === 'urgent',
    mark: due ? (late ? words.mine.over(due) : words.mine.by(due)) : words.mine.none,
    about: aboutOf(work, seen),
    note: null,
    links: [...new Set(mine.map(({ action }) => action))].flatMap((action) => {
      const turn = mine.find((one) => one.action === action)
      // Starting is a button of its own, right here.
      if (!turn || action === 'start') return []
      const to = action === 'finish' ? `?do=finish&at=${number}#panel` : stepAddress(number, action)
      return [{ text: stepOf(turn, seen.language), to }]
    }),
  }
}

function stepAddress(number: number, action: string): string {
  return isDeskAction(action) ? `/desk/t/${number}?do=${action}` : `/desk/t/${number}`
}

function showWaiting(work: MyTicket, me: string, seen: Manner): ShownWork {
  const { number, title, priority, dueAt, turns } = work
  const words = lineWords(seen.language)
  return {
    ...{ number, title, late: false },
    urgent: priority === 'urgent',
    mark: dueAt ? words.mine.until(sayNear(dueAt, seen)) : words.mine.none,
    about: aboutOf(work, seen),
    aside:
      turns.length === 0 && work.developerId === me && work.queuePosition !== null
        ? words.mine.ownLine(work.queuePosition)
        : words.waitsFor(turns.length > 0 ? whoseTurn(turns, work, seen.language) : awaited(work, seen)),
    note: null,
    links: [],
  }
}

/** Whom or what a ticket waits for that is nobody's turn among us. */
function awaited({ stage, developer, queuePosition, interrupted }: MyTicket, { language }: Manner): string {
  const { mine: words } = lineWords(language)
  if (statusOf(stage) === 'feedback') return words.customer
  if (stage === 'testing') return words.place
  const who = developer ? shortName(developer.name) : ''
  if (stage === 'in_development' && !interrupted) return words.working(who)
  return queuePosition === null ? who : words.inLine(who, queuePosition)
}

/** POST /desk/mine: start or finish, then back here. */
export function action(given: ActionFunctionArgs) {
  return actOnLine(given, '/desk/mine')
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }]

export default function Mine() {
  const { title: _, ...shown } = useLoaderData<typeof loader>()
  const failed = useSteadyAnswer<typeof action>() ?? null
  const formKey = useSteadyKey(shown.formKey)
  useLive('/events')
  return <MinePage {...shown} failed={failed} formKey={formKey} />
}
