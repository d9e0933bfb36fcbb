import { content, type Letter } from '../writing/letter.ts'
import { forContact, quoted, ticketOf, wordsOf } from '../writing/letter-words.ts'

const words = {
  en: {
    heading: (number: number) => `Ticket #${number} is back in work.`,
    line: 'What we told you was live is not right yet. It is next in line, and you hear from us when it is done.',
    ticket: 'Ticket',
  },
  pt: {
    heading: (number: number) => `O pedido #${number} voltou a ser trabalhado.`,
    line: 'O que lhe dissemos estar em produção ainda não está bem. É o próximo da fila; avisamos quando estiver pronto.',
    ticket: 'Pedido',
  },
} as const

/** What had been told to be live is taken up again (spec §5, `return_to_development`). */
export const backInWork: Letter = {
  voice: 'person',
  write(writing) {
    const ticket = ticketOf(writing)
    const said = words[writing.reader.language]
    return content({
      heading: said.heading(ticket.number),
      paragraphs: [said.line],
      words: quoted(wordsOf(writing), writing.agency),
      facts: [{ name: said.ticket, value: ticket.title }],
      ...forContact(writing),
    })
  },
}
