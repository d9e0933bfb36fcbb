import { Link } from '@remix-run/react'
import { People, type TeamMember } from '../../../components/avatar.tsx'
import { type Fact, FactList } from '../../../components/fact-list.tsx'
import { Icon } from '../../../components/icon.tsx'
import { RailSection } from '../../../components/section.tsx'
import { useWords } from '../../../words/use-words.ts'
import { PlanMeter, type PlanUse } from '../../home/page.tsx'

/** A row of the test checklist of the current round; `result` null until somebody says. */
export type CheckRow = { title: string; result: 'passed' | 'failed' | null; by: string | null }

export type DeskRailProps = {
  customer: Fact[]
  plan: PlanUse | null
  people: TeamMember[]
  facts: Fact[]
  checks: CheckRow[]
  mail: Fact[]
  customerHref: string | null
}

/** Beside the work: whose it is, who is in it, what is known, what was tested, how its mail fares. */
export function DeskRail({ customer, plan, people, facts, checks, mail, customerHref }: DeskRailProps) {
  const words = useWords()
  return (
    <aside className="rail" aria-label={words.ticket.details}>
      <RailSection title={words.workspace.customer}>
        <FactList facts={customer} />
      </RailSection>
      {plan && <PlanMeter plan={plan} />}
      <RailSection title={words.workspace.people}>
        <People people={people} size="small" />
      </RailSection>
      <RailSection title={words.ticket.thisTicket}>
        <FactList facts={facts} />
      </RailSection>
      {checks.length > 0 && (
        <RailSection title={words.workspace.checks}>
          <ul className="people">
            {checks.map(({ title, result, by }) => (
              <li key={title}>
                {result === null ? <Icon name="clock" /> : <Icon name={result === 'passed' ? 'check' : 'cross'} />}
                <span>
                  {title}
                  <small>{result === null ? words.workspace.untested : `${words.workspace[result]} ${by ?? ''}`}</small>
                </span>
              </li>
            ))}
          </ul>
        </RailSection>
      )}
      {mail.length > 0 && (
        <RailSection title={words.workspace.mail}>
          <FactList facts={mail} />
        </RailSection>
      )}
      {customerHref && (
        <RailSection title={words.workspace.otherSide}>
          <Link className="small" to={customerHref}>
            {words.workspace.asCustomer}
          </Link>
        </RailSection>
      )}
    </aside>
  )
}
