import { content, type Letter, type Writing } from '../letter.ts'
import { forContact, quoted, ticketOf } from '../letter-words.ts'
import { sayMoment } from '../moment-words.ts'

const words = {
  en: {
    needs_info: (moment: string) => `Your turn: we still need your answer, until ${moment}.`,
    staging_review: (moment: string) => `Your turn: please test the fix, until ${moment}.`,
    approval: (moment: string) => `Your turn: please decide, until ${moment}.`,
    closes: 'If we hear nothing until then, we close the ticket. Nothing is released, and you can reopen it.',
    lapses: 'After that the offer lapses and has to be made again.',
    asked: 'This is what we asked:',
    decide: 'Or answer this mail with OK or NOT OK on a line of its own.',
    answer: 'Or simply answer this mail.',
    button: 'Give my answer',
  },
  pt: {
    needs_info: (moment: string) => `É a sua vez: ainda precisamos da sua resposta até ${moment}.`,
    staging_review: (moment: string) => `É a sua vez: teste a correção até ${moment}.`,
    approval: (moment: string) => `É a sua vez: decida até ${moment}.`,
    closes: 'Se não soubermos nada até lá, fechamos o ticket. Nada passa para produção e pode reabri-lo.',
    lapses: 'Depois disso a proposta caduca e terá de ser feita de novo.',
    asked: 'Foi isto que perguntámos:',
    decide: 'Ou responda a esta mensagem com OK ou NÃO APROVADO numa linha só.',
    answer: 'Ou responda simplesmente a esta mensagem.',
    button: 'Dar a minha resposta',
  },
} as const

/** The one reminder: a business day before silence closes (R030), or three after an approval was asked. */
export const reminder: Letter = {
  voice: 'house',
  write(writing) {
    const said = words[writing.reader.language]
    const turn = turnOf(writing)
    const until = sayMoment(untilOf(writing), writing.reader)
    return content({
      heading: said[turn](until),
      paragraphs: [turn === 'approval' ? said.lapses : said.closes, ...(writing.words ? [said.asked] : [])],
      words: quoted(writing.words, writing.agency),
      afterwards: [turn === 'staging_review' ? said.decide : said.answer],
      ...forContact(writing, said.button),
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
