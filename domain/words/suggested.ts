import type { Language } from '../ticket.ts'

const sentences: Record<Language, (addresses: string) => string> = {
  en: (addresses) =>
    `Also written to: ${addresses}. They take no part in the ticket and got nothing from us; add them if they should.`,
  pt: (addresses) =>
    `Também foi escrito a: ${addresses}. Não participam no pedido e nada receberam de nós; acrescente-os se for o caso.`,
}

/** The note that tells staff whom a customer copied, and who did not join by it. */
export function noteForSuggested(addresses: string[], language: Language): string {
  return sentences[language](addresses.join(', '))
}
