import { useWords } from '../words/use-words.ts'
import { AccountMenu } from './account-menu.tsx'
import { Avatar, type Face } from './avatar.tsx'
import { Icon } from './icon.tsx'
import type { IconName } from './icon-names.ts'
import { NavLink } from './link.tsx'
import { Popover } from './popover.tsx'

const placeIcon = {
  queue: 'inbox',
  mine: 'person',
  dev: 'line',
  staging: 'slots',
  customers: 'company',
  billing: 'invoice',
  hours: 'clock',
  calls: 'call',
  reports: 'report',
  mail: 'mail',
  settings: 'settings',
} as const satisfies Record<string, IconName>

export type DeskPlace = keyof typeof placeIcon
/** A place of the desk, with what waits there; `apart` draws a line above it. */
export type DeskLink = { place: DeskPlace; count?: string; hot?: boolean; apart?: boolean }
export type SideNavProps = { agency: { name: string; mark: string }; me: Face; role: string; links: DeskLink[] }

/** The desk's places, with what waits in each. */
export function SideNav({ agency, me, role, links }: SideNavProps) {
  const words = useWords()
  return (
    <nav className="side-nav" aria-label={words.shell.main}>
      <NavLink className="brand" to="/desk" end>
        <i aria-hidden="true">{agency.mark}</i>
        {agency.name}
      </NavLink>
      <ul>
        {links.map((link) => (
          <li key={link.place} className={link.apart ? 'apart' : undefined}>
            <PlaceLink link={link} />
          </li>
        ))}
      </ul>
      <Popover
        className="me"
        label={
          <>
            <Avatar face={me} />
            <span>
              {me.name}
              <small>{role}</small>
            </span>
          </>
        }
      >
        <AccountMenu name={me.name} settingsHref="/desk/me" />
      </Popover>
    </nav>
  )
}

/** The same on a phone: four places and the rest behind a button. */
export function BottomBar({ me, links }: SideNavProps) {
  const words = useWords()
  const shown = links.slice(0, 4)
  return (
    <nav className="bottom-bar" aria-label={words.shell.mainPhone}>
      {shown.map(({ place }) => (
        <NavLink key={place} to={`/desk/${place}`}>
          <Icon name={placeIcon[place]} />
          {words.deskPlaces[place]}
        </NavLink>
      ))}
      <Popover
        className="more"
        label={
          <>
            <Icon name="menu" />
            {words.shell.more}
          </>
        }
      >
        <ul>
          {links.slice(4).map((link) => (
            <li key={link.place}>
              <PlaceLink link={link} />
            </li>
          ))}
        </ul>
        <AccountMenu name={me.name} settingsHref="/desk/me" />
      </Popover>
    </nav>
  )
}

function PlaceLink({ link: { place, count, hot } }: { link: DeskLink }) {
  const words = useWords()
  return (
    <NavLink to={`/desk/${place}`} prefetch="intent">
      <Icon name={placeIcon[place]} />
      {words.deskPlaces[place]}
      {count && <span className={hot ? 'hot' : undefined}>{count}</span>}
    </NavLink>
  )
}
