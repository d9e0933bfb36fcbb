import { Form } from '@remix-run/react'
import { Button, ButtonLink } from '../../../components/button.tsx'
import { ErrorSummary, type FieldError } from '../../../components/error-summary.tsx'
import type { Option } from '../../../components/field.tsx'
import { FormKey } from '../../../components/form-key.tsx'
import { Icon } from '../../../components/icon.tsx'
import { Link } from '../../../components/link.tsx'
import { type PlaceDoing, PlacePanel } from './panel.tsx'

export type ShownPlace = {
  name: string
  url: string
  /** The environment whose first place this is, for who may set it up. */
  setUp: { id: string; mayRetire: boolean } | null
  held: {
    number: number
    title: string
    verdict: string
    tone: 'soon' | 'good' | 'calm'
    facts: string[]
    mayFree: boolean
    mayExtend: boolean
  } | null
}
/** Lists are missing where they are empty: most apps hold nothing, and there are many. */
export type ShownApp = {
  name: string
  company: string
  freePlaces: string
  places: ShownPlace[]
  waiting?: { number: number; title: string; text: string }[]
  left?: { slotId: string; number: number; text: string; since: string }[]
  mayRemove: boolean
}
/** The sentences of this page; the server writes them. */
export type PageWords = Record<
  'title' | 'line' | 'empty' | 'free' | 'waiting' | 'left' | 'takenAway' | 'leave' | 'add',
  string
> & {
  do: Record<'extend' | 'free' | 'change' | 'retire', string>
}
export type StagingProps = {
  words: PageWords
  apps: ShownApp[]
  /** The app, ticket or environment whose form is open. */
  doing: PlaceDoing | null
  mayAdd: boolean
  formKey: string
  errors: FieldError[]
  entered: Partial<Record<string, string>>
  appOptions: Option[]
}

/** Each place on staging: who holds it until when, who waits, what lies there still. POST `action` and its fields. */
export function StagingPage(props: StagingProps) {
  const { words, apps, doing, mayAdd, formKey, errors } = props
  return (
    <>
      <div className="desk-head plain">
        <h1>{words.title}</h1>
        <p className="sub">{words.line}</p>
      </div>
      <div className="board">
        <ErrorSummary errors={errors} />
        {apps.length === 0 && <p className="empty">{words.empty}</p>}
        {apps.map((app, at) => (
          <section key={`${app.name} ${app.company}`} aria-labelledby={`app-${at}`}>
            <header className="app-head">
              <h2 id={`app-${at}`}>{app.name}</h2>
              <span>{app.company}</span>
              <span className="num">{app.freePlaces}</span>
            </header>
            <ul className="cards">
              {app.places.map((place) => (
                <PlaceCard key={`${place.url} ${place.name}`} place={place} page={props} />
              ))}
            </ul>
            {app.waiting && (
              <div className="beside">
                <h3>{words.waiting}</h3>
                <ol>
                  {app.waiting.map(({ number, title, text }) => (
                    <li key={number}>
                      <Link to={`/desk/t/${number}`}>
                        #{number} {title}
                      </Link>{' '}
                      <span className="muted num">{text}</span>
                    </li>
                  ))}
                </ol>
              </div>
            )}
            {app.left && (
              <div className="beside">
                <h3>{words.left}</h3>
                <ul>
                  {app.left.map(({ slotId, number, text, since }) => (
                    <li key={slotId}>
                      <Icon name="warning" />
                      <Link to={`/desk/t/${number}`}>{text}</Link> <span className="muted num">{since}</span>
                      {app.mayRemove && (
                        <Form method="post" preventScrollReset>
                          <FormKey action="remove_code" formKey={`${formKey}.${slotId}`} />
                          <input type="hidden" name="slot" value={slotId} />
                          <Button size="small">
                            {words.takenAway}
                            <span className="hidden-text"> #{number}</span>
                          </Button>
                        </Form>
                      )}
                    </li>
                  ))}
                </ul>
              </div>
            )}
          </section>
        ))}
        {mayAdd &&
          (doing?.deed === 'add' ? (
            <PlacePanel {...props} doing={doing} />
          ) : (
            <p>
              <ButtonLink size="small" to="?do=add#panel" preventScrollReset>
                <Icon name="plus" />
                {words.add}
              </ButtonLink>
            </p>
          ))}
      </div>
    </>
  )
}

function PlaceCard({ place, page }: { place: ShownPlace; page: StagingProps }) {
  const { words, doing } = page
  const { held, setUp } = place
  const isMine = doing !== null && (doing.at === String(held?.number) || (setUp && doing.at === setUp.id))
  return (
    <li className={['card place', held?.tone].filter(Boolean).join(' ')}>
      <header className="place-head">
        <h3>
          <a href={place.url} rel="noreferrer">
            {place.name}
            <Icon name="outside" />
          </a>
        </h3>
        {setUp && (
          <span className="links">
            <Deed deed="change" at={setUp.id} about={place.name} text={words.do.change} />
            {setUp.mayRetire && <Deed deed="retire" at={setUp.id} about={place.name} text={words.do.retire} />}
          </span>
        )}
      </header>
      {held ? (
        <>
          <p className="what">
            <Link to={`/desk/t/${held.number}`}>
              <span className="num">#{held.number}</span> {held.title}
            </Link>
          </p>
          <p className="verdict">{held.verdict}</p>
          <ul className="facts-lines num">
            {held.facts.map((fact) => (
              <li key={fact}>{fact}</li>
            ))}
          </ul>
          <p className="links">
            {held.mayExtend && <Deed deed="extend" at={held.number} about={`#${held.number}`} text={words.do.extend} />}
            {held.mayFree && <Deed deed="free" at={held.number} about={`#${held.number}`} text={words.do.free} />}
          </p>
        </>
      ) : (
        <p className="verdict">{words.free}</p>
      )}
      {isMine && doing && <PlacePanel {...page} doing={doing} />}
    </li>
  )
}

type DeedProps = { deed: 'extend' | 'free' | 'change' | 'retire'; at: string | number; about: string; text: string }

function Deed({ deed, at, about, text }: DeedProps) {
  return (
    <Link to={`?do=${deed}&at=${at}#panel`} preventScrollReset>
      {text}
      <span className="hidden-text"> {about}</span>
    </Link>
  )
}
