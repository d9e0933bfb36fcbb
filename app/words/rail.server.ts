import type { Link } from '../../db/tickets/linked-tickets.ts'
import type { Language } from '../../domain/ticket.ts'

/** What stands beside a customer's ticket, put together by the loader. */
const en = {
  status: 'Status',
  held: 'Held for your test',
  heldUntil: (when: string) => `Held until ${when}`,
  linked: 'Related tickets',
  link: {
    came_from: 'Came out of',
    led_to: 'Led to',
    merged_into: 'Goes on in',
    merged_here: 'Joined here',
  } satisfies Record<Link, string>,
  remove: (name: string) => `No more updates for ${name}`,
  removeMe: 'No more updates for me',
}

type RailWords = typeof en

const pt: RailWords = {
  status: 'Estado',
  held: 'Reservado para o seu teste',
  heldUntil: (when) => `Reservado até ${when}`,
  linked: 'Pedidos relacionados',
  link: {
    came_from: 'Surgiu de',
    led_to: 'Deu origem a',
    merged_into: 'Continua em',
    merged_here: 'Junto a este',
  },
  remove: (name) => `Deixar de avisar ${name}`,
  removeMe: 'Deixar de me avisar',
}

const languages: Record<Language, RailWords> = { en, pt }

/** The words beside a customer's ticket, in the reader's language. */
export function railWords(language: Language): RailWords {
  return languages[language]
}
