import type { ApprovalKind, Language } from '../../domain/ticket.ts'

const en = {
  speaksFor: (name: string) => `You answer as ${name}. Not you? Then close this page.`,
  recorded: 'Recorded',
  knows: (name: string) => `${name} knows.`,
  by: (who: string, did: string, when: string) => `${who} ${did} (${when})`,
  takeBack: 'Take it back',
  asked: 'Your question is on its way',
  askedLine: (name: string) => `${name} answers it, then asks you again.`,
  decided: 'This is decided already',
  newer: { release: 'A newer fix is on staging', other: 'There is a newer offer' },
  newerLine: 'This link belongs to the one before. The newer one came with a mail of its own; it is on the ticket too.',
  moved: 'Nothing waits for your answer here',
  movedLine: 'The ticket went on without it. Where it stands now is on the ticket.',
  silence: 'We closed this, because we heard nothing',
  silenceLine: 'Nothing was released. You can reopen it on the ticket, or by answering our mail.',
  signIn: 'Please sign in for this one',
  signInLine:
    'It costs money beyond your plan, so a link in a mail is not enough. Sign in, and you find it on the ticket.',
  gone: 'This link no longer works',
  goneLine: 'It is not whole, or too old. Sign in to find everything that waits for you.',
  toSignIn: 'Sign in',
  open: (number: number) => `Open ticket #${number}`,
  unsealed: 'Your browser lost track of this page, so nothing was recorded. Please send your answer once more.',
}

export type AnswerWords = typeof en

const pt: AnswerWords = {
  speaksFor: (name) => `Responde como ${name}. Não é você? Então feche esta página.`,
  recorded: 'Registado',
  knows: (name) => `${name} já sabe.`,
  by: (who, did, when) => `${who} ${did} (${when})`,
  takeBack: 'Voltar atrás',
  asked: 'A sua pergunta vai a caminho',
  askedLine: (name) => `${name} responde e depois volta a perguntar-lhe.`,
  decided: 'Isto já está decidido',
  newer: { release: 'Há uma correção mais recente em staging', other: 'Há uma proposta mais recente' },
  newerLine: 'Esta ligação é da anterior. A mais recente chegou noutro email; também está no pedido.',
  moved: 'Nada aqui espera pela sua resposta',
  movedLine: 'O pedido avançou entretanto. No pedido vê em que ponto está.',
  silence: 'Fechámos isto por falta de notícias',
  silenceLine: 'Nada passou para produção. Pode reabri-lo no pedido, ou respondendo ao nosso email.',
  signIn: 'Para isto precisa de entrar',
  signInLine:
    'Custa dinheiro além do seu plano, por isso a ligação de um email não chega. Entre e encontra-o no pedido.',
  gone: 'Esta ligação já não funciona',
  goneLine: 'Não está completa ou é demasiado antiga. Entre para ver tudo o que espera por si.',
  toSignIn: 'Entrar',
  open: (number) => `Abrir o pedido #${number}`,
  unsealed: 'O seu navegador perdeu o fio desta página, por isso nada foi registado. Envie a resposta mais uma vez.',
}

const languages: Record<Language, AnswerWords> = { en, pt }

/** The words around the card of a letter's link. */
export function answerWords(language: Language): AnswerWords {
  return languages[language]
}

/** What is said when something newer of this kind was asked. */
export function newerOf(kind: ApprovalKind, { newer }: AnswerWords): string {
  return kind === 'release' ? newer.release : newer.other
}
