import type { BoardApp, BoardEnvironment, BoardTicket } from '../../../../db/staging/staging-board.ts'
import { businessTimeBetween, type Calendar, spanLength } from '../../../../domain/calendar.ts'
import { mayKeepStaging } from '../../../../domain/keep-staging.ts'
import type { Staff } from '../../../../domain/ticket.ts'
import { type Manner, sayDate, sayNear } from '../../../moment.server.ts'
import { type StagingWords, stagingEn } from '../../../words/staging-en.server.ts'
import { stagingPt } from '../../../words/staging-pt.server.ts'
import { wordsFor } from '../../../words/words.ts'
import type { ShownApp, ShownPlace } from './page.tsx'

const dictionaries = { en: stagingEn, pt: stagingPt }

/** What the places on staging say, in the language of their reader. */
export function stagingWords(language: Manner['language']): StagingWords {
  return dictionaries[language]
}

/** An app with its places in the words of their reader. */
export function showApp(app: BoardApp, seen: Manner & { actor: Staff }): ShownApp {
  const words = stagingWords(seen.language)
  const places = app.environments.flatMap((environment) =>
    environment.places.map((held, at) => showPlace({ app, environment, held, at }, seen)),
  )
  const free = app.environments.flatMap((one) => one.places).filter((held) => held === null).length
  return {
    name: app.name,
    company: app.company,
    freePlaces: words.freePlaces(free, places.length),
    places,
    ...(app.waiting.length > 0 && {
      waiting: app.waiting.map(({ number, title, joinedAt }, at) => ({
        ...{ number, title },
        text: words.inLine(at + 1, sayNear(joinedAt, seen)),
      })),
    }),
    ...(app.left.length > 0 && {
      left: app.left.map(({ slotId, number, environment, since }) => ({
        ...{ slotId, number, text: words.leftCode(number, environment) },
        since: words.leftSince(sayNear(since, seen)),
      })),
    }),
    mayRemove: mayKeepStaging(seen.actor, 'remove_code'),
  }
}

type Place = { app: BoardApp; environment: BoardEnvironment; held: BoardTicket | null; at: number }

function showPlace({ app, environment, held, at }: Place, seen: Manner & { actor: Staff }): ShownPlace {
  const words = stagingWords(seen.language)
  const { id, name, url, places } = environment
  const [next] = app.waiting
  return {
    name: places.length > 1 ? words.place(name, at + 1) : name,
    url,
    setUp:
      at === 0 && mayKeepStaging(seen.actor, 'set_up') ? { id, mayRetire: places.every((one) => one === null) } : null,
    held: held && {
      number: held.number,
      title: held.title,
      verdict: verdictOf(held, words),
      tone: toneOf(held, app.calendar, seen.now),
      facts: [...factsOf(held, app.calendar, seen), next ? words.next(next.number) : words.nobody],
      // A fix under test by its customer is theirs until they answer.
      mayFree: mayKeepStaging(seen.actor, 'free') && held.stage !== 'staging_review',
      mayExtend: mayKeepStaging(seen.actor, 'extend'),
    },
  }
}

function verdictOf({ stage, round, onHold }: BoardTicket, words: StagingWords): string {
  if (onHold) return words.verdict.onHold
  if (stage === 'staging_review') return words.verdict.staging_review(round)
  if (stage === 'approved' || stage === 'mtp' || stage === 'needs_info') return words.verdict[stage]
  return round > 0 ? words.verdict.notOk : words.verdict.testing
}

/** Amber from the business day before silence closes it: then its manager is warned, and here it shows. */
function toneOf({ closesAt, stage }: BoardTicket, calendar: Calendar, now: Temporal.Instant): 'soon' | 'good' | 'calm' {
  if (stage === 'approved' || stage === 'mtp') return 'good'
  if (!closesAt) return 'calm'
  return businessTimeBetween(calendar, now, closesAt) <= spanLength(calendar, { days: 1 }) ? 'soon' : 'calm'
}

function factsOf(held: BoardTicket, calendar: Calendar, seen: Manner): string[] {
  const words = stagingWords(seen.language)
  const { takenAt, closesAt, remindsAt, remindedAt, expectedFreeAt, extendedBecause } = held
  const reminder = remindedAt
    ? words.reminded(sayNear(remindedAt, seen))
    : remindsAt && words.remindsAt(sayNear(remindsAt, seen))
  const day = expectedFreeAt?.toZonedDateTimeISO(calendar.zone).toPlainDate().toString()
  return [
    closesAt
      ? heldUntil(closesAt, calendar, seen)
      : toneOf(held, calendar, seen.now) === 'good'
        ? words.heldRelease
        : words.heldOpen,
    closesAt ? reminder : null,
    takenAt && words.since(sayNear(takenAt, seen)),
    day ? [words.extended(sayDate(day, seen)), extendedBecause].filter(Boolean).join(': ') : null,
  ].filter((text) => text !== null)
}

function heldUntil(closesAt: Temporal.Instant, calendar: Calendar, seen: Manner): string {
  const words = stagingWords(seen.language)
  if (Temporal.Instant.compare(closesAt, seen.now) <= 0) return words.closesNow
  const left = businessTimeBetween(calendar, seen.now, closesAt)
  const days = Math.floor(left / spanLength(calendar, { days: 1 }))
  const minutes = Math.trunc(left / 60_000)
  const said = days > 0 ? words.daysLeft(days) : words.timeLeft(wordsFor(seen.language).clock(minutes))
  return words.heldUntil(sayNear(closesAt, seen), said)
}
