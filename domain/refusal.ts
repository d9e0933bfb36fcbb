import type { Language } from './ticket.ts'

/** Every expected "no" of the product: code, sentence in both languages. A new one without both does not compile. */
const sentences = {
  no_such_ticket: {
    en: 'There is no such ticket.',
    pt: 'Esse pedido não existe.',
  },
  not_yours_to_do: {
    en: 'This is not yours to do. Ask the project manager of the ticket.',
    pt: 'Esta ação não lhe cabe a si. Fale com o gestor de projeto do pedido.',
  },
  not_possible_now: {
    en: 'This is not possible at the stage the ticket is in. Look at the ticket as it is now, then try again.',
    pt: 'Isto não é possível na fase em que o pedido está. Veja o pedido como está agora e tente de novo.',
  },
  gate_not_met: {
    en: 'Something is missing before this can be done.',
    pt: 'Falta alguma coisa antes de isto poder ser feito.',
  },
  superseded: {
    en: 'There is something newer to decide. Nothing was recorded; please look at the ticket again.',
    pt: 'Há algo mais recente para decidir. Nada foi registado; veja o pedido de novo.',
  },
  already_decided: {
    en: 'This was already decided. Your answer was not recorded.',
    pt: 'Isto já foi decidido. A sua resposta não foi registada.',
  },
  sign_in_needed: {
    en: 'For this you need to be signed in. Sign in to the portal and do it there.',
    pt: 'Para isto precisa de ter sessão iniciada. Entre no portal e faça-o lá.',
  },
  undo_expired: {
    en: 'The ten minutes to undo this are over. Write to us and we sort it out.',
    pt: 'Os dez minutos para anular já passaram. Escreva-nos e nós tratamos do assunto.',
  },
  already_sent: {
    en: 'It has left already, so it cannot be taken back.',
    pt: 'Já saiu, por isso não pode ser recolhida.',
  },
  nothing_to_split: {
    en: 'Choose words that may go: replies, answers and notes of this ticket. Some must stay.',
    pt: 'Escolha palavras que possam sair: respostas e notas deste pedido. Algumas têm de ficar.',
  },
  reopen_expired: {
    en: 'This ticket was closed too long ago to be reopened. Please open a new one; we link the two.',
    pt: 'Este pedido foi fechado há demasiado tempo para ser reaberto. Abra um novo; nós ligamos os dois.',
  },
  no_such_person: {
    en: 'Nobody with this address can be named here.',
    pt: 'Ninguém com este endereço pode ser indicado aqui.',
  },
  no_such_app: {
    en: 'There is no such app at this company.',
    pt: 'Essa aplicação não existe nesta empresa.',
  },
  no_such_file: {
    en: 'A file named here is not on this ticket. Upload it again.',
    pt: 'Um ficheiro indicado não está neste pedido. Carregue-o de novo.',
  },
  no_manager: {
    en: 'There is no project manager who could take this ticket. It stays in triage.',
    pt: 'Não há gestor de projeto que possa ficar com este pedido. Fica na triagem.',
  },
  not_in_line: {
    en: 'That ticket does not wait in this line. Look at the line as it is now, then choose again.',
    pt: 'Esse pedido não está nesta fila. Veja a fila como está agora e escolha de novo.',
  },
  no_such_picture: {
    en: 'A picture named here is not on this ticket, or is no picture. Upload it again.',
    pt: 'Uma imagem indicada não está neste pedido ou não é uma imagem. Carregue-a de novo.',
  },
  no_such_page: {
    en: 'There is no such page of documentation, or no such revision of it.',
    pt: 'Essa página de documentação, ou essa revisão, não existe.',
  },
  may_not_decide: {
    en: 'This person may not decide this. Name a contact with the right to.',
    pt: 'Esta pessoa não pode decidir isto. Indique um contacto com esse direito.',
  },
  in_a_circle: {
    en: 'That ticket was itself joined to this one. Join them the other way round, or take that back first.',
    pt: 'Esse pedido foi, ele próprio, junto a este. Junte-os ao contrário, ou desfaça isso primeiro.',
  },
  other_company: {
    en: 'Both tickets must belong to the same company.',
    pt: 'Os dois pedidos têm de ser da mesma empresa.',
  },
  already_used: {
    en: 'This link or code was already used. Ask for a new one.',
    pt: 'Esta ligação ou este código já foi usado. Peça um novo.',
  },
  expired: {
    en: 'This link or code is no longer valid. Ask for a new one.',
    pt: 'Esta ligação ou este código já não é válido. Peça um novo.',
  },
  wrong_code: {
    en: 'This is not the code we sent. Look at the letter again.',
    pt: 'Este não é o código que enviámos. Veja o email de novo.',
  },
  other_browser: {
    en: 'This link belongs to the browser that asked for it. Open it there, or type the code there.',
    pt: 'Esta ligação pertence ao navegador que a pediu. Abra-a lá, ou escreva lá o código.',
  },
  search_too_wide: {
    en: 'This search takes too long. Use more words, or rarer ones.',
    pt: 'Esta procura demora demasiado. Use mais palavras, ou palavras mais raras.',
  },
  too_many_tries: {
    en: 'Too many tries. Wait a few minutes, then try again.',
    pt: 'Demasiadas tentativas. Espere alguns minutos e tente de novo.',
  },
  too_large: {
    en: 'A file is too large or there are too many of them. Up to 20 files of 25 MB each.',
    pt: 'Um ficheiro é demasiado grande ou são demasiados. Até 20 ficheiros de 25 MB cada.',
  },
  too_long: {
    en: 'This is more text than we can take at once: up to 100,000 characters. Nothing was sent; put the rest into a file.',
    pt: 'É mais texto do que podemos receber de uma vez: até 100 000 caracteres. Nada foi enviado; ponha o resto num ficheiro.',
  },
  admins_only: {
    en: 'Only an admin may change this.',
    pt: 'Só um administrador pode alterar isto.',
  },
  no_such_plan: {
    en: 'There is no such plan.',
    pt: 'Esse plano não existe.',
  },
  not_yours_to_keep: {
    en: 'This is not yours to change. Ask an admin.',
    pt: 'Não lhe cabe alterar isto. Fale com um administrador.',
  },
  not_on_file: {
    en: 'This is not on file any more. Go back and look at the list as it is now.',
    pt: 'Isto já não está registado. Volte atrás e veja a lista como está agora.',
  },
  revised_meanwhile: {
    en: 'Somebody saved a newer version while you were writing. Your text is kept below; look at what changed, then save again.',
    pt: 'Alguém guardou uma versão mais recente enquanto escrevia. O seu texto está aqui em baixo; veja o que mudou e guarde de novo.',
  },
  address_taken: {
    en: 'This address cannot be used here: it belongs to somebody already.',
    pt: 'Este endereço não pode ser usado aqui: já pertence a alguém.',
  },
  our_own_address: {
    en: 'This is one of our own addresses: what is sent there comes back to us. Nobody can have it.',
    pt: 'Este é um dos nossos próprios endereços: o que lá chega volta para nós. Ninguém pode tê-lo.',
  },
  main_address: {
    en: 'Letters go to this address. Make another one the first before you take it away.',
    pt: 'Os emails vão para este endereço. Torne outro o principal antes de o retirar.',
  },
  freemail_domain: {
    en: 'Anybody can have an address there, so it cannot stand for a company.',
    pt: 'Qualquer pessoa pode ter um endereço lá, por isso não pode representar uma empresa.',
  },
  domain_taken: {
    en: 'This mail domain belongs to a company already.',
    pt: 'Este domínio de email já pertence a uma empresa.',
  },
  name_taken: {
    en: 'There is one of this name already. Choose another name.',
    pt: 'Já existe um com este nome. Escolha outro.',
  },
  deep_dive_missing: {
    en: 'A live app needs a page that documents a business flow, or a reason to go without. Write one of the two first.',
    pt: 'Uma aplicação em produção precisa de uma página que documente um fluxo de negócio, ou de uma razão para não a ter. Escreva primeiro uma das duas.',
  },
  own_rights: {
    en: 'Nobody changes their own rights. Ask a colleague who manages people, or us.',
    pt: 'Ninguém altera os seus próprios direitos. Peça a um colega que gere as pessoas, ou a nós.',
  },
  window_out_of_bounds: {
    en: 'Choose between 1 business hour and 3 business days: up to 24 hours, or whole days.',
    pt: 'Escolha entre 1 hora útil e 3 dias úteis: até 24 horas, ou dias inteiros.',
  },
  hours_malformed: {
    en: 'These hours cannot be kept. Look at the times, the dates and the time zone.',
    pt: 'Estas horas não podem ser guardadas. Veja as horas, as datas e o fuso horário.',
  },
  no_such_company: {
    en: 'There is no such company.',
    pt: 'Essa empresa não existe.',
  },
  no_such_staff: {
    en: 'There is nobody like that among us.',
    pt: 'Não há ninguém assim entre nós.',
  },
  last_admin: {
    en: 'Somebody has to be an admin. Make another one first.',
    pt: 'Alguém tem de ser administrador. Nomeie primeiro outra pessoa.',
  },
  absence_malformed: {
    en: 'An absence ends on or after the day it begins, and its deputy is somebody else who is here.',
    pt: 'Uma ausência acaba no dia em que começa ou depois, e quem substitui é outra pessoa ativa.',
  },
  not_on_rota: {
    en: 'On that day nobody is on duty: it is a holiday, or the weekend without its watch.',
    pt: 'Nesse dia ninguém está de serviço: é feriado, ou fim de semana sem vigilância.',
  },
  may_not_watch: {
    en: 'New tickets are watched by triage, project managers and support leads who are here that day.',
    pt: 'Os pedidos novos são vigiados por quem está nesse dia na triagem, gestão de projeto ou chefia de suporte.',
  },
  accent_too_pale: {
    en: 'White text cannot be read well on this colour. It needs a contrast of 4.5 to 1.',
    pt: 'O texto branco não se lê bem sobre esta cor. Precisa de um contraste de 4,5 para 1.',
  },
  setting_malformed: {
    en: 'Something here is not what was expected. Look at the fields again.',
    pt: 'Alguma coisa aqui não é o que se esperava. Veja os campos de novo.',
  },
  no_such_reply: {
    en: 'There is no such saved reply, or it is somebody else’s.',
    pt: 'Essa resposta guardada não existe, ou é de outra pessoa.',
  },
  leads_only: {
    en: 'Only the support lead or an admin may change this.',
    pt: 'Só o responsável de suporte ou um administrador pode alterar isto.',
  },
  no_such_place: {
    en: 'There is no such place on staging any more. Look at the board as it is now.',
    pt: 'Esse lugar no staging já não existe. Veja o quadro como está agora.',
  },
  being_tested: {
    en: 'A customer is testing it right now. Wait for the answer, or go on without it from the ticket.',
    pt: 'Um cliente está a testar neste momento. Espere pela resposta, ou avance sem ela a partir do pedido.',
  },
  nobody_waits: {
    en: 'Nobody else waits for this place, so the ticket would only get it back.',
    pt: 'Mais ninguém espera por este lugar, por isso o pedido ficaria de novo com ele.',
  },
  place_in_use: {
    en: 'Tickets hold these places or wait for them. Free them first.',
    pt: 'Há pedidos com estes lugares ou à espera deles. Liberte-os primeiro.',
  },
  name_in_use: {
    en: 'There is one of this name already. Choose another name.',
    pt: 'Já existe um com este nome. Escolha outro nome.',
  },
  day_is_over: {
    en: 'That day is over. Choose today or a later day.',
    pt: 'Esse dia já passou. Escolha hoje ou um dia mais tarde.',
  },
  key_reused: {
    en: 'This key was already used for a different request.',
    pt: 'Esta chave já foi usada para um pedido diferente.',
  },
} as const satisfies Record<string, Record<Language, string>>

