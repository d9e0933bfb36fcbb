import { content, type Letter } from '../writing/letter.ts'
import { forContact, quoted, ticketOf } from '../writing/letter-words.ts'

const words = {
  en: {
    heading: (number: number) => `Ticket #${number} is open again.`,
    by: (who: string) => `${who} reopened it. We go on where we left off.`,
    ticket: 'Ticket',
  },
  pt: {
    heading: (number: number) => `O pedido #${number} está de novo aberto.`,
    by: (who: string) => `Foi reaberto por ${who}. Continuamos onde ficámos.`,
    ticket: 'Pedido',
  },
} as const

/** A closed ticket was opened again. */
export const reopened: Letter = {
  voice: 'house',
  write(writing) {
    const ticket = ticketOf(writing)
    const said = words[writing.reader.language]
    return content({
      heading: said.heading(ticket.number),
      paragraphs: [said.by(writing.cause?.by ?? writing.agency)],
      words: quoted(writing.words, writing.agency),
      facts: [{ name: said.ticket, value: ticket.title }],
      ...forContact(writing),
    })
  },
}
