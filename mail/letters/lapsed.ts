import { sayOffer, sentences } from '../writing/decide-words.ts'
import { content, type Letter } from '../writing/letter.ts'
import { forContact, forStaff, glance, ticketOf } from '../writing/letter-words.ts'
import { sayUntil } from '../writing/moment-words.ts'

const words = {
  en: {
    heading: (number: number) => `Our offer for ticket #${number} has lapsed.`,
    asked: (what: string, moment: string) => `Nobody decided on ${what} until ${moment}. Nothing was done.`,
    work: 'it',
    still: 'Still wanted? Answer this mail, and we make the offer again.',
    staff: 'Your turn: offer it again, or ask what they want to do with it.',
    ticket: 'Ticket',
  },
  pt: {
    heading: (number: number) => `A nossa proposta para o pedido #${number} caducou.`,
    asked: (what: string, moment: string) => `Ninguém decidiu sobre ${what} até ${moment}. Nada foi feito.`,
    work: 'ela',
    still: 'Ainda a quer? Responda a este email e voltamos a fazê-la.',
    staff: 'É a sua vez: faça a proposta de novo, ou pergunte o que querem fazer com ela.',
    ticket: 'Pedido',
  },
} as const

/** Nobody decided while the offer was valid (spec §5, `lapse`). */
export const lapsed: Letter = {
  voice: 'house',
  write(writing) {
    const ticket = ticketOf(writing)
    const { reader, approval } = writing
    const said = words[reader.language]
    const asked = approval && said.asked(sayOffer(writing) || said.work, sayUntil(approval.validUntil, reader))
    const ending =
      reader.kind === 'staff'
        ? { facts: glance(writing), ...forStaff(writing) }
        : { facts: [{ name: said.ticket, value: ticket.title }], ...forContact(writing) }
    return content({
      heading: said.heading(ticket.number),
      paragraphs: sentences(asked, reader.kind === 'staff' ? said.staff : said.still),
      ...ending,
    })
  },
}
