import { ActionCard, SaidBy } from '../../components/action-card.tsx'
import { FactList } from '../../components/fact-list.tsx'
import { useWords } from '../../words/use-words.ts'
import { DecisionForm } from './decision-form.tsx'
import { type CardOf, Nudge, Until } from './turn.tsx'

/** POST `action` = approve, ask_about or decline, `approval`, `comment`, `key`. */
export function EstimateCard({ turn, me, formKey, entered, errors }: CardOf<'estimate'>) {
  const { turn: words } = useWords()
  const commits = turn.hours !== null
  return (
    <ActionCard
      title={turn.others?.title ?? (turn.hours === null ? words.proceed : words.estimate(turn.hours))}
      lead={
        turn.others?.line ?? <Until until={turn.until} after={commits ? words.estimateAfter : words.proceedAfter} />
      }
      tip={!turn.others && words.estimateTip}
    >
      <SaidBy {...turn.said} />
      {turn.facts.length > 0 && <FactList facts={turn.facts} />}
      {turn.others ? (
        <Nudge others={turn.others} />
      ) : (
        <DecisionForm
          legend={words.estimateAsk}
          hidden={{ name: 'approval', value: turn.approval }}
          choices={[
            { value: 'approve', ...(commits ? words.approve : words.goOn) },
            { value: 'ask_about', ...(commits ? words.changeScope : words.askFirst), needsReason: true },
            { value: 'decline', ...(commits ? words.decline : words.leaveIt), needsReason: true },
          ]}
          reason={{ name: 'comment', label: words.comment, entered: entered.comment ?? '' }}
          chosen={entered.action ?? ''}
          {...{ me, formKey, errors }}
        />
      )}
    </ActionCard>
  )
}
