import { listCompanies } from '../../../../db/customers/companies.ts'
import type { House } from '../../../../db/house.ts'
import type { CameMail } from '../../../../db/mailbox/mail-page.ts'
import { readMailboxOwners } from '../../../../db/mailbox/mailbox-owner.ts'
import { listPeople } from '../../../../db/people/people.ts'
import { listTickets } from '../../../../db/tickets/ticket-list.ts'
import { isRefusal } from '../../../../domain/refusal.ts'
import type { Language, Staff } from '../../../../domain/ticket.ts'
import { sentenceForHeld } from '../../../../domain/words/held-reasons.ts'
import type { HeldMail } from './page.tsx'

const ticketsAtMost = 50

/** Why a mail is held, and among what one of us may choose for it; null when it is not held, or somebody decided. */
export async function showHeld(
  house: House,
  { actor, language, mail }: { actor: Staff; language: Language; mail: CameMail },
): Promise<HeldMail | null> {
  if (mail.fate !== 'held' || mail.release) return null
  const [tickets, companies, people, owners] = await Promise.all([
    listTickets(house, actor, { open: true, sort: '-updated_at', limit: ticketsAtMost }),
    listCompanies(house, actor),
    listPeople(house, actor),
    readMailboxOwners(house.db),
  ])
  const address = mail.who.address?.toLowerCase()
  // The ticket it named comes first, then the tickets of who seems to have written it, then what moved last.
  const named = mail.ticket ?? numberIn(mail.subject)
  const likely = (isRefusal(tickets) ? [] : tickets.items).map((ticket) => ({
    ticket,
    nearness: (ticket.number === named ? 2 : 0) + (ticket.requester?.email === address ? 1 : 0),
  }))
  const nearest = likely.toSorted((a, b) => b.nearness - a.nearness)
  const first = nearest.find(({ nearness }) => nearness > 0)?.ticket
  const isNamesake = ({ name }: { name: string }) => name.toLowerCase() === mail.who.name?.toLowerCase()
  return {
    reason: sentenceForHeld(mail.reason ?? '', language),
    tickets: nearest.map(({ ticket: { number, title, company } }) => ({
      value: String(number),
      label: `${title} (${company.name})`,
    })),
    // The one it named may be closed by now, and then is none of those that moved.
    ticket: String(mail.ticket ?? first?.number ?? ''),
    hint:
      first && (mail.ticket ?? first.number) === first.number
        ? `#${first.number} ${first.title} (${first.company.name})`
        : null,
    company: owners.get(mail.mailbox ?? '')?.companyId ?? '',
    companies: companies.map(({ id, name }) => ({ value: id, label: name })),
    people: people
      .filter(({ kind }) => kind === 'contact')
      .toSorted((a, b) => Number(isNamesake(b)) - Number(isNamesake(a)))
      .map(({ id, name, companies: of }) => ({
        value: id,
        label: `${name} (${of.map((one) => one.name).join(', ')})`,
      })),
  }
}

/** Whoever wrote it may put any number there, so it is no more than a hint to one of us. */
function numberIn(subject: string | null): number | null {
  const found = /\[#(\d{1,9})\]/.exec(subject ?? '')?.[1]
  return found ? Number(found) : null
}
