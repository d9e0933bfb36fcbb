import type { LetterFacts, LetterTicket, LetterWords } from '../../db/letters/letter-facts.ts'
import type { Language } from '../../domain/ticket.ts'
import { categoryNames } from '../../domain/words/category.ts'
import type { Content, Writing } from './letter.ts'

const list = { en: new Intl.ListFormat('en-GB'), pt: new Intl.ListFormat('pt-PT') }

const words = {
  en: {
    open: 'Open the ticket',
    footerTicket: (agency: string, number: number) =>
      `You get this mail from ${agency} because you take part in ticket #${number}.`,
    footerStaff: (agency: string, number: number) => `${agency}, about ticket #${number}. Only staff get this mail.`,
    readsContact: (who: string) => `Answer this mail to write to ${who}. Everybody on the ticket sees your answer.`,
    readsCustomer: (who: string, company: string) =>
      `Your answer to this mail goes to the customer: ${who} at ${company} will read it.`,
    readsStaff: 'Your answer to this mail stays with us as a note. The customer does not see it.',
    note: { before: 'Only for us:', text: 'write a note instead' },
    ticket: 'Ticket',
    company: 'Company',
    from: 'From',
    kind: 'Category',
    notSorted: 'Not sorted yet',
    shows: { before: 'Before', after: 'After' },
    files: (names: string) => `Too large for this mail, to be found on the ticket: ${names}.`,
  },
  pt: {
    open: 'Abrir o pedido',
    footerTicket: (agency: string, number: number) =>
      `Recebe este email de ${agency} porque participa no pedido #${number}.`,
    footerStaff: (agency: string, number: number) =>
      `${agency}, sobre o pedido #${number}. Só a equipa recebe este email.`,
    readsContact: (who: string) =>
      `Responda a este email para escrever a ${who}. Todos os que participam no pedido veem a resposta.`,
    readsCustomer: (who: string, company: string) =>
      `A resposta a este email vai para o cliente: será lida por ${who} (${company}).`,
    readsStaff: 'A resposta a este email fica connosco, como nota. O cliente não a vê.',
    note: { before: 'Só para nós:', text: 'escrever antes uma nota' },
    ticket: 'Pedido',
    company: 'Empresa',
    from: 'De',
    kind: 'Categoria',
    notSorted: 'Por classificar',
    shows: { before: 'Antes', after: 'Depois' },
    files: (names: string) => `Demasiado grande para este email, disponível no pedido: ${names}.`,
  },
} as const

/** Names in a row: `Joana, Pedro and Inês`. */
export function sayNames(names: string[], language: Language): string {
  return list[language].format(names)
}

/** The words every letter about a ticket shares. */
export function sharedWords(language: Language) {
  return words[language]
}

/** The ticket of a letter that makes no sense without one. */
export function ticketOf({ ticket, letter, id }: LetterFacts): LetterTicket {
  if (!ticket) throw new Error(`Letter ${letter} ${id} is about a ticket, but names none.`)
  return ticket
}

/** The words of a letter that makes no sense without them. */
export function wordsOf({ words: said, letter, id }: LetterFacts): LetterWords {
  if (!said) throw new Error(`Letter ${letter} ${id} carries somebody's words, but there are none.`)
  return said
}

/** Somebody's words as they are shown: a mail is shown as it was typed, the rest is Markdown. */
export function quoted(said: LetterWords | null, agency: string): Content['words'] {
  if (!said) return null
  return { by: said.by || agency, markup: said.channel === 'mail' ? 'plain' : 'markdown', text: said.text }
}

/** Where the reader finds the ticket: contacts and staff have pages of their own. */
export function ticketUrl({ reader, baseUrl }: Writing, { number }: LetterTicket): string {
  return `${baseUrl}${reader.kind === 'staff' ? '/desk/t' : '/tickets'}/${number}`
}

/** Button, who reads an answer, and why this mail came: what every letter to a contact ends with. */
export function forContact(writing: Writing, button: string = words[writing.reader.language].open) {
  const ticket = ticketOf(writing)
  const said = words[writing.reader.language]
  return {
    button: { text: button, url: ticketUrl(writing, ticket) },
    whoReads: said.readsContact(ticket.pm ?? writing.agency),
    footer: said.footerTicket(writing.agency, ticket.number),
  }
}

/** Whether an answer to this letter stays among us: it is an alarm, or work of somebody who is not the PM. */
export function staysAmongUs({ letter, reader, ticket }: Pick<LetterFacts, 'letter' | 'reader' | 'ticket'>): boolean {
  if (reader.kind !== 'staff') return false
  return kept.includes(letter) || (work.includes(letter) && ticket?.readerIs.pm !== true)
}

const kept: readonly LetterFacts['letter'][] = ['alarm', 'mail_commands', 'mail_held']
const work: readonly LetterFacts['letter'][] = ['your_turn', 'assigned_to_you', 'slot_free']

/** The same for one of us. A PM's answer goes to the customer, and the note address keeps it among us. */
export function forStaff(writing: Writing) {
  const ticket = ticketOf(writing)
  const said = words[writing.reader.language]
  const names = list[writing.reader.language].format(ticket.circle.map(({ name }) => name))
  const button = { text: said.open, url: ticketUrl(writing, ticket) }
  const footer = said.footerStaff(writing.agency, ticket.number)
  if (staysAmongUs(writing)) return { button, whoReads: said.readsStaff, aside: null, footer }
  return {
    button,
    whoReads: said.readsCustomer(names, ticket.company),
    aside: { ...said.note, address: 'note' as const },
    footer,
  }
}

/** What one of us wants to know of a ticket at a glance. */
export function glance(writing: Writing): Content['facts'] {
  const ticket = ticketOf(writing)
  const said = words[writing.reader.language]
  return [
    { name: said.ticket, value: `#${ticket.number} ${ticket.title}` },
    { name: said.from, value: `${ticket.requester}, ${ticket.company}` },
    {
      name: said.kind,
      value: ticket.category ? categoryNames[writing.reader.language][ticket.category] : said.notSorted,
    },
  ]
}
