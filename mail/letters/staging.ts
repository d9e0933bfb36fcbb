import { forDecider, sentences } from '../writing/decide-words.ts'
import { content, type Letter } from '../writing/letter.ts'
import { quoted, ticketOf, wordsOf } from '../writing/letter-words.ts'
import { sayMoment } from '../writing/moment-words.ts'

const words = {
  en: {
    mine: (moment: string) => `Your turn: test the fix, until ${moment}.`,
    theirs: (number: number, moment: string) => `The fix of ticket #${number} is ready to be tested, until ${moment}.`,
    released: 'Nothing goes live before it is approved.',
    silence: 'If we hear nothing until then, we close the ticket. Nothing is released, and you can reopen it.',
    steps: 'How to test it',
    button: 'Test and answer',
    facts: { where: 'Where', ticket: 'Ticket', round: 'Round', noPictures: 'No pictures, because' },
  },
  pt: {
    mine: (moment: string) => `É a sua vez: teste a correção, até ${moment}.`,
    theirs: (number: number, moment: string) =>
      `A correção do pedido #${number} está pronta para ser testada, até ${moment}.`,
    released: 'Nada passa para produção antes de ser aprovado.',
    silence: 'Se não soubermos nada até lá, fechamos o pedido. Nada passa para produção e pode reabri-lo.',
    steps: 'Como testar',
    button: 'Testar e responder',
    facts: { where: 'Onde', ticket: 'Pedido', round: 'Ronda', noPictures: 'Sem imagens, porque' },
  },
} as const

/** A fix waits on staging: what was done, with pictures, how to try it, and until when (R027 to R030). */
export const staging: Letter = {
  voice: 'person',
  write(writing) {
    const ticket = ticketOf(writing)
    const { offer } = writing
    const said = words[writing.reader.language]
    const { facts: names } = said
    const until = sayMoment(ticket.silenceClosesAt, writing.reader)
    const { paragraph, ...ending } = forDecider(writing, said.button)
    const reason = offer?.noPicturesReason
    return content({
      // A round from before rounds were approvals is whoever's who reads of it.
      heading: writing.approval?.mine === false ? said.theirs(ticket.number, until) : said.mine(until),
      paragraphs: sentences(paragraph, `${said.released} ${said.silence}`),
      words: quoted(wordsOf(writing), writing.agency),
      steps: offer && { title: said.steps, items: offer.steps },
      facts: [
        ...(offer ? [{ name: names.where, value: offer.url }] : []),
        { name: names.ticket, value: ticket.title },
        ...(ticket.round > 1 ? [{ name: names.round, value: String(ticket.round) }] : []),
        ...(reason ? [{ name: names.noPictures, value: reason }] : []),
      ],
      ...ending,
    })
  },
}
