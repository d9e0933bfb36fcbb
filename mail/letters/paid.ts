import { sayMoney, sayPlace } from '../writing/amount-words.ts'
import { sentences } from '../writing/decide-words.ts'
import { content, type Letter } from '../writing/letter.ts'
import { forContact, forStaff, glance, ticketOf } from '../writing/letter-words.ts'
import { sayDay } from '../writing/moment-words.ts'

const words = {
  en: {
    heading: (number: number) => `Payment received. Ticket #${number} is planned.`,
    place: (place: string) => `It is ${place} in line; the work starts as soon as what comes before is done.`,
    next: 'You hear from us when there is something to test, or to tell.',
    staff: 'The payment is complete, and the work is in line.',
    facts: { ticket: 'Ticket', amount: 'Amount', reference: 'Reference', due: 'Expected by' },
  },
  pt: {
    heading: (number: number) => `Pagamento recebido. O pedido #${number} está planeado.`,
    place: (place: string) => `É o ${place} da fila; o trabalho começa assim que terminar o que está antes.`,
    next: 'Falamos consigo quando houver algo para testar ou para contar.',
    staff: 'O pagamento está completo e o trabalho está na fila.',
    facts: { ticket: 'Pedido', amount: 'Montante', reference: 'Referência', due: 'Previsto até' },
  },
} as const

/** The invoice is paid, so the work is in line (R065). */
export const paid: Letter = {
  voice: 'house',
  write(writing) {
    const ticket = ticketOf(writing)
    const { reader, linePlace } = writing
    const { language } = reader
    const said = words[language]
    const { amount, reference } = writing.cause?.body ?? {}
    const facts = [
      ...(typeof amount === 'number'
        ? [{ name: said.facts.amount, value: sayMoney(amount, ticket.currency, language) }]
        : []),
      ...(typeof reference === 'string' ? [{ name: said.facts.reference, value: reference }] : []),
      ...(ticket.dueDate ? [{ name: said.facts.due, value: sayDay(ticket.dueDate, language) }] : []),
    ]
    const place = linePlace === null ? null : said.place(sayPlace(linePlace, language))
    if (reader.kind === 'staff') {
      const paragraphs = sentences(said.staff)
      return content({
        heading: said.heading(ticket.number),
        paragraphs,
        facts: [...glance(writing), ...facts],
        ...forStaff(writing),
      })
    }
    return content({
      heading: said.heading(ticket.number),
      paragraphs: sentences(place, said.next),
      facts: [{ name: said.facts.ticket, value: ticket.title }, ...facts],
      ...forContact(writing),
    })
  },
}
