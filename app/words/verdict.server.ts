import type { Language } from '../../domain/ticket.ts'

/** What is asked and said about whether a closed ticket is solved, to its customer and at the desk. */
const en = {
  ask: 'Did we solve it?',
  yes: { title: 'Yes', line: 'It does what it should.' },
  no: {
    title: 'Not really',
    line: (pm: string | null) => `${pm ?? 'The project manager'} hears of it. You can also reopen the ticket.`,
  },
  comment: 'What should we know? (optional)',
  /** How the answer stands in the thread, before the words that came with it. */
  inThread: { solved: 'Did we solve it? Yes.', unsolved: 'Did we solve it? Not really.' },
  you: 'You',
  said: {
    solved: (who: string, when: string) => `${who} said on ${when}: it is solved.`,
    unsolved: (who: string, when: string) => `${who} said on ${when}: it is not really solved.`,
  },
  desk: {
    term: 'Customer says',
    solved: (who: string, when: string) => `Solved (${who}, ${when})`,
    unsolved: (who: string, when: string) => `Not really solved (${who}, ${when})`,
    problem: (who: string) => `${who} says that this is not really solved. Reopen it, or answer and leave it closed.`,
    detail: { solved: 'yes', unsolved: 'not really' },
  },
}

export type VerdictWords = typeof en

const pt: VerdictWords = {
  ask: 'Ficou resolvido?',
  yes: { title: 'Sim', line: 'Funciona como deve.' },
  no: {
    title: 'Nem por isso',
    line: (pm) => `${pm ?? 'A gestão do projeto'} fica a saber. Também pode reabrir o pedido.`,
  },
  comment: 'O que devemos saber? (opcional)',
  inThread: { solved: 'Ficou resolvido? Sim.', unsolved: 'Ficou resolvido? Nem por isso.' },
  you: 'Você',
  said: {
    solved: (who, when) => `${who} disse a ${when}: ficou resolvido.`,
    unsolved: (who, when) => `${who} disse a ${when}: não ficou bem resolvido.`,
  },
  desk: {
    term: 'O cliente diz',
    solved: (who, when) => `Resolvido (${who}, ${when})`,
    unsolved: (who, when) => `Não ficou bem resolvido (${who}, ${when})`,
    problem: (who) => `${who} diz que isto não ficou bem resolvido. Reabra-o, ou responda e deixe-o fechado.`,
    detail: { solved: 'sim', unsolved: 'nem por isso' },
  },
}

const languages = { en, pt }

/** The words about whether a ticket is solved, in the reader's language. */
export function verdictWords(language: Language): VerdictWords {
  return languages[language]
}
