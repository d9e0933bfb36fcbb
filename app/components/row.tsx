import type { ReactNode } from 'react'
import { Link } from './link.tsx'

export type SimpleRowProps = { mark: ReactNode; href: string; title: string; about: ReactNode; aside?: ReactNode }

/** A quieter row, for the customer's lists and the mail log. */
export function SimpleRow({ mark, href, title, about, aside }: SimpleRowProps) {
  return (
    <li className="row simple">
      {mark}
      <div className="subject">
        <Link to={href} className="row-title" prefetch="intent">
          {title}
        </Link>
        <p className="about">{about}</p>
      </div>
      {aside && <p className="aside">{aside}</p>}
    </li>
  )
}
