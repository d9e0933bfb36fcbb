import { content, type Letter } from '../writing/letter.ts'
import { forContact, quoted, ticketOf, wordsOf } from '../writing/letter-words.ts'

const words = {
  en: {
    withdraw: (number: number) => `We withdrew our offer for ticket #${number}.`,
    revise: (number: number) => `We have to estimate ticket #${number} again: there is more to it than we thought.`,
    withdrawn: 'You need not decide it any more.',
    revised: 'What was approved before does not hold any more.',
    next: 'You get a new offer from us.',
    ticket: 'Ticket',
  },
  pt: {
    withdraw: (number: number) => `Retirámos a nossa proposta para o pedido #${number}.`,
    revise: (number: number) => `Temos de estimar de novo o pedido #${number}: é mais do que pensávamos.`,
    withdrawn: 'Já não precisa de a decidir.',
    revised: 'O que foi aprovado antes deixa de valer.',
    next: 'Vai receber uma nova proposta.',
    ticket: 'Pedido',
  },
} as const

/** An offer is taken back, or work begun has to be estimated anew (spec §5, `withdraw` and `revise`). */
export const withdrawn: Letter = {
  voice: 'person',
  write(writing) {
    const ticket = ticketOf(writing)
    const said = words[writing.reader.language]
    const revises = writing.cause?.action === 'revise'
    return content({
      heading: revises ? said.revise(ticket.number) : said.withdraw(ticket.number),
      paragraphs: [`${revises ? said.revised : said.withdrawn} ${said.next}`],
      words: quoted(wordsOf(writing), writing.agency),
      facts: [{ name: said.ticket, value: ticket.title }],
      ...forContact(writing),
    })
  },
}
