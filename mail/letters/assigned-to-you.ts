import { sayPlace } from '../writing/amount-words.ts'
import { content, type Letter } from '../writing/letter.ts'
import { forStaff, glance, ticketOf } from '../writing/letter-words.ts'

const words = {
  en: {
    heading: (number: number) => `Your turn: ticket #${number} is yours.`,
    by: (who: string) => `${who} assigned it to you. The customer has been told that we are working on it.`,
    queue: (number: number, place: string) => `Ticket #${number} is in your line, ${place}.`,
    line: (number: number) => `Ticket #${number} is in your line.`,
    start: 'It starts as soon as what comes before it is done and the support lead has made the scope clear.',
    self: 'It was assigned to you because its time was running out. The customer has been told that we are working on it.',
  },
  pt: {
    heading: (number: number) => `É a sua vez: o pedido #${number} é seu.`,
    by: (who: string) => `${who} atribuiu-lhe o pedido. O cliente já sabe que estamos a tratar disto.`,
    queue: (number: number, place: string) => `O pedido #${number} está na sua fila: é o ${place}.`,
    line: (number: number) => `O pedido #${number} está na sua fila.`,
    start: 'Começa assim que terminar o que está antes e o responsável técnico tiver clarificado o âmbito.',
    self: 'Foi-lhe atribuído porque o prazo estava a acabar. O cliente já sabe que estamos a tratar disto.',
  },
} as const

/** A ticket went to this PM (R011), or joined the line of this developer (R022). */
export const assignedToYou: Letter = {
  voice: 'house',
  write(writing) {
    const { number, readerIs } = ticketOf(writing)
    const { cause, linePlace, reader } = writing
    const said = words[reader.language]
    const isDevelopers = readerIs.developer && !readerIs.pm
    const line = linePlace === null ? said.line(number) : said.queue(number, sayPlace(linePlace, reader.language))
    return content({
      heading: isDevelopers ? line : said.heading(number),
      paragraphs: [isDevelopers ? said.start : cause?.by ? said.by(cause.by) : said.self],
      facts: glance(writing),
      ...forStaff(writing),
    })
  },
}
