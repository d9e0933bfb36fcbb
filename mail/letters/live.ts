import { content, type Letter } from '../writing/letter.ts'
import { forContact, ticketOf } from '../writing/letter-words.ts'
import { sayMoment } from '../writing/moment-words.ts'

const words = {
  en: {
    heading: (number: number) => `Your ticket #${number} is live.`,
    since: (moment: string) => `What we did for it has been in production since ${moment}.`,
    look: 'Please have a look. Is something not right yet? Answer this mail, and we look at it again.',
    button: 'See what was done',
    facts: { ticket: 'Ticket', app: 'App', where: 'Where' },
  },
  pt: {
    heading: (number: number) => `O seu pedido #${number} está em produção.`,
    since: (moment: string) => `O que fizemos está em produção desde ${moment}.`,
    look: 'Dê uma vista de olhos. Ainda há algo que não está bem? Responda a este email e voltamos a ver.',
    button: 'Ver o que foi feito',
    facts: { ticket: 'Pedido', app: 'Aplicação', where: 'Onde' },
  },
} as const

/** It was released to production: told once it is, never at the approval (R038). */
export const live: Letter = {
  voice: 'house',
  write(writing) {
    const { number, title, app, releasedAt } = ticketOf(writing)
    const said = words[writing.reader.language]
    const since = releasedAt ?? writing.cause?.at ?? writing.promisedAt
    return content({
      heading: said.heading(number),
      paragraphs: [said.since(sayMoment(since, writing.reader)), said.look],
      facts: [
        { name: said.facts.ticket, value: title },
        ...(app ? [{ name: said.facts.app, value: app.name }] : []),
        ...(app?.productionUrl ? [{ name: said.facts.where, value: app.productionUrl }] : []),
      ],
      ...forContact(writing, said.button),
    })
  },
}
