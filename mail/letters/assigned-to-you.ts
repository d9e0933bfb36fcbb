import { content, type Letter } from '../letter.ts'
import { forStaff, glance, ticketOf } from '../letter-words.ts'

const words = {
  en: {
    heading: (number: number) => `Your turn: ticket #${number} is yours.`,
    by: (who: string) => `${who} assigned it to you. The customer has been told that we are working on it.`,
    self: 'It was assigned to you because its time was running out. The customer has been told that we are working on it.',
  },
  pt: {
    heading: (number: number) => `É a sua vez: o ticket #${number} é seu.`,
    by: (who: string) => `${who} atribuiu-lhe o ticket. O cliente já sabe que estamos a tratar disto.`,
    self: 'Foi-lhe atribuído porque o prazo estava a acabar. O cliente já sabe que estamos a tratar disto.',
  },
} as const

/** A ticket went to this PM (R011). */
export const assignedToYou: Letter = {
  voice: 'house',
  write(writing) {
    const said = words[writing.reader.language]
    return content({
      heading: said.heading(ticketOf(writing).number),
      paragraphs: [writing.cause?.by ? said.by(writing.cause.by) : said.self],
      facts: glance(writing),
      ...forStaff(writing),
    })
  },
}
