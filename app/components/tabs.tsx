import { Link } from './link.tsx'

export type Tab = { href: string; text: string; count?: number; current: boolean }

/** Views of one list. Links, so that each has its address. */
export function Tabs({ label, tabs }: { label: string; tabs: Tab[] }) {
  return (
    <nav className="tabs" aria-label={label}>
      {tabs.map(({ href, text, count, current }) => (
        <Link key={href} to={href} aria-current={current ? 'page' : undefined} preventScrollReset>
          {text} {count !== undefined && <b>{count}</b>}
        </Link>
      ))}
    </nav>
  )
}
