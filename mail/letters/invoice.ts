import { z } from 'zod'
import { commandBodies } from '../../domain/command.ts'
import { sayHours } from '../writing/amount-words.ts'
import { sayNet } from '../writing/decide-words.ts'
import { content, type Letter, type Writing } from '../writing/letter.ts'
import { forContact, ticketOf } from '../writing/letter-words.ts'

const words = {
  en: {
    heading: (number: number, amount: string) => `Your turn: please pay ${amount} for ticket #${number}.`,
    plain: (number: number) => `Your turn: please pay the invoice for ticket #${number}.`,
    starts: 'The work starts when it is paid.',
    button: 'See the invoice',
    facts: { ticket: 'Ticket', total: 'Total' },
  },
  pt: {
    heading: (number: number, amount: string) => `É a sua vez: pague ${amount} pelo pedido #${number}.`,
    plain: (number: number) => `É a sua vez: pague a fatura do pedido #${number}.`,
    starts: 'O trabalho começa quando estiver paga.',
    button: 'Ver a fatura',
    facts: { ticket: 'Pedido', total: 'Total' },
  },
} as const

/** What is to be paid before the work starts, line by line (R063). */
export const invoice: Letter = {
  voice: 'house',
  write(writing) {
    const { number, title, currency } = ticketOf(writing)
    const { language } = writing.reader
    const said = words[language]
    const lines = linesOf(writing)
    const total = sayNet(
      lines.reduce((sum, { amount }) => sum + amount, 0),
      currency,
      language,
    )
    return content({
      heading: lines.length > 0 ? said.heading(number, total) : said.plain(number),
      paragraphs: [said.starts],
      facts: [
        { name: said.facts.ticket, value: title },
        ...lines.map(({ text, hours, amount }) => ({
          name: hours === undefined ? text : `${text} (${sayHours(hours, language)})`,
          value: sayNet(amount, currency, language),
        })),
        ...(lines.length > 1 ? [{ name: said.facts.total, value: total }] : []),
      ],
      ...forContact(writing, said.button),
    })
  },
}

const invoiceBody = z.object({ lines: commandBodies.raise_invoice.shape.lines })

function linesOf({ cause }: Writing) {
  const read = invoiceBody.safeParse(cause?.body)
  return read.success ? read.data.lines : []
}
