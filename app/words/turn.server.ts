import type { Language } from '../../domain/ticket.ts'

/** What the card of a ticket says to its customer, put together by the loader. */
const en = {
  production: 'Production',
  staging: 'Staging',
  round: (round: number) => `Round ${round}`,
  picture: { before: 'Before', after: 'After', other: 'Picture' },
  pictureOf: (shows: string, name: string) => `${shows}: ${name}`,
  noPictures: 'No pictures:',
  /** Where the end of the silence is not known, or there is none. */
  onHold: 'Take your time: we keep this open until you are ready.',
  fromDelivery: 'You have three business days from when our mail reaches you.',

  payment: {
    title: 'Your turn: pay the invoice',
    line: 'Our invoice says how much and how to pay. We plan the work once the payment has arrived.',
  },

  /** For a reader who may not decide. */
  waits: {
    estimate: (hours: string) => `${hours} wait for approval`,
    proceed: 'This waits for a decision',
    fix: 'The fix waits for its test',
  },
  othersDecide: (names: string, _count: number) => `${names} can decide this. You can still write to us below.`,
  nudge: (names: string) => `Write to ${names}`,
  nudgeBody: 'This waits for your decision:',

  cost: {
    plan: 'From the hours of your plan',
    planOf: (month: string) => `From the hours of your plan, ${month}`,
    price: (price: string) => `${price} without VAT`,
    none: 'Nothing to pay',
  },
  fact: { hours: 'Work', cost: 'Price', until: 'Valid until', version: 'Version' },

  over: {
    silent: 'We closed this because we did not hear from you',
    resolved: 'This is done',
    answered: 'Answered',
    other: 'This ticket is closed',
    live: 'The fix is live',
    liveSince: (when: string) => `Released on ${when}.`,
    closedOn: (when: string) => `Closed on ${when}.`,
    nothingReleased: 'Nothing was released to production.',
    reopenUntil: (when: string) => `Still broken? You can reopen it until ${when}.`,
    tooLate: 'It was closed too long ago to be reopened.',
    newLinked: 'Open a new ticket about this',
    confirm: 'We close the ticket soon. Something not right? Write to us below.',
  },
  released: 'What was released',
  releasedBy: 'Released by',
  approvedBy: (name: string, when: string) => `OK by ${name}, ${when}`,
  documented: 'Written down in',

  /** Who answered what, behind a name in bold. */
  did: {
    answer: 'answered our question.',
    approve: 'approved.',
    proceed: 'said: yes, go on.',
    ask_about: 'asked for a change.',
    decline: 'said: not now.',
    approve_release: 'said: OK, release it.',
    request_changes: 'said: not OK, it needs changes.',
  },
  you: 'You',
  recordedBy: (name: string) => `Recorded by ${name}.`,
  next: {
    approve_release: 'We release it and tell you when it is live.',
    request_changes: 'It goes back to the developer, to the front of the line.',
  },
  undoUntil: (time: string) => `You can take it back until ${time}.`,

  refused: {
    decided: (name: string, did: string, when: string) =>
      `${name} ${did} That was ${when}. Your answer was not recorded; you see below where the ticket stands now.`,
    decidedYou: (did: string, when: string) =>
      `You ${did} That was ${when}. It was not recorded a second time; you see below where the ticket stands now.`,
    newerFix: (round: number) =>
      `A newer fix is on staging (round ${round}). Your answer was about an older one and was not recorded. Please test again.`,
    newerOffer: 'There is a newer offer. Your answer was about an older one and was not recorded. Please look again.',
    answered:
      'This question is answered already. Your words are in the box below: send them as a message if they add something.',
    moved: 'The ticket has moved on meanwhile, so nothing was recorded. You see below where it stands now.',
  },

  leaf: {
    of: (place: number, count: number) => `${place} of ${count}`,
    back: (number: number) => `Back to #${number}`,
    previous: 'Previous picture',
    next: 'Next picture',
    original: 'Fetch the original',
  },
}

export type TurnWords = typeof en

