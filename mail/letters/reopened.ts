import { content, type Letter } from '../writing/letter.ts'
import { forContact, quoted, ticketOf } from '../writing/letter-words.ts'

const words = {
  en: {
    heading: (number: number) => `Ticket #${number} is open again.`,
    by: (who: string) => `${who} reopened it. We go on where we left off.`,
    last: 'What you answer reaches us and stands on the ticket. We only stop sending it on to your colleagues by mail until somebody here has acted.',
    ticket: 'Ticket',
  },
  pt: {
    heading: (number: number) => `O pedido #${number} está de novo aberto.`,
    by: (who: string) => `Foi reaberto por ${who}. Continuamos onde ficámos.`,
    last: 'O que responder chega-nos e fica no pedido. Só deixamos de o reenviar aos seus colegas por email até que alguém daqui aja.',
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
      paragraphs: [
        said.by(writing.cause?.by ?? writing.agency),
        ...(writing.handed.last_for === writing.reader.id ? [said.last] : []),
      ],
      words: quoted(writing.words, writing.agency),
      facts: [{ name: said.ticket, value: ticket.title }],
      ...forContact(writing),
    })
  },
}
