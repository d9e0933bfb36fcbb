import { useWords } from '../words/use-words.ts'
import { AccountMenu } from './account-menu.tsx'
import { Avatar, type Face } from './avatar.tsx'
import { ButtonLink } from './button.tsx'
import { Icon } from './icon.tsx'
import { NavLink } from './link.tsx'
import { Popover } from './popover.tsx'

/** The places a contact may go; the loader lists those that exist for them. One of us who looks in has none. */
export type CustomerPlace = 'tickets' | 'docs' | 'hours' | 'invoices' | 'people'

export type TopBarProps = {
  agency: { name: string; mark: string }
  company: string
  me: Face
  places: CustomerPlace[]
  turns: number
}

/** The customer's bar: whose portal this is, where to go, what waits for them. */
export function TopBar({ agency, company, me, places, turns }: TopBarProps) {
  const words = useWords()
  const links = places.map((place) => (
    <NavLink key={place} to={`/${place}`} prefetch="intent">
      {words.places[place]}
      {place === 'tickets' && turns > 0 && (
        <span className="count">
          {turns}
          <span className="hidden-text"> {words.shell.turnsWait(turns)}</span>
        </span>
      )}
    </NavLink>
  ))
  return (
    <header className="top-bar">
      <div>
        <NavLink className="brand" to="/" end>
          <i aria-hidden="true">{agency.mark}</i>
          {agency.name} <small>{company}</small>
        </NavLink>
        <nav className="top-nav" aria-label={words.shell.main}>
          {links}
        </nav>
        <div className="top-end">
          {places.length > 0 && (
            <ButtonLink size="small" to="/tickets/new">
              <Icon name="plus" />
              {words.shell.newTicket}
            </ButtonLink>
          )}
          {places.length > 0 && (
            <Popover
              className="button quiet small menu-opener"
              label={
                <>
                  <Icon name="menu" />
                  {words.shell.menu}
                </>
              }
            >
              <nav aria-label={words.shell.menu}>
                <ul>
                  {places.map((place) => (
                    <li key={place}>
                      <NavLink to={`/${place}`}>{words.places[place]}</NavLink>
                    </li>
                  ))}
                  <li>
                    <NavLink to="/tickets/new">{words.shell.newTicket}</NavLink>
                  </li>
                </ul>
              </nav>
            </Popover>
          )}
          <Popover
            className="plain-button"
            label={
              <>
                <Avatar face={me} />
                <span className="hidden-text">{words.shell.account(me.name)}</span>
              </>
            }
          >
            <AccountMenu name={me.name} settingsHref="/me" />
          </Popover>
        </div>
      </div>
    </header>
  )
}
