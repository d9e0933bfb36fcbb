import { sayStage } from '../commands/stage-words.ts'
import { content, type Letter, type Writing } from '../writing/letter.ts'
import { forStaff, glance, ticketOf } from '../writing/letter-words.ts'

const words = {
  en: {
    done: (number: number) => `Done on ticket #${number}, as your mail said.`,
    nothing: (number: number) =>
      `Nothing was done on ticket #${number}: not every line of your mail could be carried out.`,
    status: (number: number) => `Ticket #${number} as it stands now.`,
    confirm: (number: number) => `One click is missing on ticket #${number}.`,
    none: 'No line of it was carried out, and nothing went to the customer. Put it right and send it again.',
    signIn:
      'This cannot be undone, so a mail is not enough: the button opens the page where you confirm it, signed in. It works for a day, and nothing of your mail was done yet.',
    understood: 'Understood',
    wrong: 'Not understood, or not possible now',
    stage: 'Stands at',
    pm: 'Project manager',
    developer: 'Developer',
    due: 'Due',
    nobody: 'nobody',
    draft: 'Your words, to be used again:',
    button: 'Confirm it',
  },
  pt: {
    done: (number: number) => `Feito no pedido #${number}, como dizia o seu email.`,
    nothing: (number: number) =>
      `Nada foi feito no pedido #${number}: nem todas as linhas do seu email podiam ser cumpridas.`,
    status: (number: number) => `O pedido #${number} neste momento.`,
    confirm: (number: number) => `Falta um clique no pedido #${number}.`,
    none: 'Nenhuma linha foi executada e nada seguiu para o cliente. Corrija e envie de novo.',
    signIn:
      'Isto não se pode anular, por isso um email não chega: o botão abre a página onde o confirma, com sessão iniciada. Funciona durante um dia; ainda nada do seu email foi feito.',
    understood: 'Entendido',
    wrong: 'Não entendido, ou impossível agora',
    stage: 'Está em',
    pm: 'Gestor de projeto',
    developer: 'Programador',
    due: 'Entrega',
    nobody: 'ninguém',
    draft: 'As suas palavras, para usar de novo:',
    button: 'Confirmar',
  },
} as const

/**
 * What came of the commands in a mail of one of us (mail §4). Handed in, ready in the reader's language: `understood`
 * and `wrong`, a line each; `draft`, the words that came with them; `confirm`, the mail whose commands wait for a click on
 * the reader's own page; `status`, where one of them asked how the ticket stands.
 */
export const mailCommands: Letter = {
  voice: 'house',
  write(writing) {
    const { number } = ticketOf(writing)
    const { handed, decideUrl } = writing
    const said = words[writing.reader.language]
    const ending = forStaff(writing)
    const [understood, wrong] = [linesIn(handed.understood), linesIn(handed.wrong)]
    const isDone = wrong.length === 0 && !handed.confirm
    const heading =
      wrong.length > 0 ? said.nothing : handed.confirm ? said.confirm : handed.status ? said.status : said.done
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
        ...(isDone && handed.status ? standing(writing) : []),
        ...glance(writing),
      ],
      ...ending,
      button: handed.confirm && decideUrl ? { text: said.button, url: decideUrl } : ending.button,
    })
  },
}

/** How the ticket stands: its stage, who has it, and until when. */
function standing(writing: Writing) {
  const { stage, pm, developer, dueDate } = ticketOf(writing)
  const { language } = writing.reader
  const said = words[language]
  return [
    { name: said.stage, value: sayStage(stage, language) },
    { name: said.pm, value: pm ?? said.nobody },
    { name: said.developer, value: developer ?? said.nobody },
    ...(dueDate ? [{ name: said.due, value: dueDate }] : []),
  ]
}

function draftOf({ handed, reader }: Writing) {
  return handed.draft ? { by: reader.name, markup: 'plain' as const, text: handed.draft } : null
}

function linesIn(text: string | undefined): string[] {
  return (text ?? '').split('\n').filter((line) => line.trim() !== '')
}
