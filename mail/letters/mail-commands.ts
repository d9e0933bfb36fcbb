import { content, type Letter, type Writing } from '../writing/letter.ts'
import { forStaff, glance, ticketOf } from '../writing/letter-words.ts'

const words = {
  en: {
    done: (number: number) => `Done on ticket #${number}, as your mail said.`,
    nothing: (number: number) => `Nothing was done on ticket #${number}: your mail was not clear.`,
    confirm: (number: number) => `One click is missing on ticket #${number}.`,
    none: 'No line of it was carried out, and nothing went to the customer. Put it right and send it again.',
    signIn: 'This cannot be undone, so it is not done by mail: the button opens the page where you confirm it.',
    understood: 'Understood',
    wrong: 'Not understood, or not possible now',
    draft: 'Your words, to be used again:',
    button: 'Confirm it',
  },
  pt: {
    done: (number: number) => `Feito no pedido #${number}, como dizia a sua mensagem.`,
    nothing: (number: number) => `Nada foi feito no pedido #${number}: a sua mensagem não era clara.`,
    confirm: (number: number) => `Falta um clique no pedido #${number}.`,
    none: 'Nenhuma linha foi executada e nada seguiu para o cliente. Corrija e envie de novo.',
    signIn: 'Isto não se pode anular, por isso não se faz por correio: o botão abre a página onde o confirma.',
    understood: 'Entendido',
    wrong: 'Não entendido, ou impossível agora',
    draft: 'As suas palavras, para usar de novo:',
    button: 'Confirmar',
  },
} as const

/**
 * What came of the commands in a mail of one of us (mail §4). Handed in, ready in the reader's language: `understood`
 * and `wrong`, a line each; `draft`, the words that came with them; `confirm`, a path where the rest is done.
 */
export const mailCommands: Letter = {
  voice: 'house',
  write(writing) {
    const { number } = ticketOf(writing)
    const { handed, baseUrl } = writing
    const said = words[writing.reader.language]
    const ending = forStaff(writing)
    const [understood, wrong] = [linesIn(handed.understood), linesIn(handed.wrong)]
    const heading = wrong.length > 0 ? said.nothing : handed.confirm ? said.confirm : said.done
    return content({
      heading: heading(number),
      paragraphs: [
        ...(wrong.length > 0 ? [said.none] : handed.confirm ? [said.signIn] : []),
        ...(handed.draft ? [said.draft] : []),
      ],
      words: draftOf(writing),
      facts: [
        ...understood.map((value) => ({ name: said.understood, value })),
        ...wrong.map((value) => ({ name: said.wrong, value })),
        ...glance(writing),
      ],
      ...ending,
      button: handed.confirm ? { text: said.button, url: `${baseUrl}${handed.confirm}` } : ending.button,
    })
  },
}

function draftOf({ handed, reader }: Writing) {
  return handed.draft ? { by: reader.name, markup: 'plain' as const, text: handed.draft } : null
}

function linesIn(text: string | undefined): string[] {
  return (text ?? '').split('\n').filter((line) => line.trim() !== '')
}
