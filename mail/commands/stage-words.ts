import type { Stage } from '../../domain/stage.ts'
import type { Language } from '../../domain/ticket.ts'

const words: Record<Stage, Record<Language, string>> = {
  new: { en: 'New, nobody has it yet', pt: 'Novo, ainda sem ninguém' },
  investigating: { en: 'Being looked at', pt: 'Em análise' },
  needs_info: { en: 'Waits for the customer’s answer', pt: 'Espera pela resposta do cliente' },
  validating: { en: 'Level 2, being confirmed', pt: 'Nível 2, a confirmar' },
  replicating: { en: 'Level 2, being reproduced', pt: 'Nível 2, a reproduzir' },
  estimating: { en: 'Being estimated', pt: 'A ser estimado' },
  approval: { en: 'Waits for the customer’s decision', pt: 'Espera pela decisão do cliente' },
  invoicing: { en: 'Waits for its invoice', pt: 'Espera pela fatura' },
  awaiting_payment: { en: 'Waits for payment', pt: 'Espera pelo pagamento' },
  planned: { en: 'Planned', pt: 'Planeado' },
  in_development: { en: 'In development', pt: 'Em desenvolvimento' },
  testing: { en: 'Being tested', pt: 'Em testes' },
  staging_review: { en: 'The customer is testing it', pt: 'O cliente está a testar' },
  approved: { en: 'Approved, to be moved to production', pt: 'Aprovado, por passar a produção' },
  mtp: { en: 'Being released', pt: 'A ser publicado' },
  released: { en: 'Live, to be closed', pt: 'Publicado, por fechar' },
  closed: { en: 'Closed', pt: 'Fechado' },
}

/** Where a ticket stands, as one of us says it. */
export function sayStage(stage: Stage, language: Language): string {
  return words[stage][language]
}
