import type { Part } from '../../../../db/readiness.ts'
import type { Language } from '../../../../domain/ticket.ts'
import { sayMailboxFault } from '../../../../domain/words/mailbox-faults.ts'
import { type Manner, sayWhen } from '../../../moment.server.ts'
import { settingWordsFor } from '../../../words/settings.server.ts'
import type { MailboxCardProps } from './mailbox-card.tsx'
import { mailboxWordsFor } from './words.server.ts'

/** How a part of the house is that is no mailbox. What is well says no more. */
export function sayPart({ name: part, ready }: Part, language: Language) {
  const words = settingWordsFor(language).mailboxes
  const names: Partial<Record<string, string>> = words.parts
  const sentences: Partial<Record<string, string>> = words.mend
  const name = names[part]
  if (!name) return []
  return [{ name, ready, note: ready ? null : (sentences[part] ?? null), word: ready ? words.good : words.bad }]
}

/** When a mailbox was read, and what keeps it from being read now; undefined while the database says nothing of it. */
export function sayHealth(part: Part | undefined, manner: Manner): MailboxCardProps['mailbox']['health'] {
  const words = mailboxWordsFor(manner.language)
  const { good, bad } = settingWordsFor(manner.language).mailboxes
  const ready = part?.ready ?? false
  const { name = '', polledAt = null, fault = null } = part?.mailbox ?? {}
  const { sentence, said } = fault ? sayMailboxFault(fault, manner.language) : { sentence: null, said: null }
  const when = polledAt && sayWhen(polledAt, manner).text
  const isLate = !ready && !fault
  const read = when === null ? words.never : isLate ? words.late(when) : words.read(when)
  const lines = [sentence, said && words.answer(said), sentence === read ? null : read, words.readAs(name)]
  return { ready, word: ready ? good : bad, lines: lines.filter((line) => line !== null) }
}
