import { ActionCard, SaidBy } from '../../components/action-card.tsx'
import { ReplyComposer } from '../../components/composer.tsx'
import { FactList } from '../../components/fact-list.tsx'
import { useWords } from '../../words/use-words.ts'
import { EstimateCard } from './estimate-card.tsx'
import { FixCard } from './fix-card.tsx'
import { OverCard } from './over-card.tsx'
import { type CardOf, type TurnCardProps, Until } from './turn.tsx'

/** The pending action as a card; every kind has the same shape. */
export function TurnCard(props: TurnCardProps) {
  switch (props.turn.kind) {
    case 'question':
      return <QuestionCard {...props} turn={props.turn} />
    case 'estimate':
      return <EstimateCard {...props} turn={props.turn} />
    case 'fix':
      return <FixCard {...props} turn={props.turn} />
    case 'payment':
      return <PaymentCard {...props} turn={props.turn} />
    case 'over':
      return <OverCard {...props} turn={props.turn} />
  }
}

/** Nothing to send here: it is paid where the invoice says. */
function PaymentCard({ turn: { title, line, facts } }: CardOf<'payment'>) {
  return (
    <ActionCard title={title} lead={line}>
      <FactList facts={facts} />
    </ActionCard>
  )
}

/** POST `action=answer`, `body`, `files`*, `key`. */
function QuestionCard({ turn, number, formKey, entered, kept, errors }: CardOf<'question'>) {
  const words = useWords()
  return (
    <ActionCard
      title={words.turn.question}
      lead={<Until {...turn} after={words.turn.questionAfter} />}
      tip={words.turn.questionTip}
    >
      <SaidBy {...turn.said} />
      <ReplyComposer
        action="answer"
        name={String(number)}
        formKey={formKey}
        to={words.turn.answerTo(turn.said.face.name)}
        submit={words.turn.sendAnswer}
        entered={entered.body ?? ''}
        kept={kept}
        errors={errors}
      />
    </ActionCard>
  )
}
