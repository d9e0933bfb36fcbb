import type { Tx } from './client.ts'
import type { House } from './house.ts'

const tries = 3
/** PostgreSQL's word for a circle of waiting: one of those in it is sent away, and may simply ask again. */
const deadlock = '40P01'

/**
 * Runs a transaction of a door, once more when it met another in a circle of locks. Locks are taken in one order
 * (line, ticket, staging), so that this is rare: a ticket handed from one line to another is such a case.
 */
export async function transact<Outcome>(house: House, run: (tx: Tx) => Promise<Outcome>): Promise<Outcome> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await house.db.transaction(run)
    } catch (fault) {
      if (attempt === tries || codeOf(fault) !== deadlock) throw fault
    }
  }
}

function codeOf(fault: unknown): unknown {
  if (typeof fault !== 'object' || fault === null) return undefined
  if ('code' in fault) return fault.code
  return 'cause' in fault ? codeOf(fault.cause) : undefined
}
