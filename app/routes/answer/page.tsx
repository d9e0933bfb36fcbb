import { Link } from '@remix-run/react'
import { ButtonLink } from '../../components/button.tsx'
import { ErrorSummary } from '../../components/error-summary.tsx'
import { BarePage } from '../../components/page.tsx'
import { useWords } from '../../words/use-words.ts'
import type { TurnCardProps } from '../ticket/turn.tsx'
import { TurnCard } from '../ticket/turn-card.tsx'

/** The card a mail leads to, for the person the link was made for; or why there is none. */
export type AnswerProps = { agency: { name: string; mark: string } } & (
  | ({ outcome: 'ask'; title: string } & TurnCardProps)
  | { outcome: 'recorded' | 'superseded' | 'decided' | 'sign_in' | 'gone'; text: string; number: number | null }
)

/** Answer from a mail, without signing in. GET shows, only the card's POST decides. */
export function AnswerPage(props: AnswerProps) {
  const words = useWords()
  return (
    <BarePage agency={props.agency} width="wide">
      {props.outcome === 'ask' ? (
        <div className="form">
          <div>
            <h1>{props.title}</h1>
            <p className="sub">{words.answer.speaksFor(props.me)}</p>
          </div>
          <ErrorSummary errors={props.errors} />
          <TurnCard {...props} />
        </div>
      ) : (
        <div className="card padded form">
          <h1>{words.answer[props.outcome]}</h1>
          <p>{props.text}</p>
          {props.number === null ? (
            <Link to="/signin">{words.signIn.title}</Link>
          ) : (
            <ButtonLink to={`/tickets/${props.number}`}>{words.answer.open(props.number)}</ButtonLink>
          )}
        </div>
      )}
    </BarePage>
  )
}
