import type { Tx } from '../../db/client.ts'
import { answerCommands } from '../../db/letters/answer-commands.ts'
import type { TicketSketch } from '../../db/mailbox/mail-signs.ts'
import { readPerson } from '../../db/people/actor.ts'
import type { Staff } from '../../domain/ticket.ts'
import { type CommandLine, sayBecause } from '../../domain/words/mail-commands.ts'
import { mayAnswer } from './may-answer.ts'
import type { Reading } from './reading.ts'

type Told = {
  lines: CommandLine[]
  now: Temporal.Instant
  /** The mail whose commands wait for a click. */
  confirm?: string
  status?: 'asked'
}

const draftAtMost = 5_000

/**
 * Tells one of us what became of the commands in their mail, line by line, with their own words to use again where
 * nothing was done. A machine, and who sends more than ten mails in ten minutes, is told nothing.
 */
export async function tellCommands(
  tx: Tx,
  reading: Reading,
  { actor, ticket }: { actor: Staff; ticket: TicketSketch },
  { lines, now, confirm, status }: Told,
): Promise<void> {
  if (!(await mayAnswer(tx, reading))) return
  const language = (await readPerson(tx, actor.id))?.language ?? 'en'
  const wrong = lines.flatMap(({ line, because }) => (because ? [`${line}: ${sayBecause(because, language)}`] : []))
  const understood = lines.flatMap(({ line, because }) => (because ? [] : [line]))
  await answerCommands(tx, reading.house, {
    to: actor,
    ticket,
    facts: {
      understood: understood.join('\n'),
      wrong: wrong.join('\n'),
      ...(wrong.length > 0 && { draft: reading.mail.newWords.text.slice(0, draftAtMost).toWellFormed() }),
      ...(confirm && { confirm }),
      ...(status && { status }),
    },
    now,
  })
}
