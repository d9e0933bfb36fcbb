import { People, type TeamMember } from '../../components/avatar.tsx'
import { ButtonLink } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { Link } from '../../components/link.tsx'
import { PlanMeter, type PlanUse } from '../../components/plan-meter.tsx'
import { SimpleRow } from '../../components/row.tsx'
import { RailSection } from '../../components/section.tsx'
import { type Status, StatusGlyph } from '../../components/status-glyph.tsx'
import { Time, type When } from '../../components/time.tsx'
import { useWords } from '../../words/use-words.ts'

/** What waits for this contact: `ask` says it in words ("Test the fix"). */
export type WaitingTicket = { number: number; title: string; ask: string; until: When | null }
/** What we work on: `next` is the line of its stage, `expected` a date or place in line, if there is one. */
export type OpenTicket = { number: number; title: string; status: Status; next: string; expected: string | null }
export type DoneTicket = { number: number; title: string; line: string; at: When }

/** The first of many; `moreHref` leads to all of them, where these are not all. */
type Group<Row> = { rows: Row[]; count: number; moreHref: string | null }

export type HomeProps = {
  name: string
  closed: string | null
  turns: Group<WaitingTicket>
  /** What only a colleague may decide. */
  colleagues: Group<WaitingTicket>
  working: Group<OpenTicket>
  done: DoneTicket[]
  plan: PlanUse | null
  call: { text: string } | null
  team: TeamMember[]
}

/** The customer's first page: whose turn it is, with every ticket in one of three lists. */
export function HomePage({ name, closed, turns, colleagues, working, done, plan, call, team }: HomeProps) {
  const words = useWords()
  const nothing = turns.count + colleagues.count + working.count === 0
  return (
    <div className="frame">
      <main id="main" className="home">
        <div className="title-row">
          <h1>{words.home.hello(name)}</h1>
          <ButtonLink look="primary" to="/tickets/new">
            <Icon name="plus" />
            {words.shell.newTicket}
          </ButtonLink>
        </div>
        {closed && <p className="flash plain">{closed}</p>}
        {nothing && <p className="card empty">{words.home.empty}</p>}
        {turns.count > 0 && (
          <section className="card turns" aria-labelledby="turns">
            <h2 id="turns">
              {words.yourTurn} <span className="count">{turns.count}</span>
            </h2>
            <Waiting turns={turns} />
          </section>
        )}
        {colleagues.count > 0 && (
          <section aria-labelledby="colleagues">
            <h2 id="colleagues">
              {words.home.colleagues} <span className="muted">{colleagues.count}</span>
            </h2>
            <Waiting turns={colleagues} />
          </section>
        )}
        {working.count > 0 && (
          <section aria-labelledby="working">
            <h2 id="working">
              {words.home.working} <span className="muted">{working.count}</span>
            </h2>
            <ul className="rows">
              {working.rows.map(({ number, title, status, next, expected }) => (
                <SimpleRow
                  key={number}
                  mark={<StatusGlyph status={status} />}
                  href={`/tickets/${number}`}
                  title={title}
                  about={
                    <>
                      <span className="num">#{number}</span>
                      <span>{next}</span>
                    </>
                  }
                  aside={expected}
                />
              ))}
            </ul>
            <All {...working} />
          </section>
        )}
        {done.length > 0 && (
          <section aria-labelledby="done">
            <h2 id="done">{words.home.done}</h2>
            <ul className="rows">
              {done.map(({ number, title, line, at }) => (
                <SimpleRow
                  key={number}
                  mark={<StatusGlyph status="done" />}
                  href={`/tickets/${number}`}
                  title={title}
                  about={<span className="num">#{number}</span>}
                  aside={
                    <>
                      {line} <Time {...at} />
                    </>
                  }
                />
              ))}
            </ul>
            <p>
              <Link to="/tickets?show=done" className="small">
                {words.home.allDone}
              </Link>
            </p>
          </section>
        )}
      </main>
      <aside className="rail" aria-label={words.home.aside}>
        {plan && <PlanMeter plan={plan} />}
        {call && (
          <RailSection title={words.home.call}>
            <p className="small">{call.text}</p>
          </RailSection>
        )}
        {team.length > 0 && (
          <RailSection title={words.home.team}>
            <People people={team} />
          </RailSection>
        )}
      </aside>
    </div>
  )
}

function All({ count, moreHref }: Pick<Group<unknown>, 'count' | 'moreHref'>) {
  const words = useWords()
  if (!moreHref) return null
  return (
    <p>
      <Link to={moreHref} className="small">
        {words.home.all(count)}
      </Link>
    </p>
  )
}

function Waiting({ turns }: { turns: Group<WaitingTicket> }) {
  const words = useWords()
  return (
    <>
      <ul className="rows">
        {turns.rows.map(({ number, title, ask, until }) => (
          <SimpleRow
            key={number}
            mark={<StatusGlyph status="feedback" />}
            href={`/tickets/${number}#act`}
            title={`${ask}: ${title}`}
            about={<span className="num">#{number}</span>}
            aside={
              until && (
                <>
                  {words.until} <Time {...until} />
                </>
              )
            }
          />
        ))}
      </ul>
      <All {...turns} />
    </>
  )
}
