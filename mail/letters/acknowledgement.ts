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
    ticket: 'Ticket',
    category: 'Category',
  },
  pt: {
    heading: (number: number) => `Recebemos o seu pedido #${number}.`,
    by: (moment: string) => `Alguém fica com ele até ${moment}.`,
    someone: 'Já há alguém a olhar para ele.',
    more: 'Não precisa de fazer nada. Se quiser acrescentar algo, por exemplo uma captura de ecrã, responda a esta mensagem.',
    ticket: 'Pedido',
    category: 'Categoria',
  },
} as const

/** A ticket was opened: its number, and by when somebody takes it (R005). */
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
