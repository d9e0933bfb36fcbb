import { readAgency } from '../../../../db/agency/agency.ts'
import type { House } from '../../../../db/house.ts'
import { findLetterOf } from '../../../../db/letters/letter-of-ticket.ts'
import { type Letter, letters } from '../../../../domain/notify.ts'
import { type Language, languages, type Staff } from '../../../../domain/ticket.ts'
import {
  type CommandOutcome,
  commandOutcomes,
  type Preview,
  previewLetter,
  previewMail,
} from '../../../../mail/preview.ts'

/** What somebody wants to look at: a letter, in a language, of an example or of a ticket; with which `outcome` of commands. */
export type Wanted = { letter: Letter; language: Language; ticket: number | null; outcome: CommandOutcome }

/** Reads what is wanted from an address; what it does not say is the first letter, in the reader's own language. */
export function wantedIn(url: URL, named: string | undefined, own: Language): Wanted {
  const asked = url.searchParams
  const ticket = Number((asked.get('ticket') ?? '').replace('#', ''))
  return {
    letter: letters.find((letter) => letter === (named ?? asked.get('letter'))) ?? 'acknowledgement',
    language: languages.find((language) => language === asked.get('language')) ?? own,
    outcome: commandOutcomes.find((outcome) => outcome === asked.get('outcome')) ?? 'refused',
    ticket: Number.isSafeInteger(ticket) && ticket > 0 && ticket < 2 ** 31 ? ticket : null,
  }
}

/** Whether what we write is shown to somebody. */
export function mayLook({ roles }: Staff): boolean {
  return roles.includes('admin') || roles.includes('pm')
}

/** Who may look at what we write: admins and PMs. For everybody else the page does not exist. */
export function refuseOthers(actor: Staff): void {
  if (!mayLook(actor)) throw new Response(null, { status: 404 })
}

/** The letter as it would be written; null when the ticket has none of the kind, or it may not be read any more. */
export async function previewOf(
  house: House,
  actor: Staff,
  { letter, language, ticket, outcome }: Wanted,
  baseUrl: string,
): Promise<Preview | null> {
  if (ticket === null) {
    const { name, accent } = await readAgency(house.db)
    return previewLetter(letter, { language, baseUrl, agency: name, accent, outcome })
  }
  const mailId = await findLetterOf(house.db, actor, { letter, number: ticket })
  return mailId === null ? null : previewMail(house, mailId, { language, baseUrl })
}
