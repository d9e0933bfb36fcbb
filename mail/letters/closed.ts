import { content, type Letter } from '../writing/letter.ts'
import { forContact, quoted, ticketOf } from '../writing/letter-words.ts'
import { sayMoment } from '../writing/moment-words.ts'

const words = {
  en: {
    resolved: (number: number) => `Done: your ticket #${number} is solved and closed.`,
    unresolved: (number: number) => `We closed your ticket #${number} without a solution.`,
    cancelled: (number: number) => `Your ticket #${number} was cancelled.`,
    closed: (number: number) => `Your ticket #${number} is closed.`,
    reopen: (moment: string) => `Is it not right yet? You can reopen it until ${moment}.`,
    ticket: 'Ticket',
  },
  pt: {
    resolved: (number: number) => `Concluído: o seu pedido #${number} está resolvido e fechado.`,
    unresolved: (number: number) => `Fechámos o seu pedido #${number} sem solução.`,
    cancelled: (number: number) => `O seu pedido #${number} foi cancelado.`,
    closed: (number: number) => `O seu pedido #${number} está fechado.`,
    reopen: (moment: string) => `Ainda não está bem? Pode reabri-lo até ${moment}.`,
    ticket: 'Pedido',
  },
} as const

/** The ticket came to its end by one of us, or was called off (R044, R157). */
export const closed: Letter = {
  voice: 'house',
  write(writing) {
    const ticket = ticketOf(writing)
    const said = words[writing.reader.language]
    const how = (['resolved', 'unresolved', 'cancelled'] as const).find((one) => one === ticket.resolution) ?? 'closed'
    return content({
      heading: said[how](ticket.number),
      words: quoted(writing.words, writing.agency),
      facts: [{ name: said.ticket, value: ticket.title }],
      afterwards: ticket.reopenUntil ? [said.reopen(sayMoment(ticket.reopenUntil, writing.reader))] : [],
      ...forContact(writing),
    })
  },
}
