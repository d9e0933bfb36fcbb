import { createHash } from 'node:crypto'
import { readHours } from '../../db/agency/calendars.ts'
import { type CarriedOut, carryOut, rehearse, type Several } from '../../db/carry-out.ts'
import type { Tx } from '../../db/client.ts'
import { listAppIds } from '../../db/customers/apps.ts'
import { rememberIds, type TicketSketch } from '../../db/mailbox/mail-signs.ts'
import { listStaffWithin } from '../../db/people/people.ts'
import { readTicket } from '../../db/tickets/ticket-facts.ts'
import { needsConfirmation } from '../../domain/proof.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { Staff } from '../../domain/ticket.ts'
import type { HeldReason } from '../../domain/words/held-reasons.ts'
import type { Because, CommandLine } from '../../domain/words/mail-commands.ts'
import { type Given, type Plan, planSteps } from '../commands/plan-steps.ts'
import type { CommandMail } from '../commands/read-commands.ts'
import type { Identity } from './identify-sender.ts'
import { type Fate, heldFor, laterOf, type Reading, sourceKeyOf } from './reading.ts'
import { tellCommands } from './tell-commands.ts'
import { keepAttachments, ownFiles } from './thread-words.ts'

/** A mail of one of us that begins with commands, on the ticket it belongs to. */
export type Commanding = { sender: Identity; actor: Staff; ticket: TicketSketch; asked: CommandMail }

/**
 * Does what a mail of one of us commands (mail §4): all of it as one change, or nothing. Below full proof a note is
 * all that may be asked. What cannot be undone is tried out, taken back, and waits for its writer to confirm it signed in.
 * Whatever is not done is answered with the reason of each line.
 */
export async function asCommands(tx: Tx, reading: Reading, commanding: Commanding): Promise<Fate> {
  const { sender, asked, ticket } = commanding
  const known = { ticketId: ticket.id, companyId: ticket.companyId }
  const isNote = asked.message === '' && asked.lines.every((line) => 'spoken' in line && line.spoken.verb === 'note')
  if (sender.level !== 'P3' && !isNote) {
    const against = asked.lines.map((): Because => ({ code: 'unproven', details: [] }))
    return refused(tx, reading, commanding, { reason: 'command_unproven', against })
  }
  const plan = planSteps(asked, await givenFor(tx, reading, commanding))
  if (plan.against.some((because) => because !== null)) {
    return refused(tx, reading, commanding, { reason: 'command_not_understood', against: plan.against })
  }
  const several = severalOf(reading, commanding, plan)
  const isFinal = plan.steps.some(({ step }) => 'command' in step && needsConfirmation(step.command))
  const outcome = isFinal
    ? await rehearse(tx, reading.house, { ...several, proof: 'P4' })
    : await carryOut(tx, reading.house, several)
  if ('refused' in outcome) {
    return refused(tx, reading, commanding, { reason: 'command_refused', against: againstLines(plan, outcome) })
  }
  if (isFinal) return waiting(tx, reading, commanding, plan)
  if (outcome.acted === 'before' && plan.steps.length > 0) return { fate: 'duplicate', ...known }
  const lines = linesOf(asked, 'done')
  await rememberIds(tx, ticket, reading.mail.messageIds, several.now)
  if (asked.lines.some((line) => 'spoken' in line && line.spoken.verb === 'status')) {
    await tellCommands(tx, reading, commanding, { lines, now: several.now, status: 'asked' })
  }
  const fate = isNote && sender.level !== 'P3' ? 'reply' : 'command'
  return { fate, ...known, threadMessageId: outcome.messageId, commands: { lines, steps: [] } }
}

