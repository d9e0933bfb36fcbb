import { content, type Letter } from '../writing/letter.ts'
import { forContact, quoted, wordsOf } from '../writing/letter-words.ts'

const words = {
  en: { heading: (who: string) => `${who} wrote to you.` },
  pt: { heading: (who: string) => `${who} escreveu-lhe.` },
} as const

/** What one of us said to the customer. */
export const reply: Letter = {
  voice: 'person',
  write(writing) {
    const said = wordsOf(writing)
    return content({
      heading: words[writing.reader.language].heading(said.by || writing.agency),
      words: quoted(said, writing.agency),
      ...forContact(writing),
    })
  },
}
