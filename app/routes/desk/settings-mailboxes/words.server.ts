import type { Language } from '../../../../domain/ticket.ts'

const en = {
  taken: (address: string, name: string) =>
    `${address} is one of our own addresses, and ${name} has it as well: what we write to them comes back to us. Take it from them.`,
  read: (when: string) => `Last read ${when}.`,
  never: 'Not read yet.',
  late: (when: string) => `Last read ${when}, and not since: see that the worker runs.`,
  answer: (said: string) => `The answer was: ${said}`,
  readAs: (name: string) => `Read as ${name}.`,
  older: {
    left: (since: string, count: string) => `Read since ${since}. ${count} older mails are left on the server, unread.`,
    fetch: 'Read them too',
    hint: 'They are read as if they came now, the oldest first: each is a ticket or an answer, and their writers hear of it. It cannot be taken back.',
    coming: (count: string) => `${count} older mails are being read too.`,
    asked: 'The older mails are read too; new ones go ahead of them.',
  },
}

const pt: typeof en = {
  taken: (address, name) =>
    `${address} é um dos nossos próprios endereços e também de ${name}: o que lhe escrevemos volta para nós. Retire-lho.`,
  read: (when) => `Lida pela última vez ${when}.`,
  never: 'Ainda não foi lida.',
  late: (when) => `Lida pela última vez ${when} e não desde então: veja se o processo de fundo está a correr.`,
  answer: (said) => `A resposta foi: ${said}`,
  readAs: (name) => `Lida como ${name}.`,
  older: {
    left: (since, count) => `Lida desde ${since}. Ficaram ${count} emails mais antigos no servidor, por ler.`,
    fetch: 'Ler também esses',
    hint: 'São lidos como se chegassem agora, do mais antigo para o mais novo: cada um é um pedido ou uma resposta, e quem os escreveu é informado. Não se pode anular.',
    coming: (count) => `Estão também a ser lidos ${count} emails mais antigos.`,
    asked: 'Os emails mais antigos também são lidos; os novos passam à frente.',
  },
}

const dictionaries: Record<Language, typeof en> = { en, pt }

/** What the page of the mailboxes says beside what all settings say. */
export function mailboxWordsFor(language: Language): typeof en {
  return dictionaries[language]
}
