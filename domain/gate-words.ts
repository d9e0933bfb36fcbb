import type { Language } from './ticket.ts'

/** Everything that a gate may find lacking, with its sentence. A new gate without both languages does not compile. */
const sentences = {
  account_manager: {
    en: 'A quote of this size is the account manager’s to send.',
    pt: 'Um orçamento deste valor é enviado pelo gestor de conta.',
  },
  all_mail_read: { en: 'Mail of this ticket waits to be read.', pt: 'Há emails deste pedido por ler.' },
  app: { en: 'Needs an app.', pt: 'Falta a aplicação.' },
  approved_estimate: { en: 'Needs an approved estimate.', pt: 'Falta uma estimativa aprovada.' },
  by_and_evidence: { en: 'Needs who decided, and how we know.', pt: 'Falta quem decidiu, e como o sabemos.' },
  category: { en: 'Needs a category.', pt: 'Falta a categoria.' },
  category_question: { en: 'Only for a Question.', pt: 'Só para uma pergunta.' },
  check_budget: { en: 'Needs the budget to be checked.', pt: 'Falta verificar o orçamento.' },
  clear_scope: {
    en: 'Needs the support lead to confirm that the scope is clear.',
    pt: 'Falta o responsável de suporte confirmar que o âmbito é claro.',
  },
  compliance: {
    en: 'First the project manager checks that it does what was communicated.',
    pt: 'Primeiro o gestor de projeto verifica se faz o que foi comunicado.',
  },
  developer: { en: 'Needs a developer.', pt: 'Falta um programador.' },
  documentation: {
    en: 'Say what its closing changed in the documentation, or that nothing did.',
    pt: 'Diga o que o fecho muda na documentação, ou que nada muda.',
  },
  due_date: { en: 'Needs a due date.', pt: 'Falta a data de entrega.' },
  free_developer: {
    en: 'The developer is busy with another ticket.',
    pt: 'O programador está ocupado com outro pedido.',
  },
  funding_budget: { en: 'Only for work paid from the plan.', pt: 'Só para trabalho pago pelo plano.' },
  hours: { en: 'Needs an estimate by the support lead.', pt: 'Falta a estimativa do responsável de suporte.' },
  informed: {
    en: 'Needs a word to the customer after the release.',
    pt: 'Falta uma palavra ao cliente depois da publicação.',
  },
  level_2: { en: 'Only for level 2 support.', pt: 'Só para suporte de nível 2.' },
  merged: { en: 'Needs the pull request to be merged.', pt: 'Falta integrar o pull request.' },
  needs_code: { en: 'Needs to know whether code must change.', pt: 'Falta saber se é preciso mudar código.' },
  next_in_line: { en: 'Another ticket is first in line.', pt: 'Há outro pedido primeiro na fila.' },
  no_work_left: {
    en: 'Code must change for this one. Say that it need not, or plan the work.',
    pt: 'Este exige alterar código. Diga que não é preciso, ou planeie o trabalho.',
  },
  note: { en: 'Say in a note why it goes back.', pt: 'Diga numa nota porque volta atrás.' },
  notes: { en: 'Needs notes.', pt: 'Faltam notas.' },
  nothing_approved_or_paid: {
    en: 'Work that is approved or paid does not close by silence.',
    pt: 'Trabalho aprovado ou pago não fecha por silêncio.',
  },
  override_reason: {
    en: 'Needs the customer’s OK, or a reason to go without.',
    pt: 'Falta o OK do cliente, ou um motivo para avançar sem ele.',
  },
  plan_period: { en: 'Needs the month of the plan.', pt: 'Falta o mês do plano.' },
  pm: { en: 'This is the project manager’s to send.', pt: 'Isto é enviado pelo gestor de projeto.' },
  price: { en: 'Needs a price.', pt: 'Falta o preço.' },
  priority: { en: 'Needs a priority.', pt: 'Falta a prioridade.' },
  proceed: { en: 'Needs the customer’s word to go on.', pt: 'Falta o cliente dizer que avancemos.' },
  pull_request: { en: 'Needs a pull request.', pt: 'Falta o pull request.' },
  reason: { en: 'Needs a reason.', pt: 'Falta o motivo.' },
  released: { en: 'Needs the release first.', pt: 'Falta primeiro a publicação.' },
  reminded: {
    en: 'The customer has to be reminded first, and to have time to answer.',
    pt: 'O cliente tem de ser lembrado primeiro, e de ter tempo para responder.',
  },
  review: { en: 'The customer tests this one on staging.', pt: 'Este é testado pelo cliente em staging.' },
  role_pm: { en: 'This check is the project manager’s.', pt: 'Esta verificação é do gestor de projeto.' },
  role_qa: { en: 'This check is QA’s.', pt: 'Esta verificação é da QA.' },
  role_support_lead: {
    en: 'This check is the support lead’s.',
    pt: 'Esta verificação é do responsável de suporte.',
  },
  row: { en: 'There is no such check in this try.', pt: 'Essa verificação não existe nesta tentativa.' },
  rows: { en: 'Needs every check to pass.', pt: 'Faltam verificações por passar.' },
  screenshots: {
    en: 'Needs pictures, or a reason why there are none.',
    pt: 'Faltam imagens, ou o motivo por que não há.',
  },
  slot: { en: 'Waits for a place on staging.', pt: 'Espera por um lugar em staging.' },
  start: {
    en: 'It was set aside: start the work again first.',
    pt: 'Foi posto de lado: recomece primeiro o trabalho.',
  },
  three_silent_business_days: {
    en: 'Three business days of silence have not passed.',
    pt: 'Ainda não passaram três dias úteis de silêncio.',
  },
  unhold: { en: 'It is on hold.', pt: 'Está em espera.' },
  still_valid: { en: 'The offer is still valid.', pt: 'A proposta ainda é válida.' },
  valid_until: { en: 'Name a day that is still to come.', pt: 'Indique um dia que ainda esteja por vir.' },
  work_class: { en: 'Needs the kind of work.', pt: 'Falta o tipo de trabalho.' },
} as const satisfies Record<string, Record<Language, string>>

export type GateName = keyof typeof sentences

/** What a gate lacks, as a sentence of the reader's language; a name that no gate gives stays as it is. */
export function sayGate(name: string, language: Language): string {
  return isGate(name) ? sentences[name][language] : name
}

/** The sentences of all that gates lack; names that no gate gives are left out. */
export function sayGates(names: readonly string[], language: Language): string[] {
  return names.filter(isGate).map((name) => sentences[name][language])
}

function isGate(name: string): name is GateName {
  return Object.hasOwn(sentences, name)
}