export type RefusalCode = keyof typeof sentences

/** An expected no. `missing`: what a gate lacks, as stable names of fields or facts, which the API lists too. */
export type Refusal = { refused: RefusalCode; missing: string[] }

/** Says no, as a value. */
export function refuse(refused: RefusalCode, missing: string[] = []): Refusal {
  return { refused, missing }
}

/** Whether the outcome of a door is its no. */
export function isRefusal(outcome: unknown): outcome is Refusal {
  return typeof outcome === 'object' && outcome !== null && 'refused' in outcome
}

/** Whether a code that was kept is one of ours. */
export function isRefusalCode(code: string): code is RefusalCode {
  return Object.hasOwn(sentences, code)
}

/** The sentence a person reads for a refusal, in their language. */
export function sentenceFor(code: RefusalCode, language: Language): string {
  return sentences[code][language]
}

/** The HTTP status of a refusal. A new refusal without one does not compile. */
export const refusalStatus: Record<RefusalCode, number> = {
  no_such_ticket: 404,
  not_yours_to_do: 403,
  not_possible_now: 409,
  gate_not_met: 422,
  superseded: 409,
  already_decided: 409,
  sign_in_needed: 403,
  undo_expired: 409,
  already_sent: 409,
  nothing_to_split: 422,
  reopen_expired: 409,
  no_such_person: 422,
  no_such_app: 422,
  no_such_file: 422,
  no_manager: 409,
  not_in_line: 422,
  no_such_picture: 422,
  no_such_page: 422,
  may_not_decide: 422,
  other_company: 422,
  in_a_circle: 422,
  already_used: 410,
  expired: 410,
  wrong_code: 422,
  other_browser: 403,
  search_too_wide: 422,
  too_many_tries: 429,
  too_large: 413,
  too_long: 413,
  admins_only: 403,
  no_such_plan: 404,
  not_yours_to_keep: 403,
  not_on_file: 404,
  revised_meanwhile: 409,
  address_taken: 422,
  our_own_address: 422,
  main_address: 422,
  freemail_domain: 422,
  domain_taken: 422,
  name_taken: 422,
  deep_dive_missing: 422,
  own_rights: 403,
  window_out_of_bounds: 422,
  hours_malformed: 422,
  no_such_company: 404,
  no_such_staff: 404,
  last_admin: 409,
  absence_malformed: 422,
  not_on_rota: 422,
  may_not_watch: 422,
  accent_too_pale: 422,
  setting_malformed: 422,
  no_such_reply: 404,
  leads_only: 403,
  no_such_place: 404,
  being_tested: 409,
  nobody_waits: 409,
  place_in_use: 409,
  name_in_use: 422,
  day_is_over: 422,
  key_reused: 422,
}
