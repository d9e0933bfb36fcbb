import type { Language } from '../../../../domain/ticket.ts'

/** The sections of the settings, in the order of their list. */
export const sections = [
  'hours',
  'plans',
  'people',
  'duty',
  'replies',
  'mailboxes',
  'letters',
  'agency',
  'audit',
] as const
export type Section = (typeof sections)[number]

type FrameWords = { label: string; onDuty: (name: string) => string; silent: (count: number) => string } & Record<
  Section,
  string
>

const en: FrameWords = {
  label: 'Settings',
  onDuty: (name) => `${name} is on duty`,
  silent: (count) => (count === 1 ? '1 mailbox' : `${count} mailboxes`),
  hours: 'Hours and holidays',
  plans: 'Plans',
  letters: 'Mails we send',
  people: 'People',
  duty: 'Duty rota',
  replies: 'Saved replies',
  mailboxes: 'Mailboxes',
  agency: 'Agency and brand',
  audit: 'Changes',
}

const pt: FrameWords = {
  label: 'Definições',
  onDuty: (name) => `${name} está de serviço`,
  silent: (count) => (count === 1 ? '1 caixa' : `${count} caixas`),
  hours: 'Horário e feriados',
  plans: 'Planos',
  letters: 'Emails que enviamos',
  people: 'Pessoas',
  duty: 'Escala',
  replies: 'Respostas guardadas',
  mailboxes: 'Caixas de correio',
  agency: 'Agência e marca',
  audit: 'Alterações',
}

const dictionaries: Record<Language, FrameWords> = { en, pt }

/** What the list of the settings says. */
export function frameWordsFor(language: Language): FrameWords {
  return dictionaries[language]
}
