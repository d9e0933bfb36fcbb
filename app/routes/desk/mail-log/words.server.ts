import type { Language } from '../../../../domain/ticket.ts'

const en = {
  mails: (count: string, who: string) => `${count} mails from ${who}`,
  strangers: 'strangers',
  newcomers: (domain: string) => `new addresses of ${domain}`,
  when: (from: string, to: string) =>
    `${from === to ? `All came ${from}` : `From ${from} to ${to}`}. Nobody was answered about them.`,
  open: 'Show each',
  letIn: 'Let all in',
  spam: 'All of them are spam',
  back: 'All held mails',
  letInDone: (count: string) => `${count} mails are being read.`,
  spamDone: (count: string) => `${count} mails were put aside as spam.`,
  gone: 'None of these mails is held any more.',
}

const pt: typeof en = {
  mails: (count, who) => `${count} emails de ${who}`,
  strangers: 'desconhecidos',
  newcomers: (domain) => `endereços novos de ${domain}`,
  when: (from, to) =>
    `${from === to ? `Chegaram todos ${from}` : `De ${from} a ${to}`}. Ninguém recebeu resposta por causa deles.`,
  open: 'Mostrar cada um',
  letIn: 'Deixar entrar todos',
  spam: 'São todos spam',
  back: 'Todos os emails retidos',
  letInDone: (count) => `Estão a ser lidos ${count} emails.`,
  spamDone: (count) => `${count} emails foram postos de lado como spam.`,
  gone: 'Nenhum destes emails está ainda retido.',
}

const dictionaries: Record<Language, typeof en> = { en, pt }

/** What the mail log says of held mails that stand as one line. */
export function crowdWordsFor(language: Language): typeof en {
  return dictionaries[language]
}
