import { forDecider, sentences } from '../writing/decide-words.ts'
import { content, type Letter, type Writing } from '../writing/letter.ts'
import { forContact, quoted, ticketOf } from '../writing/letter-words.ts'
import { sayUntil } from '../writing/moment-words.ts'

const words = {
  en: {
    needs_info: (moment: string) => `Your turn: we still need your answer, until ${moment}.`,
    staging_review: (moment: string) => `Your turn: please test the fix, until ${moment}.`,
    approval: (moment: string) => `Your turn: please decide, until ${moment}.`,
    theirs: {
      needs_info: (number: number, moment: string) => `Ticket #${number} waits for an answer, until ${moment}.`,
      staging_review: (number: number, moment: string) =>
        `The fix of ticket #${number} still waits to be tested, until ${moment}.`,
      approval: (number: number, moment: string) => `Ticket #${number} still waits for a decision, until ${moment}.`,
    },
    closes: 'If we hear nothing until then, we close the ticket. Nothing is released, and you can reopen it.',
    lapses: 'After that the offer lapses and has to be made again.',
    asked: 'This is what we asked:',
    answer: 'Or simply answer this mail.',
    button: 'Give my answer',
  },
  pt: {
    needs_info: (moment: string) => `É a sua vez: ainda precisamos da sua resposta até ${moment}.`,
    staging_review: (moment: string) => `É a sua vez: teste a correção até ${moment}.`,
    approval: (moment: string) => `É a sua vez: decida até ${moment}.`,
    theirs: {
      needs_info: (number: number, moment: string) => `O pedido #${number} espera por uma resposta, até ${moment}.`,
      staging_review: (number: number, moment: string) =>
        `A correção do pedido #${number} ainda espera por ser testada, até ${moment}.`,
      approval: (number: number, moment: string) => `O pedido #${number} ainda espera por uma decisão, até ${moment}.`,
    },
    closes: 'Se não soubermos nada até lá, fechamos o pedido. Nada passa para produção e pode reabri-lo.',
    lapses: 'Depois disso a proposta caduca e terá de ser feita de novo.',
    asked: 'Foi isto que perguntámos:',
    answer: 'Ou responda simplesmente a este email.',
    button: 'Dar a minha resposta',
  },
} as const

/** The one reminder: a business day before silence closes (R030), or three after an approval was asked. */
export const reminder: Letter = {
  voice: 'house',
  write(writing) {
    const said = words[writing.reader.language]
    const turn = turnOf(writing)
    const until = sayUntil(untilOf(writing), writing.reader)
    const { paragraph, ...ending } =
      turn === 'needs_info'
        ? { ...forContact(writing, said.button), paragraph: null, afterwards: [said.answer] }
        : forDecider(writing, said.button)
    return content({
      heading: paragraph ? said.theirs[turn](ticketOf(writing).number, until) : said[turn](until),
      paragraphs: sentences(
        paragraph,
        turn === 'approval' ? said.lapses : said.closes,
        writing.words ? said.asked : null,
      ),
      words: quoted(writing.words, writing.agency),
      ...ending,
    })
  },
}

function turnOf(writing: Writing): 'needs_info' | 'staging_review' | 'approval' {
  const { stage } = ticketOf(writing)
  return stage === 'staging_review' || stage === 'approval' ? stage : 'needs_info'
}

/** The event of the reminder says until when; it was worked out from the delivery of what we asked. */
function untilOf(writing: Writing): Temporal.Instant {
  const until = writing.cause?.body.until
  return typeof until === 'string' ? Temporal.Instant.from(until) : ticketOf(writing).silenceClosesAt
}
