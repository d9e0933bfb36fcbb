import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { type LineBoard, readLineBoard } from '../../../../db/work/line-board.ts'
import type { Language, Staff } from '../../../../domain/ticket.ts'
import { requireStaff } from '../../../actor.server.ts'
import { useLive } from '../../../components/live.ts'
import { useSteadyAnswer } from '../../../components/steady-answer.ts'
import { useSteadyKey } from '../../../components/steady-key.ts'
import { titled } from '../../../title.ts'
import type { LineWords } from '../../../words/line-en.server.ts'
import { wordsFor } from '../../../words/words.ts'
import { actOnLine } from '../line/act.server.ts'
import type { LineDoing } from '../line/panel.tsx'
import { formWords, lineWords } from '../line/show.server.ts'
import { mayAsk } from '../may-ask.server.ts'
import { DevPage } from './page.tsx'
import { showLine, showUrgent, showWork } from './show.server.ts'

export { Wrong as ErrorBoundary } from '../../../components/wrong.tsx'

const query = z.object({
  developer: z.uuid().optional().catch(undefined),
  app: z.uuid().optional().catch(undefined),
  do: z.enum(['finish', 'reorder', 'assign']).optional().catch(undefined),
  at: z.coerce.number().int().optional().catch(undefined),
})

/** GET /desk/dev */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { actor, language, timeZone } = await requireStaff(request, context)
  const asked = query.parse(Object.fromEntries(new URL(request.url).searchParams))
  const { developer, app } = asked
  const board = await readLineBoard(context.house, actor, { developerId: developer, appId: app })
  const all = developer ? await readLineBoard(context.house, actor, { appId: app }) : board
  const words = lineWords(language)
  const chosen = Object.entries({ developer, app }).flatMap(([name, value]) => (value ? [[name, value]] : []))
  const here = chosen.length > 0 ? `/desk/dev?${new URLSearchParams(chosen)}` : '/desk/dev'
  const seen = { language, timeZone, now: context.now(), actor, board, here }
  const { title: heading, developers, apps, count: _, whole: __, ...said } = words.dev
  return {
    title: titled(wordsFor(language), heading),
    words: { ...said, title: heading, start: words.do.start },
    urgent: board.urgent.map((work) => showUrgent(work, seen)),
    lines: board.lines.map((line) => showLine(line, seen, developer ? 'one' : 'among')),
    unassigned: board.unassigned.map((work) => showWork(work, seen)),
    testing: board.testing.map((work) => showWork(work, seen)),
    release: board.release.map((work) => showWork(work, seen)),
    filters: [
      {
        ...{ name: 'developer' as const, blank: developers, chosen: developer ?? '' },
        options: all.lines.map(({ id, name }) => ({ value: id, label: name })),
      },
      {
        ...{ name: 'app' as const, blank: apps, chosen: app ?? '' },
        options: board.apps.map(({ id, name, company }) => ({ value: id, label: `${name}, ${company}` })),
      },
    ],
    doing: openForm(asked, { board, words, actor, here, developers: all.lines, language }),
    here,
    formKey: crypto.randomUUID(),
  }
}

type Around = {
  board: LineBoard
  words: LineWords
  actor: Staff
  here: string
  developers: LineBoard['lines']
  language: Language
}

function openForm(
  asked: z.infer<typeof query>,
  { board, words, actor, here, developers, language }: Around,
): LineDoing | null {
  const { do: deed, at: number } = asked
  if (!deed || !number) return null
  const line = board.lines.find(({ now, next }) => [now, ...next].some((one) => one?.number === number))
  const doing = { deed, number, back: here, words: formWords(deed, language) }
  if (deed === 'finish') return { ...doing, options: [], optionsLabel: '' }
  if (deed === 'reorder' && line && mayAsk(actor, 'reorder', 'planned')) {
    const others = line.next.filter((one) => one.number !== number)
    const places = others.map((one) => ({ value: String(one.number), label: words.behind(one.number, one.title) }))
    return { ...doing, options: [{ value: '', label: words.firstInLine }, ...places], optionsLabel: words.moveTo }
  }
  if (deed === 'assign' && mayAsk(actor, 'assign', 'planned')) {
    const options = developers
      .filter(({ id }) => id !== line?.id)
      .map(({ email, name }) => ({ value: email, label: name }))
    return { ...doing, options, optionsLabel: words.who }
  }
  return null
}

/** POST /desk/dev: start, finish, reorder, assign. A refusal leaves the form open where it stood. */
export function action(given: ActionFunctionArgs) {
  return actOnLine(given, '/desk/dev')
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }]

export default function Dev() {
  const { title: _, ...shown } = useLoaderData<typeof loader>()
  const failed = useSteadyAnswer<typeof action>() ?? null
  const formKey = useSteadyKey(shown.formKey)
  useLive('/events')
  // Posted to where the form is open, so that it is so again when something was wrong.
  const here = shown.doing ? withDeedOpen(shown.here, shown.doing) : shown.here
  return <DevPage {...shown} here={here} failed={failed} formKey={formKey} />
}

function withDeedOpen(here: string, { deed, number }: LineDoing): string {
  return `${here}${here.includes('?') ? '&' : '?'}do=${deed}&at=${number}`
}
