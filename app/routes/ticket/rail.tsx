import { Form } from '@remix-run/react'
import { Avatar, People, type TeamMember } from '../../components/avatar.tsx'
import { Button } from '../../components/button.tsx'
import { type Fact, FactList } from '../../components/fact-list.tsx'
import { type Option, SelectField } from '../../components/field.tsx'
import { FormKey } from '../../components/form-key.tsx'
import { Icon } from '../../components/icon.tsx'
import { Link } from '../../components/link.tsx'
import { PlanMeter, type PlanUse } from '../../components/plan-meter.tsx'
import { RailSection } from '../../components/section.tsx'
import { type Status, StatusGlyph } from '../../components/status-glyph.tsx'
import { useWords } from '../../words/use-words.ts'

/** Who is to hear no more of it, and the button in words. */
export type Removal = { person: string; label: string }

export type RailProps = {
  team: TeamMember[]
  facts: Fact[]
  plan: PlanUse | null
  linked: string
  /** Tickets that belong to this one, as far as the reader may see them, each with how. */
  links: { how: string; number: number; title: string; status: Status }[]
  watchers: (TeamMember & { remove: Removal | null })[]
  /** Colleagues who may still be added; empty for those who may not add any. */
  addable: Option[]
  formKey: string
}

/** Beside the ticket: who, what, who hears of it. POST `action` = add_participant or remove_participant, `person`. */
export function Rail({ team, facts, linked, links, plan, watchers, addable, formKey }: RailProps) {
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
      {links.length > 0 && (
        <RailSection title={linked}>
          <ul className="links">
            {links.map(({ how, number, title, status }) => (
              <li key={number}>
                <StatusGlyph status={status} />
                <span>
                  <small>{how}</small>
                  <Link to={`/tickets/${number}`}>
                    #{number} {title}
                  </Link>
                </span>
              </li>
            ))}
          </ul>
        </RailSection>
      )}
      {plan && <PlanMeter plan={plan} />}
      <RailSection title={words.ticket.watchers}>
        <ul className="people watchers">
          {watchers.map(({ face, remove }) => (
            <li key={face.name}>
              <Avatar face={face} size="small" />
              <span>{face.name}</span>
              {remove && (
                <Form method="post">
                  <FormKey action="remove_participant" formKey={`${formKey}.${remove.person}`} />
                  <input type="hidden" name="person" value={remove.person} />
                  <button type="submit" title={remove.label} aria-label={remove.label}>
                    <Icon name="cross" />
                  </button>
                </Form>
              )}
            </li>
          ))}
        </ul>
        {addable.length > 0 && (
          <details>
            <summary className="as-link">{words.ticket.addColleague}</summary>
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
