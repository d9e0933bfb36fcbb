import { content, type Letter } from '../writing/letter.ts'
import { forContact, ticketOf } from '../writing/letter-words.ts'

const words = {
  en: {
    heading: (pm: string) => `We are working on it: ${pm} has your ticket.`,
    next: 'The next you hear from us is an answer, a question, or what we suggest to do.',
    ticket: 'Ticket',
  },
  pt: {
    heading: (pm: string) => `Estamos a tratar disto: o seu pedido está com ${pm}.`,
    next: 'A seguir recebe de nós uma resposta, uma pergunta ou uma proposta do que fazer.',
    ticket: 'Pedido',
  },
} as const

/** Somebody took the ticket (R012). */
export const workingOnIt: Letter = {
  voice: 'house',
  write(writing) {
    const ticket = ticketOf(writing)
    const said = words[writing.reader.language]
    return content({
      heading: said.heading(ticket.pm ?? writing.agency),
      paragraphs: [said.next],
      facts: [{ name: said.ticket, value: `#${ticket.number} ${ticket.title}` }],
      ...forContact(writing),
    })
  },
}
