import type { Language } from '../ticket.ts'

const sentences = {
  en: (address: string) =>
    `More than ten mails in ten minutes came from ${address}. They all stand here, and nobody is written to about them until it is quieter.`,
  pt: (address: string) =>
    `Chegaram mais de dez emails em dez minutos de ${address}. Estão todos aqui, e ninguém recebe emails por causa deles até acalmar.`,
}

/** The note beside words of which so many came that nobody is written to about them (L14). */
export function noteForFlood(address: string, language: Language): string {
  return sentences[language](address)
}
