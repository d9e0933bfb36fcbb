import type { Language } from '../../domain/ticket.ts'
import type { CommandLine } from '../../domain/words/mail-commands.ts'

const en = {
  heading: 'Confirm what your mail asks for',
  over: 'Nothing left to confirm',
  of: (number: number, title: string, when: string) => `#${number} ${title}, by your mail of ${when}`,
  warning: 'This cannot be undone, so nothing of it was done yet. One click does all of it.',
  production: 'It leaves for production.',
  close: 'The ticket closes, with no change to the documentation. Was there one? Then close it on the ticket instead.',
  mail: 'What you wrote',
  confirm: 'Confirm',
  open: (number: number) => `Open ticket #${number}`,
  done: 'This is settled already. Where the ticket stands now is on its page.',
  expired:
    'This link was good for a day, and that is over. Nothing was done; send your mail again, or do it on the ticket.',
  confirmed: (number: number) => `#${number}: done, as your mail said.`,
  commands: 'Commands',
  outcome: {
    done: 'Done',
    waits: 'Waits to be confirmed',
    understood: 'Not done, because of another line',
    wrong: 'Not done',
  } satisfies Record<CommandLine['outcome'], string>,
  keptAsNote: 'Kept as a note: nothing proved that it was meant for the customer.',
}

type ConfirmWords = typeof en

const pt: ConfirmWords = {
  heading: 'Confirmar o que o seu email pede',
  over: 'Já não há nada a confirmar',
  of: (number, title, when) => `#${number} ${title}, pelo seu email de ${when}`,
  warning: 'Isto não se pode anular, por isso ainda nada foi feito. Um clique faz tudo.',
  production: 'Passa para produção.',
  close: 'O pedido fecha-se, sem alterações na documentação. Houve alguma? Então feche-o antes na página do pedido.',
  mail: 'O que escreveu',
  confirm: 'Confirmar',
  open: (number) => `Abrir o pedido #${number}`,
  done: 'Isto já está resolvido. Na página do pedido vê em que ponto está.',
  expired:
    'Esta ligação valia por um dia, que já passou. Nada foi feito; envie de novo o email ou faça-o na página do pedido.',
  confirmed: (number) => `#${number}: feito, como dizia o seu email.`,
  commands: 'Comandos',
  outcome: {
    done: 'Feito',
    waits: 'À espera de confirmação',
    understood: 'Não feito, por causa de outra linha',
    wrong: 'Não feito',
  },
  keptAsNote: 'Ficou como nota: nada provou que fosse para o cliente.',
}

const languages: Record<Language, ConfirmWords> = { en, pt }

/** The words around commands that came by mail: where they are confirmed, and what the mail log says of them. */
export function confirmWords(language: Language): ConfirmWords {
  return languages[language]
}
