import type { Face } from '../../components/avatar.tsx'
import type { FieldError } from '../../components/error-summary.tsx'
import type { Fact } from '../../components/fact-list.tsx'
import type { KeptFile } from '../../components/file-drop.tsx'
import { Time, type When } from '../../components/time.tsx'
import { useWords } from '../../words/use-words.ts'

/** What one of us wrote to ask for it. */
export type Said = { face: Face; role: string; html: string }
/** `src` is the picture in little, `href` the page that shows it whole. */
export type Screenshot = { href: string; src: string; alt: string; title: string; where: string }
/** Until when it waits; `pace` says it in words where there is no date. */
type Waits = { until: When | null; pace?: string | null }

/** Who decides where the reader may not, in words; `nudge` writes to them from the reader's own mail program. */
export type Others = { title: string; line: string; nudge: { href: string; text: string } | null }

/** One question with few answers, each the `action` of its form. */
export type Asking = { legend: string; choices: Choice[]; comment: string }
export type Choice = { value: string; title: string; line: string; needsReason?: boolean }

/** The one thing that waits for this contact, or with `others` for a colleague of theirs. */
export type Turn =
  | ({ kind: 'question'; said: Said } & Waits)
  | ({
      kind: 'estimate'
      said: Said
      approval: string
      /** Null for a question whether to go on, which commits to nothing yet. */
      hours: string | null
      facts: Fact[]
      others: Others | null
    } & Waits)
  | ({
      kind: 'fix'
      said: Said
      round: number
      roundLine: string | null
      shots: Screenshot[]
      noPictures: string | null
      noPicturesHead: string
      steps: { value: string; label: string }[]
      stagingUrl: string | null
      others: Others | null
    } & Waits)
  | { kind: 'payment'; title: string; line: string; facts: Fact[] }
  | {
      /** Live or closed: nothing waits, but it can be seen what came of it, and perhaps be reopened. */
      kind: 'over'
      title: string
      lines: string[]
      released: { title: string; html: string | null; facts: Fact[] } | null
      reopen: boolean
      /** Whether it is solved, in their eyes: the question, or what was said. */
      verdict: { ask: Asking | null; said: string | null; solved: boolean }
      newTicket: { href: string; text: string } | null
    }

export type TurnCardProps = {
  turn: Turn
  number: number
  me: string
  formKey: string
  entered: { body?: string; reason?: string; comment?: string; action?: string }
  kept: KeptFile[]
  errors: FieldError[]
}

export type CardOf<Kind extends Turn['kind']> = TurnCardProps & { turn: Extract<Turn, { kind: Kind }> }

/** By when an answer is hoped for, and what happens otherwise. */
export function Until({ until, pace, after }: Waits & { after: string }) {
  const words = useWords()
  if (!until) return <>{pace}</>
  return (
    <>
      {words.turn.answerBy}{' '}
      <strong>
        <Time {...until} />
      </strong>
      . {after}
    </>
  )
}

/** Where the form would stand: the way to whoever may decide. */
export function Nudge({ others: { nudge } }: { others: Others }) {
  return (
    nudge && (
      <p>
        <a className="button" href={nudge.href}>
          {nudge.text}
        </a>
      </p>
    )
  )
}
