import { content, type Letter, type Writing } from '../letter.ts'
import { forStaff, glance, ticketOf } from '../letter-words.ts'
import { sayMoment } from '../moment-words.ts'

const words = {
  en: {
    no_manager: (number: number) => `Nobody can take ticket #${number}: there is no project manager for it.`,
    due_soon: (number: number) => `Your turn: ticket #${number} is due soon.`,
    silence_after_approval: (number: number) =>
      `Ticket #${number} waits for the customer, although work on it is approved or paid.`,
    undelivered: (number: number) => `A mail on ticket #${number} did not reach the customer.`,
    other: (number: number) => `Please look at ticket #${number}.`,
    stays: 'It stays in triage. Name somebody, or bring a project manager back from absence.',
    due: (moment: string) => `It is due by ${moment}.`,
    call: 'Three business days went by without an answer. It is not closed by silence; please call the customer.',
    said: (address: string, server: string) => `To ${address}; the mail server said: ${server}`,
    waits: 'As long as the customer has not got it, silence closes nothing.',
  },
  pt: {
    no_manager: (number: number) => `Ninguém pode ficar com o ticket #${number}: não há gestor de projeto para ele.`,
    due_soon: (number: number) => `É a sua vez: o prazo do ticket #${number} está a acabar.`,
    silence_after_approval: (number: number) =>
      `O ticket #${number} espera pelo cliente, embora o trabalho já esteja aprovado ou pago.`,
    undelivered: (number: number) => `Uma mensagem do ticket #${number} não chegou ao cliente.`,
    other: (number: number) => `Veja por favor o ticket #${number}.`,
    stays: 'Fica na triagem. Indique alguém ou peça a um gestor de projeto que regresse.',
    due: (moment: string) => `O prazo termina ${moment}.`,
    call: 'Passaram três dias úteis sem resposta. O silêncio não o fecha; telefone por favor ao cliente.',
    said: (address: string, server: string) => `Para ${address}; o servidor de correio disse: ${server}`,
    waits: 'Enquanto o cliente não a receber, o silêncio não fecha nada.',
  },
} as const

const known = ['no_manager', 'due_soon', 'silence_after_approval', 'undelivered'] as const
type Because = (typeof known)[number] | 'other'

/** Something needs one of us, and would otherwise go unseen. Answers stay among us. */
export const alarm: Letter = {
  voice: 'house',
  write(writing) {
    const said = words[writing.reader.language]
    const because = becauseOf(writing)
    return content({
      heading: said[because](ticketOf(writing).number),
      paragraphs: detailsOf(writing, because),
      facts: glance(writing),
      ...forStaff(writing),
    })
  },
}

function detailsOf(writing: Writing, because: Because): string[] {
  const said = words[writing.reader.language]
  const due = handedIn(writing, 'due_at')
  if (because === 'no_manager') return [said.stays]
  if (because === 'due_soon') return due ? [said.due(sayMoment(Temporal.Instant.from(due), writing.reader))] : []
  if (because === 'silence_after_approval') return [said.call]
  if (because === 'undelivered')
    return [said.said(handedIn(writing, 'address') ?? '', handedIn(writing, 'said') ?? ''), said.waits]
  return []
}

function becauseOf(writing: Writing): Because {
  const because = handedIn(writing, 'because')
  return known.find((one) => one === because) ?? 'other'
}

function handedIn({ handed, cause }: Writing, name: string): string | null {
  const value = handed[name] ?? cause?.body[name]
  return typeof value === 'string' ? value : null
}
