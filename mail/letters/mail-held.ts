import { content, type Letter, type Writing } from '../writing/letter.ts'
import { forContact, forStaff } from '../writing/letter-words.ts'
import { sayMoment } from '../writing/moment-words.ts'

const words = {
  en: {
    held: (moment: string) => `Your mail of ${moment} waits for one of us to look at it.`,
    throughYours: (moment: string) => `A mail of ${moment} came through your reply address and waits for you.`,
    whoWrote: (by: string | undefined) =>
      `${by ?? 'Somebody whom we do not know'} wrote through the reply address that is yours alone.`,
    whereKept: 'The words are kept in the mail log, for you to look at; nobody else has got them.',
    yourAddress: (agency: string) =>
      `You get this mail from ${agency} because a reply address of yours was used. We say this once a day at most.`,
    passedOn: (who: string) => `Your mail reached ${who}, but it did not decide anything.`,
    whyHeld: {
      through_anothers_address:
        'It came through a reply address that was made for somebody else. Answer the mail that we sent to you, and it goes through at once.',
      which_company:
        'You work for several companies, and nothing tells for which one you wrote. Answer a mail of the ticket it is about, or open the ticket in the portal.',
      staff_without_ticket:
        'It belongs to no ticket. Answer a mail of that ticket, or put its number into the subject, such as [#2041].',
      too_large: 'It is larger than 25 MB. Send the files in smaller mails, or add them to the ticket in the portal.',
      id_collision: 'Your mail program gave it the same number as a mail before it. Send it again as a new mail.',
      other: 'Want to be sure that it arrives at once? Write it on the ticket, or answer one of our mails.',
    },
    noted: 'Your mail was kept as a note; the customer did not get it.',
    whyNoted:
      'Only what you answer to one of our letters, through its reply address and from your own, goes to the customer. Meant for them? Answer such a letter, or write it on the ticket.',
    whyRepeated:
      'It says what you said on this ticket within the last day, as an automatic answer would. Meant for them? Write it on the ticket, or in other words.',
    tooMany: 'Ten mails of yours came within ten minutes.',
    whyTooMany:
      'All of them reach us, and stand on the ticket. What else comes before it is quieter is not sent on to your colleagues by mail; they find it on the ticket.',
    nothing: 'Nothing was done with it yet, and nothing is lost.',
    undecided: {
      unclear:
        'To decide by mail, write OK or NOT OK alone on the first line; what else you want to say comes below it.',
      unproven: 'It was no answer to the mail in which we asked. Answer that mail, or decide on the ticket.',
      no_right: 'Somebody else at your company has the right to decide this. They find it on the ticket.',
      sign_in: 'It costs money beyond your plan, so please sign in and approve it on the ticket.',
      no_reason: 'Please tell us what is wrong: write NOT OK on the first line, and below it what you saw.',
      older: 'It answers an older question than the one that waits now. Please look at the new one.',
      decided: 'This was decided before your mail came.',
      silence: 'We had closed the ticket, because we heard nothing. It is open again; nothing was released.',
      not_now: 'Nothing waits for your decision at the moment.',
      other: 'Please look at the ticket.',
    },
    footer: (agency: string) =>
      `You get this mail from ${agency} because of a mail you wrote. We say this once a day at most.`,
    lastFooter: (agency: string) =>
      `You get this mail from ${agency} because of a mail you wrote. We do not say this again until one of us has looked at it.`,
  },
  pt: {
    held: (moment: string) => `O seu email de ${moment} espera que um de nós o veja.`,
    throughYours: (moment: string) => `Um email de ${moment} veio pelo seu endereço de resposta e espera por si.`,
    whoWrote: (by: string | undefined) =>
      `${by ?? 'Alguém que não conhecemos'} escreveu pelo endereço de resposta que é só seu.`,
    whereKept: 'As palavras ficam no registo de correio, para as ver; mais ninguém as recebeu.',
    yourAddress: (agency: string) =>
      `Recebe este email de ${agency} porque um endereço de resposta seu foi usado. Dizemo-lo uma vez por dia, no máximo.`,
    passedOn: (who: string) => `O seu email chegou a ${who}, mas não decidiu nada.`,
    whyHeld: {
      through_anothers_address:
        'Veio por um endereço de resposta feito para outra pessoa. Responda ao email que lhe enviámos a si e a resposta é entregue de imediato.',
      through_your_address:
        'Alguém que não conhecemos escreveu pelo endereço de resposta que é só seu. As palavras ficam guardadas em «Correio», para as ver; o cliente não as recebeu.',
      which_company:
        'Trabalha para várias empresas e nada diz por qual delas escreveu. Responda a um email do pedido em causa ou abra o pedido no portal.',
      staff_without_ticket:
        'Não pertence a nenhum pedido. Responda a um email desse pedido ou ponha o número no assunto, por exemplo [#2041].',
      too_large: 'Tem mais de 25 MB. Envie os ficheiros em emails mais pequenos ou junte-os ao pedido no portal.',
      id_collision:
        'O seu programa de email deu-lhe o mesmo número que a um anterior. Envie-o outra vez, como email novo.',
      other: 'Quer ter a certeza de que chega logo? Escreva no pedido ou responda a um email nosso.',
    },
    noted: 'O seu email ficou como nota; o cliente não o recebeu.',
    whyNoted:
      'Só vai para o cliente o que responder a um email nosso, pelo endereço de resposta dele e do seu próprio. Era para o cliente? Responda a um desses emails ou escreva no pedido.',
    whyRepeated:
      'Diz o que já disse neste pedido no último dia, como faria uma resposta automática. Era para o cliente? Escreva-o no pedido ou por outras palavras.',
    tooMany: 'Chegaram dez emails seus em dez minutos.',
    whyTooMany:
      'Todos nos chegam e ficam no pedido. O que ainda vier antes de acalmar não é reenviado aos seus colegas por email; encontram-no no pedido.',
    nothing: 'Ainda nada foi feito com ele e nada se perdeu.',
    undecided: {
      unclear: 'Para decidir por email, escreva OK ou NÃO APROVADO sozinho na primeira linha; o resto vem por baixo.',
      unproven: 'Não respondia ao email em que perguntámos. Responda a esse email ou decida no pedido.',
      no_right: 'Outra pessoa da sua empresa tem o direito de decidir isto. Encontra-o no pedido.',
      sign_in: 'Custa dinheiro além do seu plano; entre no portal e aprove-o no pedido.',
      no_reason: 'Diga-nos o que está mal: escreva NÃO APROVADO na primeira linha e por baixo o que viu.',
      older: 'Responde a uma pergunta mais antiga do que a que está agora à espera. Veja por favor a nova.',
      decided: 'Isto já estava decidido quando o seu email chegou.',
      silence: 'Tínhamos fechado o pedido por falta de notícias. Está de novo aberto; nada passou para produção.',
      not_now: 'De momento nada espera pela sua decisão.',
      other: 'Veja por favor o pedido.',
    },
    footer: (agency: string) =>
      `Recebe este email de ${agency} por causa de um seu. Dizemo-lo uma vez por dia, no máximo.`,
    lastFooter: (agency: string) =>
      `Recebe este email de ${agency} por causa de um seu. Só voltamos a dizê-lo depois de um de nós o ver.`,
  },
} as const

