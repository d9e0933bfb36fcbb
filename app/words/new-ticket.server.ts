import type { Language } from '../../domain/ticket.ts'

/** What the form of a new ticket and its first page say, beside the fields. */
const en = {
  known: 'Is it one of these?',
  reported: (name: string, when: string) => `${name} reported this, ${when}`,
  reportedYou: (when: string) => `You reported this, ${when}`,
  join: 'Join',
  joinHint: 'Joining sends what you wrote there, and you get updates.',
  page: 'Project docs',
  look: 'Look for similar tickets first',
  nothing: 'Nothing similar is open.',
  joined: 'You take part in this ticket now, and get updates.',
  about: (number: number, title: string) => `About #${number}: ${title}`,
  aboutHint: 'Both tickets will be linked.',

  urgentTitle: 'This sounds urgent. Is your business stopped, or losing orders?',
  urgentLine: (span: string) =>
    `An urgent issue is taken within ${span}. You filed it as something else, so we ask once.`,
  urgentImpact: 'What is affected?',
  makeUrgent: 'Make it urgent',
  keep: 'No, leave it as it is',
  urgentSaid: (impact: string) => `I filed this as urgent. Affected: ${impact}.`,
  madeUrgent: (when: string) => `It is urgent now. Somebody takes it by ${when}.`,
}

type NewTicketWords = typeof en

const pt: NewTicketWords = {
  known: 'É algum destes?',
  reported: (name, when) => `${name} comunicou isto, ${when}`,
  reportedYou: (when) => `Você comunicou isto, ${when}`,
  join: 'Juntar-me',
  joinHint: 'Ao juntar-se, o que escreveu vai para lá e recebe as novidades.',
  page: 'Documentação do projeto',
  look: 'Procurar primeiro pedidos parecidos',
  nothing: 'Não há nada parecido em aberto.',
  joined: 'Agora participa neste pedido e recebe as novidades.',
  about: (number, title) => `Sobre #${number}: ${title}`,
  aboutHint: 'Os dois pedidos ficam ligados.',

  urgentTitle: 'Isto parece urgente. O seu negócio está parado ou a perder encomendas?',
  urgentLine: (span) =>
    `Alguém pega num problema urgente em ${span}. Escolheu outra categoria, por isso perguntamos uma vez.`,
  urgentImpact: 'O que está afetado?',
  makeUrgent: 'Tornar urgente',
  keep: 'Não, deixar como está',
  urgentSaid: (impact) => `Marquei isto como urgente. Afetado: ${impact}.`,
  madeUrgent: (when) => `Agora é urgente. Alguém pega nele até ${when}.`,
}

const languages: Record<Language, NewTicketWords> = { en, pt }

/** The words around a new ticket, in the reader's language. */
export function newTicketWords(language: Language): NewTicketWords {
  return languages[language]
}
