import { type DeEscalationReason, deEscalationReasons, type Language } from '../../domain/ticket.ts'

/** What the desk says about the problem behind a level 2 ticket, and why it went back to be validated anew (R133). */
const en = {
  title: 'The problem',
  url: 'Page address',
  steps: 'Steps to reproduce',
  criteria: 'Acceptance criteria',
  reproduced: 'We can reproduce it',
  others: 'Affects other customers',
  workaround: 'Workaround',
  wished: 'The customer needs it by',
  sentBack: 'Sent back because',
  because: {
    not_reproducible: 'It cannot be reproduced',
    information_missing: 'Information is missing',
    another_problem: 'It is another problem',
    criteria_unclear: 'The acceptance criteria are unclear',
    works_as_intended: 'It works as intended',
    other: 'Another reason, see the note',
  } satisfies Record<DeEscalationReason, string>,
}

const pt: typeof en = {
  title: 'O problema',
  url: 'Endereço da página',
  steps: 'Passos para reproduzir',
  criteria: 'Critérios de aceitação',
  reproduced: 'Conseguimos reproduzi-lo',
  others: 'Afeta outros clientes',
  workaround: 'Solução provisória',
  wished: 'O cliente precisa até',
  sentBack: 'Devolvido porque',
  because: {
    not_reproducible: 'Não se consegue reproduzir',
    information_missing: 'Falta informação',
    another_problem: 'É outro problema',
    criteria_unclear: 'Os critérios de aceitação não são claros',
    works_as_intended: 'Funciona como previsto',
    other: 'Outro motivo, ver a nota',
  },
}

const languages = { en, pt }

/** The words about the problem, in the reader's language. */
export function problemWords(language: Language) {
  return languages[language]
}

/** A reason as history keeps it, in words; empty for what is on the list no more. */
export function sayReason(reason: unknown, language: Language): string {
  const known = deEscalationReasons.find((one) => one === reason)
  return known ? languages[language].because[known] : ''
}
