import { sayPlace } from '../writing/amount-words.ts'
import { sentences } from '../writing/decide-words.ts'
import { content, type Letter } from '../writing/letter.ts'
import { forContact, ticketOf } from '../writing/letter-words.ts'
import { sayDay } from '../writing/moment-words.ts'

const words = {
  en: {
    heading: (number: number) => `Your ticket #${number} is planned.`,
    begun: (number: number) => `Work on your ticket #${number} has begun.`,
    place: (place: string) => `It is ${place} in line; the work starts as soon as what comes before is done.`,
    next: 'You need not do anything. You hear from us when there is something to test, or to tell.',
    facts: { ticket: 'Ticket', due: 'Expected by' },
  },
  pt: {
    heading: (number: number) => `O seu pedido #${number} está planeado.`,
    begun: (number: number) => `O trabalho no seu pedido #${number} já começou.`,
    place: (place: string) => `É o ${place} da fila; o trabalho começa assim que terminar o que está antes.`,
    next: 'Não precisa de fazer nada. Falamos consigo quando houver algo para testar ou para contar.',
    facts: { ticket: 'Pedido', due: 'Previsto até' },
  },
} as const

/** It will be done, and this is its place in line (R023). Urgent work has often begun by the time this is read (R026). */
export const planned: Letter = {
  voice: 'house',
  write(writing) {
    const ticket = ticketOf(writing)
    const { language } = writing.reader
    const said = words[language]
    const begun = ticket.stage === 'in_development'
    return content({
      heading: begun ? said.begun(ticket.number) : said.heading(ticket.number),
      paragraphs: sentences(
        begun || writing.linePlace === null ? null : said.place(sayPlace(writing.linePlace, language)),
        said.next,
      ),
      facts: [
        { name: said.facts.ticket, value: ticket.title },
        ...(ticket.dueDate ? [{ name: said.facts.due, value: sayDay(ticket.dueDate, language) }] : []),
      ],
      ...forContact(writing),
    })
  },
}
