import { type ReactNode, useEffect, useState } from 'react'
import { Avatar, type Face } from './avatar.tsx'
import { Icon } from './icon.tsx'
import { Markdown } from './markdown.tsx'
import { StatusGlyph } from './status-glyph.tsx'

type ActionCardProps = {
  title: ReactNode
  lead: ReactNode
  tip?: ReactNode
  look?: 'quiet'
  children: ReactNode
}

/** The one thing we need from the customer: what, by when, what happens otherwise; then the form. */
export function ActionCard({ title, lead, tip, look, children }: ActionCardProps) {
  return (
    <section className={['card action-card', look].filter(Boolean).join(' ')} id="act" aria-labelledby="act-title">
      <header>
        <StatusGlyph status={look === 'quiet' ? 'done' : 'feedback'} />
        <div>
          <h2 id="act-title">{title}</h2>
          <p>{lead}</p>
        </div>
      </header>
      <div className="inside">{children}</div>
      {tip && (
        <p className="tip">
          <Icon name="mail" />
          <span>{tip}</span>
        </p>
      )}
    </section>
  )
}

/** Somebody's words at the head of a card. */
export function SaidBy({ face, role, html }: { face: Face; role: string; html: string }) {
  return (
    <div className="by">
      <Avatar face={face} />
      <div>
        <p>
          <b>{face.name}</b> <span className="muted small">{role}</span>
        </p>
        <Markdown html={html} />
      </div>
    </div>
  )
}

type TurnBarProps = { title: string; line: ReactNode; link: string }

/** On a phone a bar leads to the card, until the card is on the screen. */
export function TurnBar({ title, line, link }: TurnBarProps) {
  const [inView, setInView] = useState(false)
  useEffect(() => {
    const card = document.getElementById('act')
    if (!card) return
    const watch = new IntersectionObserver(([entry]) => setInView(entry?.isIntersecting ?? false))
    watch.observe(card)
    return () => watch.disconnect()
  }, [])
  return (
    <nav className="turn-bar" aria-label={title} hidden={inView}>
      <span>
        <b>{title}</b>
        <span className="muted">{line}</span>
      </span>
      <a className="button primary" href="#act">
        {link}
      </a>
    </nav>
  )
}
