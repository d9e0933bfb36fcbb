import type { Language } from '../../domain/ticket.ts'

type Words = Record<
  Turn,
  {
    /** What is to be done, after "Your turn:". */
    task: (number: number) => string
    /** What led there, or what to know for it. */
    note?: string
  }
>

/** What one of us is to do next. */
export type Turn =
  | 'validate'
  | 'validate_again'
  | 'returned'
  | 'set_date'
  | 'estimate_again'
  | 'lay_down'
  | 'agree_again'
  | 'check_budget'
  | 'replicate'
  | 'estimate'
  | 'send_estimate'
  | 'clear_scope'
  | 'raise_invoice'
  | 'go_on'
  | 'approved'
  | 'approved_invoicing'
  | 'declined'
  | 'declined_closed'
  | 'budget_yes'
  | 'budget_no'
  | 'start'
  | 'test'
  | 'test_workflows'
  | 'test_acceptance'
  | 'offer'
  | 'wait_for_staging'
  | 'pass_on'
  | 'fix_again'
  | 'failed'
  | 'move_to_production'
  | 'changes'
  | 'changes_developer'
  | 'release'
  | 'close'
  | 'look'

const en: Words = {
  validate: { task: (n) => `confirm the problem of ticket #${n}.`, note: 'It was escalated to level 2.' },
  validate_again: {
    task: (n) => `confirm the problem of ticket #${n} again.`,
    note: 'It was sent back to validation; the reason stands on the ticket.',
  },
  returned: {
    task: (n) => `take ticket #${n} up again.`,
    note: 'It came back from level 2; the reason stands on the ticket.',
  },
  set_date: { task: (n) => `set the date and check the priority of ticket #${n}.`, note: 'The problem is reproduced.' },
  estimate_again: { task: (n) => `estimate ticket #${n} again.`, note: 'Its scope has changed.' },
  lay_down: { task: (n) => `lay ticket #${n} down.`, note: 'Its scope has changed, and it is estimated again.' },
  agree_again: {
    task: (n) => `agree on ticket #${n} with the customer again.`,
    note: 'It is to be paid another way.',
  },
  check_budget: { task: (n) => `check the budget of ticket #${n}.`, note: 'The work starts once it is checked.' },
  replicate: { task: (n) => `reproduce the problem of ticket #${n}.` },
  estimate: { task: (n) => `estimate the hours of ticket #${n}.`, note: 'Its scope is confirmed.' },
  send_estimate: { task: (n) => `send the estimate of ticket #${n} to the customer.`, note: 'The hours are there.' },
  clear_scope: {
    task: (n) => `make the scope of ticket #${n} clear.`,
    note: 'It is planned, and starts only when scope and developer are clear.',
  },
  raise_invoice: { task: (n) => `raise the invoice of ticket #${n}.`, note: 'The work starts when it is paid.' },
  go_on: { task: (n) => `go on with ticket #${n}.`, note: 'The customer says that we proceed.' },
  approved: { task: (n) => `ticket #${n} is approved and planned.`, note: 'A date can be set now.' },
  approved_invoicing: { task: (n) => `ticket #${n} is approved.`, note: 'Accounts raise the invoice now.' },
  declined: {
    task: (n) => `decide what comes next on ticket #${n}.`,
    note: 'The customer did not approve what we offered.',
  },
  declined_closed: { task: (n) => `nothing more on ticket #${n}.`, note: 'The customer does not want us to proceed.' },
  budget_yes: { task: (n) => `ticket #${n} has its budget.`, note: 'The work may start.' },
  budget_no: {
    task: (n) => `find other funding for ticket #${n}.`,
    note: 'The budget does not cover it, so the work cannot start.',
  },
  start: { task: (n) => `start ticket #${n} when it is first in your line.`, note: 'Its scope is clear.' },
  test: {
    task: (n) => `test whether ticket #${n} does what was communicated.`,
    note: 'The developer has finished.',
  },
  test_workflows: { task: (n) => `run the known workflows for ticket #${n}.`, note: 'It does what was communicated.' },
  test_acceptance: { task: (n) => `check the acceptance criteria of ticket #${n}.` },
  offer: {
    task: (n) => `offer the fix of ticket #${n} to the customer.`,
    note: 'All tests passed, and it holds its place on staging.',
  },
  wait_for_staging: {
    task: (n) => `ticket #${n} waits for staging.`,
    note: 'All tests passed. You hear from us when a place is free.',
  },
  pass_on: { task: (n) => `move ticket #${n} on.`, note: 'All tests passed.' },
  fix_again: { task: (n) => `take up ticket #${n} again.`, note: 'What is not right yet stands on the ticket.' },
  failed: { task: (n) => `ticket #${n} did not pass its tests.`, note: 'It is back in development.' },
  move_to_production: {
    task: (n) => `move ticket #${n} to production.`,
    note: 'The customer said OK. If they wrote more than that, read it first.',
  },
  changes: {
    task: (n) => `ticket #${n} needs changes.`,
    note: 'The customer said NOT OK. It is planned again, at the front of the line.',
  },
  changes_developer: {
    task: (n) => `change ticket #${n} as the customer asks.`,
    note: 'It is planned again, at the front of your line.',
  },
  release: { task: (n) => `release ticket #${n} to production.` },
  close: {
    task: (n) => `close ticket #${n}.`,
    note: 'It is live, the customer has been told, and the support lead says it can be closed.',
  },
  look: { task: (n) => `please look at ticket #${n}.` },
}