/** What the lines are understood with; files of the mail are kept for whatever names them. */
async function givenFor(tx: Tx, reading: Reading, { sender, actor, ticket, asked }: Commanding): Promise<Given> {
  const facts = await readTicket(tx, ticket.id)
  if (!facts) throw new Error(`Ticket ${ticket.number} is gone while its mail is read.`)
  const wants = (verb: string) => asked.lines.some((line) => 'spoken' in line && line.spoken.verb === verb)
  const { calendar } = await readHours(tx, ticket.companyId)
  const owner = { ticketId: ticket.id, companyId: ticket.companyId, uploadedBy: actor.id }
  const files = await keepAttachments(tx, reading, { ...owner, visibility: 'internal' }, ownFiles(reading.mail))
  return {
    ...{ ticket: facts, actor, files },
    staff: wants('assign') ? await listStaffWithin(tx) : [],
    appIds: wants('scope') ? await listAppIds(tx, ticket.companyId) : [],
    month: reading.stored.receivedAt.toZonedDateTimeISO(calendar.zone).toPlainDate().toPlainYearMonth().toString(),
    pictures: picturesAmong(reading, files),
    isPublic: sender.level === 'P3' && sender.grant?.purpose === 'reply',
  }
}

/** Attached pictures; one that nothing shows is none of them. */
function picturesAmong({ mail }: Reading, files: string[]): string[] {
  const shown = mail.newWords.html ?? ''
  const kept = ownFiles(mail)
  return files.filter((_, at) => {
    const part = kept[at]
    if (!part?.type.startsWith('image/')) return false
    return !part.inline || part.contentId === null || shown.includes(`cid:${part.contentId}`)
  })
}

function severalOf(
  reading: Reading,
  { actor, ticket, sender }: Commanding,
  plan: Plan,
): Several & { now: Temporal.Instant } {
  return {
    ...{ number: ticket.number, actor, channel: 'mail', proof: sender.level },
    sourceKey: commandKeyOf(reading, { actor, ticket }),
    now: laterOf(reading.stored.receivedAt, ticket.updatedAt),
    steps: plan.steps.map(({ step }) => step),
  }
}

/**
 * The name under which the commands of a mail act once. A copy that somebody sends again under another id has the same
 * writer, words and date, which its signature covers; so it is the same asking (B14, D08).
 */
function commandKeyOf(reading: Reading, { actor, ticket }: Pick<Commanding, 'actor' | 'ticket'>): string {
  const { mail } = reading
  const written = mail.date?.toString() ?? sourceKeyOf(reading)
  const asking = [actor.id, ticket.id, written, mail.newWords.fromText ?? mail.newWords.fromHtml ?? '']
  return `command/${createHash('sha256').update(JSON.stringify(asking)).digest('base64url')}`
}

/** A line that was refused is wrong, and so is none of the others; what words below were refused for is on the last. */
function againstLines(
  { steps, against }: Plan,
  outcome: Extract<CarriedOut, { refused: Refusal }>,
): (Because | null)[] {
  const at = steps[outcome.at]?.line ?? against.length - 1
  const because = { code: outcome.refused.refused, details: outcome.refused.missing }
  return against.map((_, line) => (line === at ? because : null))
}

async function refused(
  tx: Tx,
  reading: Reading,
  commanding: Commanding,
  { reason, against }: { reason: HeldReason; against: (Because | null)[] },
): Promise<Fate> {
  const { ticket, asked } = commanding
  const lines = asked.lines.map(({ line }, at): CommandLine => {
    const because = against[at] ?? null
    return { line, outcome: because ? 'wrong' : 'understood', because }
  })
  const now = laterOf(reading.stored.receivedAt, ticket.updatedAt)
  await tellCommands(tx, reading, commanding, { lines, now })
  return { ...heldFor(reason, { ticketId: ticket.id, companyId: ticket.companyId }), commands: { lines, steps: [] } }
}

async function waiting(tx: Tx, reading: Reading, commanding: Commanding, { steps }: Plan): Promise<Fate> {
  const { ticket, asked, actor } = commanding
  const lines = linesOf(asked, 'waits')
  const now = laterOf(reading.stored.receivedAt, ticket.updatedAt)
  await rememberIds(tx, ticket, reading.mail.messageIds, now)
  await tellCommands(tx, reading, commanding, { lines, now, confirm: reading.stored.id })
  return {
    ...heldFor('command_to_confirm', { ticketId: ticket.id, companyId: ticket.companyId }),
    commands: {
      lines,
      steps: steps.map(({ step }) => step),
      sourceKey: commandKeyOf(reading, { actor, ticket }),
    },
  }
}

function linesOf({ lines }: CommandMail, outcome: CommandLine['outcome']): CommandLine[] {
  return lines.map(({ line }) => ({ line, outcome, because: null }))
}