/**
 * What became of a mail that did not do what its writer meant: put aside for one of us (`held` says why, `received_at`
 * when it came), words that decided nothing (`undecided` says why), or words of one of us that were kept as a note
 * (`noted`), or that so many came that colleagues hear of no more for a while (`too_many`). It says what to do instead,
 * and quotes nothing (mail §1). One of us reads of a mail that another sent through their address, proven `by` whom.
 */
export const mailHeld: Letter = {
  voice: 'house',
  write(writing) {
    const { agency, ticket, reader, handed, promisedAt } = writing
    const said = words[reader.language]
    const footer = (handed.last ? said.lastFooter : said.footer)(agency)
    const cameAt = handed.received_at ? Temporal.Instant.from(handed.received_at) : promisedAt
    if (handed.noted) {
      const why = handed.noted === 'repeated' ? said.whyRepeated : said.whyNoted
      const told = { heading: said.noted, paragraphs: [why], footer }
      return content({ ...endingOf(writing), ...told })
    }
    if (handed.too_many) {
      const told = { heading: said.tooMany, paragraphs: [said.whyTooMany], footer }
      return content({ ...endingOf(writing), ...told })
    }
    if (handed.held === 'through_your_address') {
      const told = { heading: said.throughYours(sayMoment(cameAt, reader)), footer: said.yourAddress(agency) }
      return content({ ...endingOf(writing), paragraphs: [said.whoWrote(handed.by), said.whereKept], ...told })
    }
    const isHeld = handed.undecided === undefined
    return content({
      heading: isHeld ? said.held(sayMoment(cameAt, reader)) : said.passedOn(ticket?.pm ?? agency),
      paragraphs: isHeld
        ? [said.nothing, wordsFor(said.whyHeld, handed.held)]
        : [wordsFor(said.undecided, handed.undecided)],
      ...endingOf(writing),
      footer,
    })
  },
}

function wordsFor(reasons: Record<'other', string> & Partial<Record<string, string>>, because: string | undefined) {
  return reasons[because ?? 'other'] ?? reasons.other
}

function endingOf(writing: Writing) {
  if (!writing.ticket) return {}
  const ending = writing.reader.kind === 'staff' ? forStaff(writing) : forContact(writing)
  const { decideUrl } = writing
  return decideUrl ? { ...ending, button: { ...ending.button, url: decideUrl } } : ending
}