const pt: Words = {
  validate: { task: (n) => `confirme o problema do pedido #${n}.`, note: 'Foi escalado para o nível 2.' },
  validate_again: {
    task: (n) => `confirme de novo o problema do pedido #${n}.`,
    note: 'Foi devolvido à validação; o motivo está no pedido.',
  },
  returned: { task: (n) => `retome o pedido #${n}.`, note: 'Voltou do nível 2; o motivo está no pedido.' },
  set_date: {
    task: (n) => `marque a data e verifique a prioridade do pedido #${n}.`,
    note: 'O problema foi reproduzido.',
  },
  estimate_again: { task: (n) => `estime de novo o pedido #${n}.`, note: 'O âmbito mudou.' },
  lay_down: { task: (n) => `ponha de lado o pedido #${n}.`, note: 'O âmbito mudou e vai ser estimado de novo.' },
  agree_again: {
    task: (n) => `acorde de novo o pedido #${n} com o cliente.`,
    note: 'Vai ser pago de outra forma.',
  },
  check_budget: {
    task: (n) => `verifique o orçamento do pedido #${n}.`,
    note: 'O trabalho começa depois de verificado.',
  },
  replicate: { task: (n) => `reproduza o problema do pedido #${n}.` },
  estimate: { task: (n) => `estime as horas do pedido #${n}.`, note: 'O âmbito está confirmado.' },
  send_estimate: { task: (n) => `envie ao cliente a estimativa do pedido #${n}.`, note: 'As horas já lá estão.' },
  clear_scope: {
    task: (n) => `clarifique o âmbito do pedido #${n}.`,
    note: 'Está planeado e só começa quando o âmbito e o programador estiverem claros.',
  },
  raise_invoice: { task: (n) => `emita a fatura do pedido #${n}.`, note: 'O trabalho começa quando estiver paga.' },
  go_on: { task: (n) => `continue com o pedido #${n}.`, note: 'O cliente diz para avançarmos.' },
  approved: { task: (n) => `o pedido #${n} está aprovado e planeado.`, note: 'Já pode marcar uma data.' },
  approved_invoicing: { task: (n) => `o pedido #${n} está aprovado.`, note: 'A contabilidade emite agora a fatura.' },
  declined: {
    task: (n) => `decida o que se segue no pedido #${n}.`,
    note: 'O cliente não aprovou o que propusemos.',
  },
  declined_closed: { task: (n) => `nada mais no pedido #${n}.`, note: 'O cliente não quer que avancemos.' },
  budget_yes: { task: (n) => `o pedido #${n} tem orçamento.`, note: 'O trabalho pode começar.' },
  budget_no: {
    task: (n) => `encontre outro financiamento para o pedido #${n}.`,
    note: 'O orçamento não chega, por isso o trabalho não pode começar.',
  },
  start: { task: (n) => `comece o pedido #${n} quando for o primeiro da sua fila.`, note: 'O âmbito está claro.' },
  test: {
    task: (n) => `teste se o pedido #${n} faz o que foi comunicado.`,
    note: 'O programador terminou.',
  },
  test_workflows: { task: (n) => `corra os fluxos conhecidos para o pedido #${n}.`, note: 'Faz o que foi comunicado.' },
  test_acceptance: { task: (n) => `verifique os critérios de aceitação do pedido #${n}.` },
  offer: {
    task: (n) => `apresente ao cliente a correção do pedido #${n}.`,
    note: 'Passou em todos os testes e tem o seu lugar em staging.',
  },
  wait_for_staging: {
    task: (n) => `o pedido #${n} espera por staging.`,
    note: 'Passou em todos os testes. Avisamos quando houver lugar.',
  },
  pass_on: { task: (n) => `faça avançar o pedido #${n}.`, note: 'Passou em todos os testes.' },
  fix_again: { task: (n) => `retome o pedido #${n}.`, note: 'O que ainda não está bem está no pedido.' },
  failed: { task: (n) => `o pedido #${n} não passou nos testes.`, note: 'Voltou ao desenvolvimento.' },
  move_to_production: {
    task: (n) => `passe o pedido #${n} para produção.`,
    note: 'O cliente disse OK. Se escreveu mais do que isso, leia primeiro.',
  },
  changes: {
    task: (n) => `o pedido #${n} precisa de alterações.`,
    note: 'O cliente não aprovou. Está de novo planeado, no início da fila.',
  },
  changes_developer: {
    task: (n) => `altere o pedido #${n} como o cliente pede.`,
    note: 'Está de novo planeado, no início da sua fila.',
  },
  release: { task: (n) => `publique o pedido #${n} em produção.` },
  close: {
    task: (n) => `feche o pedido #${n}.`,
    note: 'Está em produção, o cliente já sabe, e o responsável técnico diz que pode ser fechado.',
  },
  look: { task: (n) => `veja por favor o pedido #${n}.` },
}

const words = { en, pt }

/** A turn in the words of its reader. */
export function sayTurn(turn: Turn, number: number, language: Language): { task: string; note: string | null } {
  const { task, note } = words[language][turn]
  return { task: task(number), note: note ?? null }
}
