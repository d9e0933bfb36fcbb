import type { House } from '../db/house.ts'
import { type LetterFacts, readLetterFacts } from '../db/letters/letter-facts.ts'
import type { Letter } from '../domain/notify.ts'
import { letters } from './letters.ts'
import { isShown, pictureOf } from './sending/enclose.ts'
import { type Example, exampleFacts, exampleTitle } from './writing/example-facts.ts'

export { type CommandOutcome, commandOutcomes } from './writing/example-facts.ts'
export { letterTextOf } from './writing/letter-text.ts'

import { renderHtml } from './writing/layout.ts'
import type { Writing } from './writing/letter.ts'
import { oneLine } from './writing/one-line.ts'
import { renderText } from './writing/plain-layout.ts'

/** A letter as its reader would see it; nothing is promised or sent. */
export type Preview = { subject: string; html: string; text: string }

/** Any letter, made of an example. Its pictures are empty frames. */
export function previewLetter(letter: Letter, example: Example & { baseUrl: string }): Preview {
  return preview(exampleFacts(letter, example), example.baseUrl, () => emptyPicture)
}

/**
 * A letter that was promised, as it would be written today and in another language perhaps: null where it may not be
 * read any more. The page to decide on is that of its reader, so it is not linked.
 */
export async function previewMail(
  house: House,
  mailId: string,
  { language, baseUrl }: Omit<Example, 'agency' | 'accent'> & { baseUrl: string },
): Promise<Preview | null> {
  const facts = await readLetterFacts(house.db, mailId)
  if ('unreadable' in facts) return null
  return preview({ ...facts, reader: { ...facts.reader, language } }, baseUrl, () => emptyPicture)
}

function preview(facts: LetterFacts, baseUrl: string, srcOf: (fileId: string) => string): Preview {
  const { id, letter, reader, ticket, approval, handed } = facts
  const decides = reader.kind === 'contact' && approval?.mine === true && approval.decision === null
  const page = decides ? 'a' : handed.confirm ? 'desk/a' : null
  const gathered =
    letter === 'digest' && id.startsWith('example')
      ? [
          {
            title: `#2041 ${exampleTitle(reader.language)}`,
            url: `${baseUrl}/tickets/2041`,
            lines: stepsOf(facts, baseUrl),
          },
        ]
      : []
  const content = letters[letter].write({
    ...{ ...facts, baseUrl, gathered },
    decideUrl: page && `${baseUrl}/${page}/…`,
  })
  const files = content.words ? (facts.words?.files ?? []).filter(isShown) : []
  const setting = {
    ...{ language: reader.language, accent: facts.accent },
    pictures: files.map((file) => pictureOf(file, srcOf(file.id), facts)),
    noteUrl: reader.kind === 'staff' ? 'mailto:note@example' : null,
  }
  return {
    subject: oneLine(ticket ? `[#${ticket.number}] ${ticket.title}` : content.heading),
    html: renderHtml(content, setting),
    text: renderText(content, setting),
  }
}

/** What an example of a digest tells: the first lines of other examples. */
function stepsOf({ reader, agency, accent }: LetterFacts, baseUrl: string): string[] {
  return (['planned', 'new_date', 'live'] as const).map((letter) => {
    const facts = exampleFacts(letter, { language: reader.language, agency, accent })
    const writing: Writing = { ...facts, baseUrl, decideUrl: null, gathered: [] }
    return letters[letter].write(writing).heading
  })
}

const emptyPicture = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 320"><rect width="512" height="320" fill="#efede8"/><path d="M0 320 190 130l110 110 70-70 142 150z" fill="#d5d1c7"/><circle cx="390" cy="90" r="34" fill="#d5d1c7"/></svg>',
)}`
