import { useWords } from '../../../words/use-words.ts'

/** What became of a mail: ten fates for those that came, ten for those that went. */
export type Fate =
  | 'ticket'
  | 'reply'
  | 'decision'
  | 'command'
  | 'auto_reply'
  | 'bounce'
  | 'duplicate'
  | 'loop'
  | 'held'
  | 'spam'
  | 'unread'
  | 'queued'
  | 'kept'
  | 'sent'
  | 'deferred'
  | 'maybe_sent'
  | 'bounced'
  | 'failed'
  | 'dropped'
  | 'gathered'
  | 'unwanted'

const look: Record<Fate, 'good' | 'held' | 'bad' | 'quiet'> = {
  ticket: 'good',
  reply: 'good',
  decision: 'good',
  command: 'good',
  auto_reply: 'quiet',
  bounce: 'bad',
  duplicate: 'quiet',
  loop: 'quiet',
  held: 'held',
  spam: 'quiet',
  unread: 'held',
  queued: 'quiet',
  kept: 'quiet',
  sent: 'good',
  deferred: 'held',
  maybe_sent: 'held',
  bounced: 'bad',
  failed: 'bad',
  dropped: 'bad',
  gathered: 'quiet',
  unwanted: 'quiet',
}

/** The fate in a word or two, with its ticket. */
export function FateMark({ fate, ticket }: { fate: Fate; ticket: number | null }) {
  const words = useWords()
  return (
    <span className={`fate ${look[fate]}`}>
      {words.fate[fate]}
      {ticket !== null && <span className="num">#{ticket}</span>}
    </span>
  )
}
