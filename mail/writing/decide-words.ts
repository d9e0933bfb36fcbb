import type { LetterApproval } from '../../db/letters/letter-approval.ts'
import type { Language } from '../../domain/ticket.ts'
import { sayHours, sayMoney } from './amount-words.ts'
import type { Content, Writing } from './letter.ts'
import { forContact, sayNames, ticketOf } from './letter-words.ts'

const words = {
  en: {
    reply: 'Or answer this mail with OK or NOT OK on a line of its own.',
    signIn: 'A price is approved signed in: the button asks you for that first.',
    theirs: (names: string) => `${names} may decide this. You see it because you take part in the ticket.`,
    nobody: (agency: string) =>
      `Nobody at your company may decide this yet. Answer this mail and ${agency} sees to it.`,
    why: 'You get this because nobody who takes part in the ticket may decide it, and you may.',
    see: 'See the ticket',
    net: (amount: string) => `${amount}, without VAT`,
  },
  pt: {
    reply: 'Ou responda a este email com OK ou NÃO APROVADO numa linha só.',
    signIn: 'Um preço aprova-se com sessão iniciada: o botão pede-lhe isso primeiro.',
    theirs: (names: string) => `Quem pode decidir: ${names}. Recebe este email porque participa no pedido.`,
    nobody: (agency: string) =>
      `Ainda ninguém na sua empresa pode decidir isto. Responda a este email e ${agency} trata disso.`,
    why: 'Recebe este email porque ninguém que participa no pedido pode decidir, e você pode.',
    see: 'Ver o pedido',
    net: (amount: string) => `${amount}, sem IVA`,
  },
} as const

/** The decision of a letter that asks for one, or tells of one. */
export function approvalOf({ approval, letter, id }: Writing): LetterApproval {
  if (!approval) throw new Error(`Letter ${letter} ${id} is about a decision, but there is none.`)
  return approval
}

/**
 * How a letter ends that asks for a decision: with the button to the reader's own page and the words that may be
 * answered; or, for whoever may not decide, with who may and a link to the ticket. A price is never approved by mail.
 */
export function forDecider(writing: Writing, button: string) {
  const said = words[writing.reader.language]
  const ending = forContact(writing, said.see)
  if (!writing.decideUrl) return { ...ending, paragraph: whoMay(writing), afterwards: [] }
  const byMail = writing.approval?.kind === 'quote' ? said.signIn : said.reply
  const takesPart = ticketOf(writing).circle.some(({ id }) => id === writing.reader.id)
  const afterwards = takesPart ? [byMail] : [byMail, said.why]
  return { ...ending, paragraph: null, button: { text: button, url: writing.decideUrl }, afterwards }
}

function whoMay({ approval, reader, agency }: Writing): string | null {
  const said = words[reader.language]
  // What is decided already, or taken back, is nobody's any more.
  if (!approval || approval.decision !== null || approval.mine) return null
  const { deciders } = approval
  return deciders.length > 0 ? said.theirs(sayNames(deciders, reader.language)) : said.nobody(agency)
}

/** What is decided, short enough for a heading: `6 h`, or `6 h for €480.00` where a price is approved. */
export function sayOffer(writing: Writing): string {
  const { language } = writing.reader
  const { kind, hours, price } = approvalOf(writing)
  const parts = [
    ...(hours === null ? [] : [sayHours(hours, language)]),
    ...(kind === 'quote' && price !== null ? [sayMoney(price, ticketOf(writing).currency, language)] : []),
  ]
  return parts.join(language === 'pt' ? ' por ' : ' for ')
}

/** A net price in words. */
export function sayNet(minor: number, currency: string, language: Language): string {
  return words[language].net(sayMoney(minor, currency, language))
}

/** One sentence among others, where there is one. */
export function sentences(...some: (string | null)[]): Content['paragraphs'] {
  return some.filter((one) => one !== null)
}
