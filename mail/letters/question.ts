import { content, type Letter } from '../writing/letter.ts'
import { forContact, quoted, ticketOf, wordsOf } from '../writing/letter-words.ts'
import { sayMoment } from '../writing/moment-words.ts'

const words = {
  en: {
    heading: (who: string, moment: string) => `Your turn: answer ${who}’s question, until ${moment}.`,
    silence: (moment: string) =>
      `Work waits for your answer. If we hear nothing until ${moment}, we close the ticket; you can reopen it.`,
    button: 'Answer the question',
    answer: 'Or simply answer this mail.',
  },
  pt: {
    heading: (who: string, moment: string) => `É a sua vez: responda à pergunta de ${who} até ${moment}.`,
    silence: (moment: string) =>
      `O trabalho espera pela sua resposta. Se não soubermos nada até ${moment}, fechamos o pedido; pode reabri-lo.`,
    button: 'Responder à pergunta',
    answer: 'Ou responda simplesmente a este email.',
  },
} as const

/** We need something from the customer (R056); what happens in silence is said ahead (R030). */
export const question: Letter = {
  voice: 'person',
  write(writing) {
    const said = words[writing.reader.language]
    const asked = wordsOf(writing)
    const until = sayMoment(ticketOf(writing).silenceClosesAt, writing.reader)
    return content({
      heading: said.heading(asked.by, until),
      words: quoted(asked, writing.agency),
      afterwards: [said.answer, said.silence(until)],
      ...forContact(writing, said.button),
    })
  },
}
