import { content, type Letter, type Writing } from '../letter.ts'
import { forContact, forStaff, glance, quoted, ticketOf } from '../letter-words.ts'

const words = {
  en: {
    wrote: (who: string, number: number) => `${who} wrote on ticket #${number}.`,
    answer: (who: string, number: number) => `${who} answered your question on ticket #${number}.`,
    ask_about: (who: string, number: number) => `${who} has a question before deciding on ticket #${number}.`,
    reopen: (who: string, number: number) => `${who} reopened ticket #${number}.`,
    close_silent: (_: string, number: number) => `Ticket #${number} was closed: three business days without an answer.`,
    nothingReleased: 'Nothing was released. An answer by mail reopens it.',
  },
  pt: {
    wrote: (who: string, number: number) => `${who} escreveu no ticket #${number}.`,
    answer: (who: string, number: number) => `${who} respondeu à sua pergunta no ticket #${number}.`,
    ask_about: (who: string, number: number) => `${who} tem uma pergunta antes de decidir sobre o ticket #${number}.`,
    reopen: (who: string, number: number) => `${who} reabriu o ticket #${number}.`,
    close_silent: (_: string, number: number) => `O ticket #${number} foi fechado: três dias úteis sem resposta.`,
    nothingReleased: 'Nada passou para produção. Uma resposta por correio reabre-o.',
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
      paragraphs: occasion === 'close_silent' ? [said.nothingReleased] : [],
      words: quoted(writing.words, writing.agency),
      ...ending,
    })
  },
}

type Occasion = 'wrote' | 'answer' | 'ask_about' | 'reopen' | 'close_silent'
const told: readonly Occasion[] = ['answer', 'ask_about', 'reopen', 'close_silent']

/** To a colleague an answer is plain words: the question was not theirs. */
function occasionOf({ cause, reader }: Writing): Occasion {
  const occasion = told.find((one) => one === cause?.action) ?? 'wrote'
  return occasion === 'answer' && reader.kind === 'contact' ? 'wrote' : occasion
}
