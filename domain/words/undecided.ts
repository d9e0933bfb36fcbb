import type { Language } from '../ticket.ts'

/** Why a mail that says OK or NOT OK, or nearly, decided nothing: the sentence of the note that staff read. */
const sentences = {
  unclear: {
    en: 'The decision word does not stand alone on the first line, or the parts of the mail do not agree.',
    pt: 'A palavra de decisão não está sozinha na primeira linha, ou as partes do email não coincidem.',
  },
  unproven: {
    en: 'It is no answer to the letter that asked, or nothing proves that it is.',
    pt: 'Não é uma resposta ao email que perguntava, ou nada prova que o seja.',
  },
  machine: {
    en: 'It bears the marks of a machine.',
    pt: 'Tem marcas de ter sido escrita por uma máquina.',
  },
  no_right: {
    en: 'Its writer may not decide this for their company.',
    pt: 'Quem escreveu não pode decidir isto pela sua empresa.',
  },
  sign_in: {
    en: 'It costs money beyond the plan, so its writer has to sign in to approve it.',
    pt: 'Custa dinheiro além do plano; quem escreveu tem de entrar no portal para aprovar.',
  },
  no_reason: {
    en: 'It says NOT OK, but not what is wrong.',
    pt: 'Diz que não está aprovado, mas não o que está mal.',
  },
  older: {
    en: 'It answers an older question than the one that waits now.',
    pt: 'Responde a uma pergunta mais antiga do que a que está agora à espera.',
  },
  decided: {
    en: 'This was decided before it came.',
    pt: 'Isto já estava decidido quando chegou.',
  },
  silence: {
    en: 'Silence had closed the ticket, so it is open again; nothing was released.',
    pt: 'O silêncio tinha fechado o pedido, por isso está de novo aberto; nada passou para produção.',
  },
  not_now: {
    en: 'Nothing waits for a decision at this stage.',
    pt: 'Nada espera por uma decisão nesta fase.',
  },
} as const satisfies Record<string, Record<Language, string>>

export type Undecided = keyof typeof sentences

const opening: Record<Language, string> = {
  en: 'The mail above was not taken as a decision.',
  pt: 'O email acima não foi tomado como decisão.',
}

/** The note beside such a mail. */
export function noteForUndecided(because: Undecided, language: Language): string {
  return `${opening[language]} ${sentences[because][language]}`
}
