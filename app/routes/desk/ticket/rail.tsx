import { Form } from '@remix-run/react'
import { People, type TeamMember } from '../../../components/avatar.tsx'
import { Button } from '../../../components/button.tsx'
import { type Fact, FactList } from '../../../components/fact-list.tsx'
import { type Option, SelectField } from '../../../components/field.tsx'
import { FormKey } from '../../../components/form-key.tsx'
import { Link } from '../../../components/link.tsx'
import { PlanMeter, type PlanUse } from '../../../components/plan-meter.tsx'
import { RailSection } from '../../../components/section.tsx'
import { useWords } from '../../../words/use-words.ts'

export type DeskRailProps = {
  customer: Fact[]
  plan: PlanUse | null
  people: TeamMember[]
  /** Colleagues of the customer who may be told too, and those who are and may be taken out. */
  addable: Option[]
  removable: Option[]
  facts: Fact[]
  /** Decisions, staging, release, linked tickets: whatever there is to tell. */
  panels: { title: string; facts: Fact[]; look?: 'stacked' }[]
  mail: Fact[]
  customerHref: string
  formKey: string
}

/** Beside the work: whose it is, who is in it, what is known, what was decided, how its mail fares. */
export function DeskRail(props: DeskRailProps) {
  const { customer, plan, people, addable, removable, facts, panels, mail, customerHref, formKey } = props
  const words = useWords()
  return (
    <aside className="rail" aria-label={words.ticket.details}>
      <RailSection title={words.workspace.customer}>
        <FactList facts={customer} />
        <p className="small">
          <Link to={customerHref}>{words.workspace.asCustomer}</Link>
        </p>
      </RailSection>
      {plan && <PlanMeter plan={plan} />}
      <RailSection title={words.workspace.people}>
        <People people={people} size="small" />
        <Taking action="add_participant" options={addable} formKey={formKey} />
        <Taking action="remove_participant" options={removable} formKey={formKey} />
      </RailSection>
      <RailSection title={words.ticket.thisTicket}>
        <FactList facts={facts} />
      </RailSection>
      {panels.map((panel) => (
        <RailSection key={panel.title} title={panel.title}>
          <FactList facts={panel.facts} look={panel.look} />
        </RailSection>
      ))}
      <RailSection title={words.workspace.mail}>
        <FactList facts={mail} />
      </RailSection>
    </aside>
  )
}

type TakingProps = { action: 'add_participant' | 'remove_participant'; options: Option[]; formKey: string }

/** POST `action`, `person`, `key`. */
function Taking({ action, options, formKey }: TakingProps) {
  const words = useWords().workspace
  const adds = action === 'add_participant'
  if (options.length === 0) return null
  return (
    <details>
      <summary className="small">{adds ? words.addPerson : words.removePerson}</summary>
      <Form method="post" className="form">
        <FormKey action={action} formKey={formKey} />
        <SelectField name={`${action}-person`} label={words.colleague} options={options} />
        <Button size="small">{adds ? words.add : words.remove}</Button>
      </Form>
    </details>
  )
}
