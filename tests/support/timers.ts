import type { House } from '../../db/house.ts'
import { inboundMail, mailbox } from '../../db/schema/mail.ts'
import { ticket } from '../../db/schema/ticket.ts'
import { parseCommand } from '../../domain/command.ts'
import type { Action } from '../../domain/lifecycle.ts'
import { runTimers } from '../../jobs/run-timers.ts'
import type { Done } from '../../jobs/timer.ts'
import { did } from './work.ts'
import { monday, type World } from './world.ts'

/** What tests of time do with the tickets of one house. */
export function aClockwork(house: House, world: World) {
  return {
    /** What time does to one ticket, as of a moment an operator vouches for, or as a worker sees it that is `upSince` then. */
    asOf: async (
      moment: Temporal.Instant,
      number: number,
      upSince: Temporal.Instant | 'rehearsal' = 'rehearsal',
    ): Promise<Done[]> => {
      const mailReadUpTo = upSince === 'rehearsal' ? moment : ('as_recorded' as const)
      const all = await Array.fromAsync(runTimers(house, { asOf: moment, mailReadUpTo, upSince }))
      return all.filter(({ ticket: about, because }) => about === number && because !== 'unseen')
    },

    /** What the project manager does with a ticket. */
    change: async (number: number, action: Action, body: object, now: Temporal.Instant) => {
      const read = parseCommand(action, body)
      if (!('command' in read)) throw new Error(`The test asks for a wrong ${action}.`)
      await did(house, { number, command: read.command, actor: world.marta, now })
    },

    /** Closes what other tests left open, so that each sees its own ticket only; what nobody has seen has tests of its own. */
    closeOthers: async () => {
      await house.sql`update agency set alert_after_minutes = 1440`
      await house.db.update(ticket).set({ stage: 'closed', resolution: 'cancelled', closedAt: monday })
      await house.db.delete(mailbox)
      await house.db.update(inboundMail).set({ fate: 'duplicate', readAt: monday, reason: null })
    },
  }
}
