import { useWords } from '../words/use-words.ts'
import { Icon } from './icon.tsx'
import { type Status, StatusGlyph } from './status-glyph.tsx'
import { Time, type When } from './time.tsx'

/** Where each of the four stands, `skipped` if it was passed over; `line` is a sentence part ("after your OK"), `at` the moment it was reached. */
export type Step = { status: Status; place: 'past' | 'skipped' | 'now' | 'next'; at: When | null; line: string | null }

/** New, in progress, your feedback, done: where the ticket stands. On a phone four bars and a sentence. */
export function Stepper({ steps }: { steps: Step[] }) {
  const words = useWords()
  const now = steps.findIndex(({ place }) => place === 'now')
  const next = steps[now + 1]
  return (
    <>
      <ol className="steps" aria-label={words.ticket.progress}>
        {steps.map(({ status, place, at, line }) => (
          <li key={status} className={`${place} ${status}`} aria-current={place === 'now' ? 'step' : undefined}>
            <span className="dot">
              {place === 'past' && <Icon name="check" />}
              {place === 'now' && <StatusGlyph status={status} />}
            </span>
            <b>{words.step[status]}</b>
            <small>
              {at && <Time {...at} />}
              {at && line && ', '}
              {line}
            </small>
          </li>
        ))}
      </ol>
      <p className="step-now" aria-hidden="true">
        <b>{words.ticket.stepOf(now + 1, steps.length, words.step[steps[now]?.status ?? 'new'])}</b>
        {next && <span className="muted">{words.ticket.nextStep(words.step[next.status])}</span>}
      </p>
    </>
  )
}
