import { Form } from '@remix-run/react'
import { Button } from '../../components/button.tsx'
import { NavLink } from '../../components/link.tsx'

export type ContentsOfApp = { id: string; name: string; pages: { id: string; title: string }[] }
export type ContentsWords = { contents: string; search: string; searchButton: string }
type ContentsProps = { apps: ContentsOfApp[]; q: string; words: ContentsWords }

/** What there is to read, and where to look for more. GET `q` at /docs. */
export function Contents({ apps, q, words }: ContentsProps) {
  return (
    <nav className="contents" aria-label={words.contents}>
      <Form className="search" role="search" action="/docs">
        <input
          className="input"
          type="search"
          name="q"
          defaultValue={q}
          aria-label={words.search}
          placeholder={words.searchButton}
        />
        <Button size="small">{words.searchButton}</Button>
      </Form>
      {apps.map(({ id, name, pages }) => (
        <section key={id} aria-labelledby={`app-${id}`}>
          <h2 id={`app-${id}`}>{name}</h2>
          <ul>
            {pages.map((page) => (
              <li key={page.id}>
                <NavLink to={`/docs/${page.id}`}>{page.title}</NavLink>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  )
}
