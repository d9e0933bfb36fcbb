import { content, type Letter } from '../writing/letter.ts'
import { forContact, ticketOf } from '../writing/letter-words.ts'
import { sayMoment } from '../writing/moment-words.ts'

const words = {
  en: {
    heading: (number: number) => `We closed your ticket #${number}: we heard nothing for three business days.`,
    nothing: 'Nothing was released, and nothing is lost.',
    reopen: (moment: string) => `Still needed? Reopen it until ${moment} with the button, or simply answer this mail.`,
    button: 'Reopen the ticket',
    ticket: 'Ticket',
  },
  pt: {
    heading: (number: number) => `Fechámos o seu pedido #${number}: três dias úteis sem notícias suas.`,
    nothing: 'Nada passou para produção e nada se perdeu.',
    reopen: (moment: string) =>
      `Ainda precisa dele? Reabra-o até ${moment} com o botão, ou responda simplesmente a este email.`,
    button: 'Reabrir o pedido',
    ticket: 'Pedido',
  },
} as const

/** Silence closed the ticket, and how to open it again (R030). */
export const closedSilent: Letter = {
  voice: 'house',
  write(writing) {
    const ticket = ticketOf(writing)
    const said = words[writing.reader.language]
    return content({
      heading: said.heading(ticket.number),
      paragraphs: [
        said.nothing,
        ...(ticket.reopenUntil ? [said.reopen(sayMoment(ticket.reopenUntil, writing.reader))] : []),
      ],
      facts: [{ name: said.ticket, value: ticket.title }],
      ...forContact(writing, said.button),
    })
  },
}
