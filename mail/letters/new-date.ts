import { sentences } from '../writing/decide-words.ts'
import { content, type Letter, type Writing } from '../writing/letter.ts'
import { forContact, ticketOf } from '../writing/letter-words.ts'
import { sayDay } from '../writing/moment-words.ts'

const words = {
  en: {
    moved: (number: number, day: string) => `New date for your ticket #${number}: ${day}.`,
    begun: (number: number, day: string) => `Work on your ticket #${number} has begun. We expect to deliver on ${day}.`,
    before: (day: string) => `Until now it was expected on ${day}.`,
    open: 'You hear from us when it is done, and whenever this date changes.',
    facts: { ticket: 'Ticket', date: 'Expected on', reason: 'Because' },
  },
  pt: {
    moved: (number: number, day: string) => `Nova data para o seu pedido #${number}: ${day}.`,
    begun: (number: number, day: string) => `O trabalho no seu pedido #${number} já começou. Prevemos entregar ${day}.`,
    before: (day: string) => `Até agora estava previsto para ${day}.`,
    open: 'Falamos consigo quando estiver pronto, e sempre que esta data mudar.',
    facts: { ticket: 'Pedido', date: 'Previsto para', reason: 'Motivo' },
  },
} as const

/** By when we deliver, once the work begins and whenever that changes: old date, new date, and why (R147, R148). */
export const newDate: Letter = {
  voice: 'house',
  write(writing) {
    const { number, title, dueDate } = ticketOf(writing)
    const { cause, handed } = writing
    const { language } = writing.reader
    const said = words[language]
    const day = sayDay(dateOf(writing), language)
    const reason = cause?.body.reason
    return content({
      heading: cause?.action === 'start' ? said.begun(number, day) : said.moved(number, day),
      paragraphs: sentences(
        handed.before && handed.before !== dueDate ? said.before(sayDay(handed.before, language)) : null,
        said.open,
      ),
      facts: [
        { name: said.facts.ticket, value: title },
        { name: said.facts.date, value: day },
        ...(typeof reason === 'string' && reason.trim() !== '' ? [{ name: said.facts.reason, value: reason }] : []),
      ],
      ...forContact(writing),
    })
  },
}

/** The date as it stands now: whoever reads it later shall not read one that was already changed. */
function dateOf(writing: Writing): string {
  const { dueDate } = ticketOf(writing)
  const given = writing.cause?.body.date
  if (dueDate) return dueDate
  if (typeof given === 'string') return given
  throw new Error(`Letter ${writing.letter} ${writing.id} tells a date, but there is none.`)
}