const pt: TurnWords = {
  production: 'Produção',
  staging: 'Staging',
  round: (round) => `Ronda ${round}`,
  picture: { before: 'Antes', after: 'Depois', other: 'Imagem' },
  pictureOf: (shows, name) => `${shows}: ${name}`,
  noPictures: 'Sem imagens:',
  onHold: 'Sem pressa: mantemos isto aberto até lhe dar jeito.',
  fromDelivery: 'Tem três dias úteis a contar da chegada do nosso email.',

  payment: {
    title: 'É a sua vez: pague a fatura',
    line: 'A fatura diz quanto é e como pagar. Planeamos o trabalho assim que o pagamento chegar.',
  },

  waits: {
    estimate: (hours) => `${hours} à espera de aprovação`,
    proceed: 'À espera de uma decisão',
    fix: 'A correção está à espera de ser testada',
  },
  othersDecide: (names, count) =>
    `${names} ${count > 1 ? 'podem' : 'pode'} decidir isto. Pode sempre escrever-nos em baixo.`,
  nudge: (names) => `Escrever a ${names}`,
  nudgeBody: 'Isto está à espera da sua decisão:',

  cost: {
    plan: 'Das horas do seu plano',
    planOf: (month) => `Das horas do seu plano, ${month}`,
    price: (price) => `${price} sem IVA`,
    none: 'Nada a pagar',
  },
  fact: { hours: 'Trabalho', cost: 'Preço', until: 'Válido até', version: 'Versão' },

  over: {
    silent: 'Fechámos isto porque não tivemos notícias suas',
    resolved: 'Está feito',
    answered: 'Respondido',
    other: 'Este pedido está fechado',
    live: 'A correção está no ar',
    liveSince: (when) => `Em produção desde ${when}.`,
    closedOn: (when) => `Fechado a ${when}.`,
    nothingReleased: 'Nada passou a produção.',
    reopenUntil: (when) => `Continua com problemas? Pode reabri-lo até ${when}.`,
    tooLate: 'Foi fechado há demasiado tempo para ser reaberto.',
    newLinked: 'Abrir um novo pedido sobre isto',
    confirm: 'Fechamos o pedido em breve. Algo não está bem? Escreva-nos em baixo.',
  },
  released: 'O que passou a produção',
  releasedBy: 'Publicado por',
  approvedBy: (name, when) => `OK de ${name}, ${when}`,
  documented: 'Documentado em',

  did: {
    answer: 'respondeu à nossa pergunta.',
    approve: 'aprovou.',
    proceed: 'disse: sim, avancem.',
    ask_about: 'pediu uma alteração.',
    decline: 'disse: agora não.',
    approve_release: 'disse: OK, podem passar.',
    request_changes: 'disse: não está OK, precisa de alterações.',
  },
  you: 'Você',
  recordedBy: (name) => `Registado por ${name}.`,
  next: {
    approve_release: 'Passamos para produção e avisamos quando estiver no ar.',
    request_changes: 'Volta ao programador, para o início da fila.',
  },
  undoUntil: (time) => `Pode voltar atrás até às ${time}.`,

  refused: {
    decided: (name, did, when) =>
      `${name} ${did} Foi a ${when}. A sua resposta não foi registada; em baixo vê em que ponto está o pedido.`,
    decidedYou: (did, when) =>
      `Você ${did} Foi a ${when}. Não foi registado uma segunda vez; em baixo vê em que ponto está o pedido.`,
    newerFix: (round) =>
      `Há uma correção mais recente em staging (ronda ${round}). A sua resposta era sobre uma anterior e não foi registada. Por favor, teste de novo.`,
    newerOffer:
      'Há uma proposta mais recente. A sua resposta era sobre uma anterior e não foi registada. Por favor, veja de novo.',
    answered:
      'Esta pergunta já foi respondida. As suas palavras estão na caixa em baixo: envie-as como mensagem se acrescentam algo.',
    moved: 'Entretanto o pedido avançou, por isso nada foi registado. Em baixo vê em que ponto está.',
  },

  leaf: {
    of: (place, count) => `${place} de ${count}`,
    back: (number) => `Voltar a #${number}`,
    previous: 'Imagem anterior',
    next: 'Imagem seguinte',
    original: 'Obter o original',
  },
}

const languages: Record<Language, TurnWords> = { en, pt }

/** The words of a customer's card, in the reader's language. */
export function turnWords(language: Language): TurnWords {
  return languages[language]
}
