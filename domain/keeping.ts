import type { Actor, Role, Staff } from './ticket.ts'

/** What we keep about a customer beside their tickets, and who of us may change it. */
const keepers = {
  facts: ['pm', 'account_manager', 'admin'],
  /** What a company bought and how it pays, and so a new company too. */
  money: ['admin'],
  people: ['pm', 'account_manager', 'admin'],
  apps: ['pm', 'support_lead', 'admin'],
  /** R034: the customer names them, those who test and the PM write them down. */
  workflows: ['pm', 'support_lead', 'qa', 'admin'],
  /** R048, R049: the PM keeps the documentation, and whoever knows better may mend it. */
  documents: ['pm', 'support_lead', 'developer', 'qa', 'account_manager', 'admin'],
} as const satisfies Record<string, readonly Role[]>

export type Kept = keyof typeof keepers

/** Whether this actor may change what we keep: a matter of roles alone. */
export function mayKeep(actor: Actor, kept: Kept): actor is Staff {
  if (actor.kind !== 'staff') return false
  const allowed: readonly Role[] = keepers[kept]
  return actor.roles.some((role) => allowed.includes(role))
}

/** What stands in an order, with one of it a place further up or down; as it was when there is nowhere to go. */
export function moved(ids: readonly string[], id: string, way: 'up' | 'down'): string[] {
  const from = ids.indexOf(id)
  const to = way === 'up' ? from - 1 : from + 1
  const other = ids[to]
  if (from < 0 || other === undefined) return [...ids]
  return ids.map((each, place) => (place === from ? other : place === to ? id : each))
}
