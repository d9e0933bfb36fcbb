import { approvalOf, forDecider, sentences } from '../writing/decide-words.ts'
import { content, type Letter } from '../writing/letter.ts'
import { quoted, ticketOf, wordsOf } from '../writing/letter-words.ts'
import { sayUntil } from '../writing/moment-words.ts'

const words = {
  en: {
    heading: (moment: string) => `Your turn: shall we proceed? Please say so until ${moment}.`,
    nothing: 'We begin nothing before you say so. It costs nothing to say no.',
    button: 'Decide',
    ticket: 'Ticket',
  },
  pt: {
    heading: (moment: string) => `É a sua vez: avançamos? Diga-nos até ${moment}.`,
    nothing: 'Não começamos nada antes de o dizer. Dizer que não nada custa.',
    button: 'Decidir',
    ticket: 'Pedido',
  },
} as const

/** A Question may need work: whether we shall look into it (R008). */
export const proceed: Letter = {
  voice: 'person',
  write(writing) {
    const ticket = ticketOf(writing)
    const said = words[writing.reader.language]
    const { paragraph, ...ending } = forDecider(writing, said.button)
    return content({
      heading: said.heading(sayUntil(approvalOf(writing).validUntil, writing.reader)),
      paragraphs: sentences(paragraph, said.nothing),
      words: quoted(wordsOf(writing), writing.agency),
      facts: [{ name: said.ticket, value: ticket.title }],
      ...ending,
    })
  },
}
