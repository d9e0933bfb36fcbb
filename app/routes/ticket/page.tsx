import { TurnBar } from '../../components/action-card.tsx'
import { Avatar, type Face } from '../../components/avatar.tsx'
import { type Category, categoryIcon } from '../../components/category.ts'
import { ReplyComposer } from '../../components/composer.tsx'
import { ErrorSummary, type FieldError } from '../../components/error-summary.tsx'
import type { KeptFile } from '../../components/file-drop.tsx'
import { Icon } from '../../components/icon.tsx'
import { Link } from '../../components/link.tsx'
import { Section } from '../../components/section.tsx'
import { type Step, Stepper } from '../../components/stepper.tsx'
import { Time, type When } from '../../components/time.tsx'
import { type Entry, Timeline } from '../../components/timeline.tsx'
import { useWords } from '../../words/use-words.ts'
import { type Decided, DecidedStrip } from './decided.tsx'
import { Rail, type RailProps } from './rail.tsx'
import type { Turn, TurnCardProps } from './turn.tsx'
import { TurnCard } from './turn-card.tsx'
import { type Urgency, UrgentOffer } from './urgent-offer.tsx'

export type TicketProps = {
  ticket: {
    number: number
    title: string
    category: Category | null
    openedBy: string
    openedAt: When
    seenBy: string
    line: string
    goesOn: { href: string; text: string } | null
  }
  steps: Step[]
  turn: Turn | null
  /** The last answer, while nothing has happened since. */
  decided: Decided | null
  urgency: Urgency | null
  entries: Entry[]
  earlierHref: string | null
  order: { newestFirst: boolean; href: string }
  /** Null when nothing can be written here: closed for longer than the reopen window. */
  composer: { to: string } | null
  rail: RailProps
  me: Face
  formKey: string
  entered: TurnCardProps['entered']
  kept: KeptFile[]
  errors: FieldError[]
}

/** One ticket as its customer sees it: where it stands, what we need, what happened. POST to this URL. */
export function TicketPage(props: TicketProps) {
  const {
    ticket,
    steps,
    turn,
    decided,
    urgency,
    entries,
    earlierHref,
    order,
    composer,
    rail,
    me,
    formKey,
    entered,
    kept,
    errors,
  } = props
  const words = useWords()
  return (
    <>
      <div className="frame">
        <main id="main">
          <nav className="crumbs" aria-label={words.ticket.crumbs}>
            <Link to="/tickets">{words.places.tickets}</Link>
            <span aria-hidden="true">/</span>
            <span className="num">#{ticket.number}</span>
          </nav>
          <h1>{ticket.title}</h1>
          <p className="sub">
            {ticket.category && (
              <span>
                <Icon name={categoryIcon[ticket.category]} />
                {words.category[ticket.category]}
              </span>
            )}
            <span>
              {ticket.openedBy} <Time {...ticket.openedAt} />
            </span>
            <span>
              <Icon name="person" />
              {ticket.seenBy}
            </span>
          </p>
          <Stepper steps={steps} />
          <ErrorSummary errors={errors} />
          {urgency && <UrgentOffer {...{ urgency, formKey, errors }} />}
          {decided && <DecidedStrip decided={decided} formKey={formKey} />}
          {turn ? (
            <TurnCard {...{ turn, formKey, entered, kept, errors }} number={ticket.number} me={me.name} />
          ) : (
            <p className="flash plain">
              {ticket.line}
              {ticket.goesOn && <Link to={ticket.goesOn.href}>{ticket.goesOn.text}</Link>}
            </p>
          )}
          <Section
            title={words.ticket.whatHappened}
            aside={
              <Link className="small" to={order.href} preventScrollReset>
                {order.newestFirst ? words.ticket.oldestFirst : words.ticket.newestFirst}
              </Link>
            }
          >
            {earlierHref && (
              <p className="small">
                <Link to={earlierHref}>{words.ticket.earlier}</Link>
              </p>
            )}
            <Timeline entries={entries}>
              {composer && turn?.kind !== 'question' && (
                <>
                  <Avatar face={me} />
                  <ReplyComposer
                    name={String(ticket.number)}
                    formKey={formKey}
                    to={composer.to}
                    submit={words.ticket.sendMessage}
                    quiet={isAsked(turn)}
                    entered={entered.body ?? ''}
                    errors={errors}
                  />
                </>
              )}
            </Timeline>
          </Section>
        </main>
        <Rail {...rail} />
      </div>
      {isAsked(turn) && <TurnBar title={words.yourTurn} line={<Bar turn={turn} />} link={words.turn.give} />}
    </>
  )
}

type Asked = Exclude<Turn, { kind: 'over' | 'payment' }>

/** Whether the card has a form for its reader. */
function isAsked(turn: Turn | null): turn is Asked {
  return turn !== null && turn.kind !== 'over' && turn.kind !== 'payment' && !('others' in turn && turn.others)
}

function Bar({ turn }: { turn: Asked }) {
  const words = useWords()
  return (
    turn.until && (
      <>
        {words.until} <Time {...turn.until} />
      </>
    )
  )
}
