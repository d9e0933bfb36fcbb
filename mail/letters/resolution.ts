import { content, type Letter } from '../writing/letter.ts'
import { forContact, quoted, ticketOf, wordsOf } from '../writing/letter-words.ts'
import { sayMoment } from '../writing/moment-words.ts'

const words = {
  en: {
    heading: (number: number) => `Here is the answer to your ticket #${number}.`,
    open: (moment: string) =>
      `We closed the ticket with this answer. Is something still open? Reopen it until ${moment}, or answer this mail.`,
    button: 'See the answer',
  },
  pt: {
    heading: (number: number) => `Aqui está a resposta ao seu pedido #${number}.`,
    open: (moment: string) =>
      `Com esta resposta fechámos o pedido. Ficou algo por esclarecer? Reabra-o até ${moment} ou responda a este email.`,
    button: 'Ver a resposta',
  },
} as const

/** The answer that closes a ticket without any work (R008, R015). */
export const resolution: Letter = {
  voice: 'person',
  write(writing) {
    const ticket = ticketOf(writing)
    const said = words[writing.reader.language]
    return content({
      heading: said.heading(ticket.number),
      words: quoted(wordsOf(writing), writing.agency),
      afterwards: ticket.reopenUntil ? [said.open(sayMoment(ticket.reopenUntil, writing.reader))] : [],
      ...forContact(writing, said.button),
    })
  },
}
