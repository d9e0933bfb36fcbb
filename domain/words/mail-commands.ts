import { sayGates } from '../gate-words.ts'
import { isRefusalCode, sentenceFor } from '../refusal.ts'
import type { Language } from '../ticket.ts'

/** What became of one line: `waits` for a click, `understood` and not done because another line was wrong. */
export const lineOutcomes = ['done', 'waits', 'understood', 'wrong'] as const

/** Why a line was not carried out: one of the faults below, or a refusal of the door with what was missing. */
export type Because = { code: string; details: string[] }

/** One line of commands in a mail, as it was written, and what became of it. */
export type CommandLine = { line: string; outcome: (typeof lineOutcomes)[number]; because: Because | null }

/** What may be wrong with a line before any door is asked. `details` are names, values or examples to choose from. */
const faults = {
  unknown: {
    en: (details) => `There is no such command.${details ? ` Did you mean ${details}?` : ''}`,
    pt: (details) => `Esse comando não existe.${details ? ` Queria dizer ${details}?` : ''}`,
  },
  lacks_argument: {
    en: (details) => `Something has to stand after it, such as ${details}.`,
    pt: (details) => `Falta algo a seguir, por exemplo ${details}.`,
  },
  lacks_words: {
    en: () => 'Write the words that belong to it below it.',
    pt: () => 'Escreva por baixo as palavras que lhe pertencem.',
  },
  too_much: {
    en: () => 'Nothing else may stand on its line.',
    pt: () => 'Na sua linha não pode haver mais nada.',
  },
  not_a_value: {
    en: (details) => `This is not one of: ${details}.`,
    pt: (details) => `Não é um destes valores: ${details}.`,
  },
  twice: {
    en: () => 'It stands here twice.',
    pt: () => 'Está aqui duas vezes.',
  },
  whose_words: {
    en: (details) =>
      `The words below could belong to any of ${details}. Write the words of each on its own line, but for one.`,
    pt: (details) =>
      `As palavras por baixo podiam pertencer a ${details}. Escreva as de cada um na sua linha, menos as de um.`,
  },
  too_late: {
    en: () => 'It stands below other words. Commands stand in the first lines.',
    pt: () => 'Está por baixo de outras palavras. Os comandos ficam nas primeiras linhas.',
  },
  parts_differ: {
    en: () => 'The two forms of your mail, plain and formatted, do not say the same.',
    pt: () => 'As duas formas do seu email, simples e formatada, não dizem o mesmo.',
  },
  unproven: {
    en: () =>
      'Commands count only in an answer to a mail that we sent to you, from your own address and through its reply address.',
    pt: () =>
      'Os comandos só contam na resposta a um email que lhe enviámos, do seu próprio endereço e pelo endereço de resposta dele.',
  },
  nobody: {
    en: () => 'Nobody of us has this name.',
    pt: () => 'Ninguém da equipa tem este nome.',
  },
  several_people: {
    en: (details) => `Several of us have this name: ${details}. Write an email address instead.`,
    pt: (details) => `Vários de nós têm este nome: ${details}. Escreva antes um endereço de email.`,
  },
  which_app: {
    en: () => 'The ticket has no app yet, and its company has not exactly one. Choose it on the ticket.',
    pt: () => 'O pedido ainda não tem aplicação e a empresa não tem exatamente uma. Escolha-a no pedido.',
  },
  no_check: {
    en: () => 'No check of yours is open on this ticket.',
    pt: () => 'Nenhuma verificação sua está aberta neste pedido.',
  },
  lacks_steps: {
    en: () => 'Write below it what you changed, and as a list how to test it.',
    pt: () => 'Escreva por baixo o que mudou e, em lista, como testar.',
  },
} as const satisfies Record<string, Record<Language, (details: string) => string>>

export type CommandFault = keyof typeof faults

/** Why a line was not carried out, in the reader's language. */
export function sayBecause({ code, details }: Because, language: Language): string {
  if (isFault(code)) return faults[code][language](details.join(', '))
  if (!isRefusalCode(code)) return code
  const missing = sayGates(details, language)
  return missing.length > 0 ? missing.join(' ') : sentenceFor(code, language)
}

function isFault(code: string): code is CommandFault {
  return Object.hasOwn(faults, code)
}
