import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { parseCommand } from '../../domain/command.ts'
import { type Action, actions } from '../../domain/lifecycle.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import type { Staff } from '../../domain/ticket.ts'
import { longestEntry, timeTags } from '../../domain/time-entry.ts'
import { carryOut, type Step } from '../carry-out.ts'
import type { Tx } from '../client.ts'
import type { House } from '../house.ts'
import { readReplyToken } from '../people/reply-token.ts'
import { inboundMail } from '../schema/mail.ts'
import { ticket } from '../schema/ticket.ts'
import { transact } from '../transact.ts'
import { findGrants, type HeldGrant } from './mail-signs.ts'

/** Whoever opens the link of an answer to their commands, and when. */
export type Confirming = { secretKey: string; token: string; actor: Staff; now: Temporal.Instant }

/** What a link asks to confirm. `open` while it may be; `done` once it was, or somebody decided otherwise of the mail. */
export type Confirmation = {
  number: number
  title: string
  writtenAt: Temporal.Instant
  lines: string[]
  text: string | null
  /** What the lines come to, for the page to say what cannot be undone. */
  actions: Action[]
  state: 'open' | 'done' | 'expired'
}

/** Reads the link for the one person it was made for; null for everybody else. Reading decides nothing. */
export async function readConfirmation({ db }: House, confirming: Confirming): Promise<Confirmation | null> {
  return db.transaction(
    async (tx) => {
      const grant = await grantOf(tx, confirming)
      const [row] = grant ? await rowOf(tx, grant) : []
      if (!grant || !row?.mail.commands) return null
      const { mail, number, title } = row
      return {
        ...{ number, title, writtenAt: mail.receivedAt, text: mail.text },
        lines: mail.commands?.lines.map(({ line }) => line) ?? [],
        actions: stepsIn(mail).flatMap((step) => ('command' in step ? step.command.action : [])),
        state: isOpen(mail) ? (grant.holds ? 'open' : 'expired') : 'done',
      }
    },
    { accessMode: 'read only' },
  )
}

/**
 * Does what a mail asked for, now that its writer says so signed in (P4): all of it, once. Refuses strangers to the link,
 * a link that is used or too old, and whatever the doors refuse meanwhile; then it may be tried again.
 */
export function confirmCommands(house: House, confirming: Confirming): Promise<{ number: number } | Refusal> {
  return transact(house, async (tx) => {
    const grant = await grantOf(tx, confirming)
    if (!grant?.mailId) return refuse('no_such_ticket')
    // One click at a time: the second finds the mail done.
    await tx.select({ id: inboundMail.id }).from(inboundMail).where(eq(inboundMail.id, grant.mailId)).for('update')
    const [row] = await rowOf(tx, grant)
    if (!row?.mail.commands?.sourceKey || !isOpen(row.mail)) return refuse('already_used')
    if (!grant.holds) return refuse('expired')
    const { mail, number } = row
    const { lines, sourceKey } = row.mail.commands
    const { actor, now } = confirming
    const asking = { number, actor, sourceKey, now, steps: stepsIn(mail) }
    const outcome = await carryOut(tx, house, { ...asking, channel: 'link', proof: 'P4' })
    if ('refused' in outcome) return outcome.refused
    const done = lines.map(({ line }) => ({ line, outcome: 'done' as const, because: null }))
    const standing = outcome.messageId === null ? {} : { threadMessageId: outcome.messageId, text: null, html: null }
    await tx
      .update(inboundMail)
      .set({ fate: 'command', reason: null, commands: { lines: done, steps: [] }, ...standing })
      .where(eq(inboundMail.id, mail.id))
    return { number }
  })
}

/** A token that we did not seal for this use is told from ours before the database is asked anything. */
async function grantOf(tx: Tx, { secretKey, token, actor, now }: Confirming): Promise<HeldGrant | null> {
  const hash = readReplyToken(secretKey, 'confirm', token)
  const grant = hash === null ? undefined : (await findGrants(tx, [hash], now)).get(hash)
  return grant?.purpose === 'confirm' && grant.personId === actor.id ? grant : null
}

function rowOf(tx: Tx, { mailId }: HeldGrant) {
  return tx
    .select({ mail: inboundMail, number: ticket.number, title: ticket.title })
    .from(inboundMail)
    .innerJoin(ticket, eq(ticket.id, inboundMail.ticketId))
    .where(eq(inboundMail.id, mailId ?? ''))
}

type MailRow = typeof inboundMail.$inferSelect

function isOpen({ fate, reason, release }: MailRow): boolean {
  return fate === 'held' && reason === 'command_to_confirm' && release === null
}

const files = z.array(z.uuid())
const audience = z.enum(['public', 'internal'])
const keptStep = z.union([
  z.object({ say: audience, body: z.string(), files }),
  z.object({ log: z.object({ minutes: z.int().min(1).max(longestEntry), tag: z.enum(timeTags).nullable() }), files }),
  z.object({ command: z.object({ action: z.string(), body: z.unknown() }), tells: audience, files }),
])

/** What was kept is read as from outside: what is none of our actions any more stops the whole. */
function stepsIn({ id, commands }: MailRow): Step[] {
  return z
    .array(keptStep)
    .parse(commands?.steps ?? [])
    .map((kept): Step => {
      if ('say' in kept || 'log' in kept) return kept
      const action = actions.find((one) => one === kept.command.action)
      const read = action && parseCommand(action, kept.command.body)
      if (!read || 'issues' in read) throw new Error(`The commands kept with mail ${id} are none that we know.`)
      return { command: read.command, tells: kept.tells, files: kept.files }
    })
}
