import type { Audience, Occasion } from '../../../../domain/notify.ts'
import type { Language } from '../../../../domain/ticket.ts'
import type { CommandOutcome } from '../../../../mail/preview.ts'

const en = {
  page: {
    title: 'Mails we send',
    line: 'Every mail of the house, as it is written now. Nothing is sent from here.',
    all: 'All mails',
    who: 'Who gets it, and when',
    language: 'Language',
    en: 'English',
    pt: 'Português',
    ticket: 'Of a ticket (number)',
    hint: 'Empty shows an example.',
    show: 'Show',
    none: 'No mail of this kind was sent on that ticket.',
    html: 'As mail programs show it',
    text: 'As plain text',
    subject: 'Subject',
  },
  when: (did: string, who: string) => `Somebody ${did}: ${who}.`,
  asked: 'Whoever asks for it, or whom it concerns; it belongs to no step of a ticket.',
  mayWait: 'It may wait for the daily digest, or be left out, where its reader wishes so.',
  always: 'It always comes at once, whatever its reader wishes.',
  outcomes: { refused: 'Nothing was done', waits: 'Waits for a click', status: 'How it stands' },
  occasion: {
    open: 'opened a ticket',
    message_of_contact: 'of the customer wrote',
    message_of_staff: 'of us wrote',
    remind: 'has to be reminded',
    alarm: 'has to look at it',
  },
  audience: {
    watchers: 'requester and participants',
    decider: 'whoever decided',
    silent_deciders: 'whoever may decide, if nobody who takes part may',
    pm: 'the PM',
    new_pm: 'the new PM',
    developer: 'the developer',
    new_developer: 'the new developer',
    triage: 'triage',
    support_lead: 'the support lead',
    qa: 'QA',
    account_manager: 'the account manager',
    accounts: 'accounts',
    budget_controller: 'the budget controller',
    duty: 'triage and admins',
  },
} satisfies Words

const pt: Words = {
  page: {
    title: 'Emails que enviamos',
    line: 'Todos os emails da casa, como são escritos agora. Daqui nada é enviado.',
    all: 'Todos os emails',
    who: 'Quem o recebe, e quando',
    language: 'Língua',
    en: 'English',
    pt: 'Português',
    ticket: 'De um pedido (número)',
    hint: 'Vazio mostra um exemplo.',
    show: 'Mostrar',
    none: 'Nesse pedido não foi enviado nenhum email deste tipo.',
    html: 'Como os programas de email o mostram',
    text: 'Como texto simples',
    subject: 'Assunto',
  },
  when: (did, who) => `Alguém ${did}: ${who}.`,
  asked: 'Quem o pede, ou a quem diz respeito; não pertence a nenhum passo de um pedido.',
  mayWait: 'Pode esperar pelo resumo diário, ou ser omitido, se quem o lê assim quiser.',
  always: 'Chega sempre logo, queira o leitor o que quiser.',
  outcomes: { refused: 'Nada foi feito', waits: 'À espera de um clique', status: 'Como está' },
  occasion: {
    open: 'abriu um pedido',
    message_of_contact: 'do cliente escreveu',
    message_of_staff: 'de nós escreveu',
    remind: 'tem de ser lembrado',
    alarm: 'tem de o ver',
  },
  audience: {
    watchers: 'requerente e participantes',
    decider: 'quem decidiu',
    silent_deciders: 'quem pode decidir, se ninguém que participa pode',
    pm: 'o gestor de projeto',
    new_pm: 'o novo gestor de projeto',
    developer: 'o programador',
    new_developer: 'o novo programador',
    triage: 'a triagem',
    support_lead: 'o responsável técnico',
    qa: 'QA',
    account_manager: 'o gestor de conta',
    accounts: 'a contabilidade',
    budget_controller: 'quem controla o orçamento',
    duty: 'triagem e administradores',
  },
}

type Page = Record<
  | ('title' | 'line' | 'all' | 'who' | 'language' | 'en' | 'pt' | 'ticket' | 'hint' | 'show' | 'none' | 'html')
  | ('text' | 'subject'),
  string
>
type Words = {
  page: Page
  when: (did: string, who: string) => string
  asked: string
  mayWait: string
  always: string
  outcomes: Record<CommandOutcome, string>
  occasion: Record<Occasion, string>
  audience: Record<Audience, string>
}

/** What the page of our letters says. */
export function letterWordsFor(language: Language): Words {
  return language === 'pt' ? pt : en
}
