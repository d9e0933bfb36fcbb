import { categoryNames } from '../../domain/words/category.ts'
import { content, type Letter } from '../writing/letter.ts'
import { forContact, ticketOf } from '../writing/letter-words.ts'
import { sayMoment } from '../writing/moment-words.ts'

const words = {
  en: {
    heading: (number: number) => `We have your ticket #${number}.`,
    by: (moment: string) => `Somebody takes it by ${moment}.`,
    someone: 'Somebody looks at it now.',
    more: 'You need not do anything. If you want to add something, a screenshot for instance, just answer this mail.',
    last: 'What else you write reaches us as well, each concern as a ticket of its own. We only stop confirming each one until somebody here has answered you.',
    ticket: 'Ticket',
    category: 'Category',
  },
  pt: {
    heading: (number: number) => `Recebemos o seu pedido #${number}.`,
    by: (moment: string) => `Alguém fica com ele até ${moment}.`,
    someone: 'Já há alguém a olhar para ele.',
    more: 'Não precisa de fazer nada. Se quiser acrescentar algo, por exemplo uma captura de ecrã, responda a este email.',
    last: 'O que escrever a seguir também nos chega, cada assunto como um pedido próprio. Só deixamos de confirmar cada um até que alguém lhe responda.',
    ticket: 'Pedido',
    category: 'Categoria',
  },
} as const

/** A ticket was opened: its number, by when somebody takes it (R005), and whether its writer hears no more for now. */
export const acknowledgement: Letter = {
  voice: 'house',
  write(writing) {
    const ticket = ticketOf(writing)
    const said = words[writing.reader.language]
    return content({
      heading: said.heading(ticket.number),
      paragraphs: [
        ticket.assignDueAt ? said.by(sayMoment(ticket.assignDueAt, writing.reader)) : said.someone,
        said.more,
        ...(writing.handed.last_for === writing.reader.id ? [said.last] : []),
      ],
      facts: [
        { name: said.ticket, value: ticket.title },
        ...(ticket.category
          ? [{ name: said.category, value: categoryNames[writing.reader.language][ticket.category] }]
          : []),
      ],
      ...forContact(writing),
    })
  },
}
