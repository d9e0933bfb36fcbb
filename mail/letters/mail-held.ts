import { content, type Letter, type Writing } from '../letter.ts'
import { forContact, forStaff } from '../letter-words.ts'
import { sayMoment } from '../moment-words.ts'

const words = {
  en: {
    heading: (moment: string) => `Your mail of ${moment} waits for one of us to look at it.`,
    plain: 'Your mail waits for one of us to look at it.',
    nothing: 'Nothing was done with it yet, and nothing is lost. You need not send it again.',
    sure: 'Want to be sure that it arrives at once? Write it on the ticket, or answer one of our mails from your usual address.',
    footer: (agency: string) => `${agency} tells you because the mail came from your address.`,
  },
  pt: {
    heading: (moment: string) => `A sua mensagem de ${moment} espera que um de nós a veja.`,
    plain: 'A sua mensagem espera que um de nós a veja.',
    nothing: 'Ainda nada foi feito com ela e nada se perdeu. Não precisa de a enviar de novo.',
    sure: 'Quer ter a certeza de que chega logo? Escreva no ticket, ou responda a uma mensagem nossa do seu endereço habitual.',
    footer: (agency: string) => `${agency} avisa porque a mensagem veio do seu endereço.`,
  },
} as const

/**
 * Whoever wrote a mail that was put aside learns it, at the address we know, and without a word of it being quoted
 * (mail.md §1). Handed in: `received_at`.
 */
export const mailHeld: Letter = {
  voice: 'house',
  write(writing) {
    const said = words[writing.reader.language]
    const at = writing.handed.received_at
    return content({
      heading: at ? said.heading(sayMoment(Temporal.Instant.from(at), writing.reader)) : said.plain,
      paragraphs: [said.nothing, said.sure],
      footer: said.footer(writing.agency),
      ...endingOf(writing),
    })
  },
}

function endingOf(writing: Writing) {
  if (!writing.ticket) return {}
  return writing.reader.kind === 'staff' ? forStaff(writing) : forContact(writing)
}
