import type { Language } from '../../domain/ticket.ts'

/** The rights of a contact, in the order they are asked. */
export const asked = ['seesCompany', 'approvesEstimates', 'approvesReleases', 'managesPeople'] as const
export type AskedRight = (typeof asked)[number]

/** What pages say of contacts and their rights, on both sides. `page` and `rights` travel to the browser as they are. */
const en = {
  page: {
    title: 'People',
    name: 'Name',
    address: 'Email address',
    language: 'Language',
    you: 'You',
    invite: 'Invite a colleague',
    inviteLine: 'They get a letter with a link to sign in.',
    send: 'Send invitation',
    change: 'Change rights',
    save: 'Save rights',
    back: 'All people',
    others: 'Somebody who manages people at your company can invite colleagues; so can we.',
  },
  rights: {
    legend: 'What they may do',
    seesCompany: 'See all tickets of the company',
    approvesEstimates: 'Approve estimates and quotes',
    approvesReleases: 'Approve releases',
    managesPeople: 'Invite people and set their rights',
    limit: 'Approve up to',
    limitHint: 'A net amount. Leave it empty for no limit.',
  },
  languages: { en: 'English', pt: 'Português' } satisfies Record<Language, string>,
  role: { admin: 'Admin', approver: 'Approver', member: 'Member' },
  upTo: (amount: string) => `up to ${amount}`,
  seen: (when: string) => `Last seen ${when}`,
  neverSeen: 'Not here yet',
  rightsOf: (name: string) => `What ${name} may do`,
  invited: (address: string) => `The invitation to ${address} is on its way.`,
  saved: (name: string) => `Saved what ${name} may do.`,
  wrongLimit: 'Approve up to: give an amount, such as 500, or leave it empty.',
}

export type PeopleWords = typeof en

const pt: PeopleWords = {
  page: {
    title: 'Pessoas',
    name: 'Nome',
    address: 'Endereço de email',
    language: 'Língua',
    you: 'A própria pessoa',
    invite: 'Convidar um colega',
    inviteLine: 'Recebe um email com uma ligação para entrar.',
    send: 'Enviar convite',
    change: 'Alterar direitos',
    save: 'Guardar direitos',
    back: 'Todas as pessoas',
    others: 'Quem gere as pessoas na sua empresa pode convidar colegas; nós também.',
  },
  rights: {
    legend: 'O que pode fazer',
    seesCompany: 'Ver todos os pedidos da empresa',
    approvesEstimates: 'Aprovar estimativas e orçamentos',
    approvesReleases: 'Aprovar entregas em produção',
    managesPeople: 'Convidar pessoas e definir os seus direitos',
    limit: 'Aprovar até',
    limitHint: 'Um valor sem IVA. Deixe vazio se não houver limite.',
  },
  languages: { en: 'English', pt: 'Português' },
  role: { admin: 'Administrador', approver: 'Aprovador', member: 'Membro' },
  upTo: (amount) => `até ${amount}`,
  seen: (when) => `Visto em ${when}`,
  neverSeen: 'Ainda não esteve aqui',
  rightsOf: (name) => `O que ${name} pode fazer`,
  invited: (address) => `O convite para ${address} vai a caminho.`,
  saved: (name) => `Guardado o que ${name} pode fazer.`,
  wrongLimit: 'Aprovar até: indique um valor, como 500, ou deixe vazio.',
}

/** The words about people in the language of their reader. */
export function peopleWords(language: Language): PeopleWords {
  return language === 'pt' ? pt : en
}
