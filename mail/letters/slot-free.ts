import { content, type Letter } from '../writing/letter.ts'
import { forStaff, glance, ticketOf } from '../writing/letter-words.ts'

const words = {
  en: {
    heading: (number: number) => `Your turn: staging is free for ticket #${number}.`,
    holds: (environment: string) => `It holds its place on ${environment} now.`,
    next: 'Put the fix there, and offer it to the customer with pictures and steps to test.',
    where: 'Where',
  },
  pt: {
    heading: (number: number) => `É a sua vez: staging está livre para o pedido #${number}.`,
    holds: (environment: string) => `O pedido tem agora o seu lugar em ${environment}.`,
    next: 'Ponha lá a correção e apresente-a ao cliente com imagens e passos para testar.',
    where: 'Onde',
  },
} as const

/** The ticket waited for staging, and has its place now (R031, R035). */
export const slotFree: Letter = {
  voice: 'house',
  write(writing) {
    const { number } = ticketOf(writing)
    const said = words[writing.reader.language]
    const held = writing.slot?.environment ? writing.slot : null
    return content({
      heading: said.heading(number),
      paragraphs: [...(held ? [said.holds(held.environment)] : []), said.next],
      facts: [...glance(writing), ...(held ? [{ name: said.where, value: held.url }] : [])],
      ...forStaff(writing),
    })
  },
}
