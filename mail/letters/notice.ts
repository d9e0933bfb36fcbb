import { content, type Letter, type Writing } from '../writing/letter.ts'
import { forContact, forStaff, glance, quoted, ticketOf } from '../writing/letter-words.ts'

const words = {
  en: {
    wrote: (who: string, number: number) => `${who} wrote on ticket #${number}.`,
    answer: (who: string, number: number) => `${who} answered your question on ticket #${number}.`,
    ask_about: (who: string, number: number) => `${who} has a question before deciding on ticket #${number}.`,
    reopen: (who: string, number: number) => `${who} reopened ticket #${number}.`,
    cancel: (who: string, number: number) => `${who} cancelled ticket #${number}.`,
    close_silent: (_: string, number: number) => `Ticket #${number} was closed: three business days without an answer.`,
    nothingReleased: 'Nothing was released. An answer by mail reopens it.',
    waits: 'This decided nothing: the ticket still waits for a decision.',
    last: 'What you answer reaches us and stands on the ticket. We only stop sending it on to your colleagues by mail until somebody here has acted.',
    isClosed: 'The ticket is closed. Reopen it, or leave it as it is?',
  },
  pt: {
    wrote: (who: string, number: number) => `${who} escreveu no pedido #${number}.`,
    answer: (who: string, number: number) => `${who} respondeu à sua pergunta no pedido #${number}.`,
    ask_about: (who: string, number: number) => `${who} tem uma pergunta antes de decidir sobre o pedido #${number}.`,
    reopen: (who: string, number: number) => `${who} reabriu o pedido #${number}.`,
    cancel: (who: string, number: number) => `${who} cancelou o pedido #${number}.`,
    close_silent: (_: string, number: number) => `O pedido #${number} foi fechado: três dias úteis sem resposta.`,
    nothingReleased: 'Nada passou para produção. Uma resposta por email reabre-o.',
    waits: 'Isto não decidiu nada: o pedido continua à espera de uma decisão.',
    last: 'O que responder chega-nos e fica no pedido. Só deixamos de o reenviar aos seus colegas por email até que alguém daqui aja.',
    isClosed: 'O pedido está fechado. Reabrir, ou deixar como está?',
  },
} as const

/** A customer said or did something: told to the PM, who may answer by mail, and to colleagues on the ticket. */
export const notice: Letter = {
  voice: 'house',
  write(writing) {
    const said = words[writing.reader.language]
    const occasion = occasionOf(writing)
    const ending =
      writing.reader.kind === 'staff' ? { facts: glance(writing), ...forStaff(writing) } : forContact(writing)
    return content({
      heading: said[occasion](writing.words?.by || writing.cause?.by || writing.agency, ticketOf(writing).number),
      paragraphs: [...beside(writing, occasion), ...(writing.handed.last_for === writing.reader.id ? [said.last] : [])],
      words: quoted(writing.words, writing.agency),
      ...ending,
    })
  },
}

/** What one of us should know of mere words: whether they decided anything, and what to do where all was over. */
function beside(writing: Writing, occasion: Occasion): string[] {
  const said = words[writing.reader.language]
  if (occasion === 'close_silent') return [said.nothingReleased]
  if (occasion !== 'wrote' || writing.reader.kind !== 'staff') return []
  const { stage } = ticketOf(writing)
  if (stage === 'closed') return [said.isClosed]
  return stage === 'approval' || stage === 'staging_review' ? [said.waits] : []
}

type Occasion = 'wrote' | 'answer' | 'ask_about' | 'reopen' | 'cancel' | 'close_silent'
const told: readonly Occasion[] = ['answer', 'ask_about', 'reopen', 'cancel', 'close_silent']

/** To a colleague an answer is plain words: the question was not theirs. */
function occasionOf({ cause, reader }: Writing): Occasion {
  const occasion = told.find((one) => one === cause?.action) ?? 'wrote'
  return occasion === 'answer' && reader.kind === 'contact' ? 'wrote' : occasion
}
