import { Form } from '@remix-run/react'
import { People, type TeamMember } from '../../components/avatar.tsx'
import { Button } from '../../components/button.tsx'
import { type Fact, FactList } from '../../components/fact-list.tsx'
import { type Option, SelectField } from '../../components/field.tsx'
import { FormKey } from '../../components/form-key.tsx'
import { PlanMeter, type PlanUse } from '../../components/plan-meter.tsx'
import { RailSection } from '../../components/section.tsx'
import { useWords } from '../../words/use-words.ts'

export type RailProps = {
  team: TeamMember[]
  facts: Fact[]
  plan: PlanUse | null
  watchers: TeamMember[]
  /** Colleagues who may still be added; empty for those who may not add any. */
  addable: Option[]
  formKey: string
}

/** Beside the ticket: who, what, how much of the plan, who hears of it. POST `action=add_participant`, `person`. */
export function Rail({ team, facts, plan, watchers, addable, formKey }: RailProps) {
  const words = useWords()
  return (
    <aside className="rail" aria-label={words.ticket.details}>
      {team.length > 0 && (
        <RailSection title={words.ticket.team}>
          <People people={team} />
        </RailSection>
      )}
      <RailSection title={words.ticket.thisTicket}>
        <FactList facts={facts} />
      </RailSection>
      {plan && <PlanMeter plan={plan} />}
      <RailSection title={words.ticket.watchers}>
        <People people={watchers} size="small" />
        {addable.length > 0 && (
          <details>
            <summary className="small">{words.ticket.addColleague}</summary>
            <Form method="post" className="form">
              <FormKey action="add_participant" formKey={formKey} />
              <SelectField name="person" label={words.ticket.colleague} options={addable} />
              <Button size="small">{words.ticket.add}</Button>
            </Form>
          </details>
        )}
      </RailSection>
    </aside>
  )
}
