import type { Language } from '../ticket.ts'

/** Why a mail is kept back for a person to look at, with the sentence the mail log shows. */
const sentences = {
  from_not_unique: {
    en: 'It does not say clearly who wrote it: the From field is missing, doubled or not one plain address.',
    pt: 'Não diz claramente quem o escreveu: o campo From falta, está repetido ou não é um só endereço simples.',
  },
  unknown_sender: {
    en: 'Nobody we know has this address, and its domain belongs to no company.',
    pt: 'Ninguém que conhecemos tem este endereço, e o domínio não pertence a nenhuma empresa.',
  },
  unproven_sender: {
    en: 'The address is known, but nothing proves that the mail came from its domain.',
    pt: 'O endereço é conhecido, mas nada prova que o email veio do seu domínio.',
  },
  through_anothers_address: {
    en: 'It came through a reply address that was made for somebody else.',
    pt: 'Chegou por um endereço de resposta feito para outra pessoa.',
  },
  which_company: {
    en: 'The sender works for several companies, and nothing tells for which one they wrote.',
    pt: 'O remetente trabalha para várias empresas, e nada diz por qual delas escreveu.',
  },
  staff_without_ticket: {
    en: 'One of us wrote it, but it belongs to no ticket.',
    pt: 'Foi escrito por um de nós, mas não pertence a nenhum pedido.',
  },
  command_not_understood: {
    en: 'A command in it was not understood, so nothing was done and nothing was sent. Its writer was told why.',
    pt: 'Um comando não foi entendido; nada foi feito e nada foi enviado. Quem escreveu foi informado.',
  },
  command_refused: {
    en: 'A command in it is not possible now, so nothing was done and nothing was sent. Its writer was told why.',
    pt: 'Um comando não é possível agora; nada foi feito e nada foi enviado. Quem escreveu foi informado.',
  },
  command_unproven: {
    en: 'It holds commands, but is no answer to a letter of ours through its writer’s own reply address.',
    pt: 'Tem comandos, mas não responde a um email nosso pelo endereço de resposta de quem escreveu.',
  },
  command_to_confirm: {
    en: 'It asks for what cannot be undone. Its writer has a link to confirm it, good for a day.',
    pt: 'Pede o que não se pode anular. Quem escreveu tem uma ligação para o confirmar, válida por um dia.',
  },
  id_collision: {
    en: 'Its Message-ID was already used by a mail with other words.',
    pt: 'O seu Message-ID já foi usado por um email com outro texto.',
  },
  refused: {
    en: 'The ticket it belongs to refused it.',
    pt: 'O pedido a que pertence recusou-o.',
  },
  too_large: {
    en: 'It is larger than 25 MB; only its head was fetched, the rest is still in the mailbox.',
    pt: 'Tem mais de 25 MB; só o cabeçalho foi lido, o resto continua na caixa de correio.',
  },
  header_too_large: {
    en: 'Its header is too large to be read.',
    pt: 'O cabeçalho é demasiado grande para ser lido.',
  },
  too_many_parts: {
    en: 'It has too many parts to be read.',
    pt: 'Tem demasiadas partes para ser lido.',
  },
  nested_too_deep: {
    en: 'Its parts are nested too deep to be read.',
    pt: 'As suas partes estão encaixadas demasiado fundo para serem lidas.',
  },
  parse_timeout: {
    en: 'Reading it took too long.',
    pt: 'A leitura demorou demasiado.',
  },
  parse_memory: {
    en: 'Reading it took too much memory.',
    pt: 'A leitura precisou de demasiada memória.',
  },
  parse_failed: {
    en: 'It could not be read.',
    pt: 'Não foi possível lê-lo.',
  },
  reading_failed: {
    en: 'Reading it failed three times.',
    pt: 'A leitura falhou três vezes.',
  },
  flood: {
    en: 'Very many mails came from this address, or from new ones of its domain, within ten minutes. Nobody is answered; let them in or put them aside at once.',
    pt: 'Chegaram muitíssimos emails deste endereço, ou de endereços novos do seu domínio, em dez minutos. Ninguém recebe resposta; deixe-os entrar ou ponha-os de lado de uma vez.',
  },
  spam: {
    en: 'Somebody put it aside as spam.',
    pt: 'Alguém o pôs de lado como spam.',
  },
} as const satisfies Record<string, Record<Language, string>>

export type HeldReason = keyof typeof sentences

/** The sentence of a reason, in the reader's language; the code itself for one that is no longer given. */
export function sentenceForHeld(reason: string, language: Language): string {
  const found = Object.entries(sentences).find(([code]) => code === reason)
  return found ? found[1][language] : reason
}
