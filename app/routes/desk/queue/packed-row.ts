import type { Face } from '../../../components/avatar.tsx'
import type { QueueRow } from './row.tsx'

/** A face without its name, which nobody reads where the short one stands beside it. */
type PackedOwner = [initials: string, tone: Face['tone'], short: string]

/** A row as it travels: without the names of its fields, which would weigh more than what they say. */
export type PackedRow = [
  ...[number: number, title: string, company: string, category: QueueRow['category'], urgent: boolean],
  ...[note: string | null, status: QueueRow['status'], next: string, owner: PackedOwner | null],
  ...[mayTake: boolean, mayAssign: boolean, tone: QueueRow['clock']['tone'], minutes: number | null],
  ...[runsFor: number, text: string, target: string, share: number],
]

/** A row made ready to travel; `unpackRow` gives it back. */
export function packRow({ clock, ...row }: QueueRow): PackedRow {
  const { number, title, company, category, urgent, note, status, next, owner, mayTake, mayAssign } = row
  const { tone, minutes, runsFor, text, target, share } = clock
  const its = [tone, minutes, runsFor, text, target, share] as const
  const who: PackedOwner | null = owner && [owner.face.initials, owner.face.tone, owner.short]
  return [number, title, company, category, urgent, note, status, next, who, mayTake, mayAssign, ...its]
}

/** The row that `packRow` made ready. */
export function unpackRow(packed: PackedRow): QueueRow {
  const [number, title, company, category, urgent, note, status, next, who, mayTake, mayAssign, ...its] = packed
  const [tone, minutes, runsFor, text, target, share] = its
  const owner = who && { face: { initials: who[0], tone: who[1], name: who[2] }, short: who[2] }
  const clock = { tone, minutes, runsFor, text, target, share }
  return { number, title, company, category, urgent, note, status, next, owner, mayTake, mayAssign, clock }
}
