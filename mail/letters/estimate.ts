import { sayHours } from '../writing/amount-words.ts'
import { approvalOf, forDecider, sayNet, sayOffer, sentences } from '../writing/decide-words.ts'
import { content, type Letter, type Writing } from '../writing/letter.ts'
import { quoted, ticketOf, wordsOf } from '../writing/letter-words.ts'
import { sayUntil } from '../writing/moment-words.ts'

const words = {
  en: {
    mine: (what: string, moment: string) => `Your turn: approve ${what}, until ${moment}.`,
    theirs: (number: number, what: string, moment: string) =>
      `Ticket #${number} waits for an approval of ${what}, until ${moment}.`,
    work: 'the work',
    next: {
      estimate: 'We plan the work as soon as it is approved.',
      budget: 'The hours come from your plan. We plan the work as soon as it is approved.',
      quote: 'You get an invoice once it is approved; the work starts when that is paid.',
    },
    lapses: 'If nobody decides until then, the offer lapses and nothing is done.',
    button: 'Answer the estimate',
    facts: { ticket: 'Ticket', hours: 'Hours', price: 'Price', until: 'Valid until' },
  },
  pt: {
    mine: (what: string, moment: string) => `É a sua vez: aprove ${what}, até ${moment}.`,
    theirs: (number: number, what: string, moment: string) =>
      `O pedido #${number} espera pela aprovação de ${what}, até ${moment}.`,
    work: 'o trabalho',
    next: {
      estimate: 'Planeamos o trabalho assim que for aprovado.',
      budget: 'As horas saem do seu plano. Planeamos o trabalho assim que for aprovado.',
      quote: 'Depois de aprovado recebe uma fatura; o trabalho começa quando estiver paga.',
    },
    lapses: 'Se ninguém decidir até lá, a proposta caduca e nada é feito.',
    button: 'Responder à estimativa',
    facts: { ticket: 'Pedido', hours: 'Horas', price: 'Preço', until: 'Válida até' },
  },
} as const

/** What we suggest to do, how long it takes, and what it costs where a price is asked for (R016, R020, R108). */
export const estimate: Letter = {
  voice: 'person',
  write(writing) {
    const ticket = ticketOf(writing)
    const said = words[writing.reader.language]
    const { kind, mine, validUntil } = approvalOf(writing)
    const { paragraph, ...ending } = forDecider(writing, said.button)
    const [what, until] = [sayOffer(writing) || said.work, sayUntil(validUntil, writing.reader)]
    return content({
      heading: mine ? said.mine(what, until) : said.theirs(ticket.number, what, until),
      paragraphs: sentences(
        paragraph,
        kind === 'budget' || kind === 'quote' ? said.next[kind] : said.next.estimate,
        said.lapses,
      ),
      words: quoted(wordsOf(writing), writing.agency),
      facts: factsOf(writing),
      ...ending,
    })
  },
}

function factsOf(writing: Writing) {
  const { language } = writing.reader
  const { facts: names } = words[language]
  const { title, currency } = ticketOf(writing)
  const { hours, price, validUntil } = approvalOf(writing)
  return [
    { name: names.ticket, value: title },
    ...(hours === null ? [] : [{ name: names.hours, value: sayHours(hours, language) }]),
    ...(price === null ? [] : [{ name: names.price, value: sayNet(price, currency, language) }]),
    { name: names.until, value: sayUntil(validUntil, writing.reader) },
  ]
}
