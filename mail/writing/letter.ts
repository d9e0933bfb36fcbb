import type { LetterFacts } from '../../db/letters/letter-facts.ts'

/** Facts of one letter, the portal it links to, and where its reader may decide without signing in. */
export type Writing = LetterFacts & {
  baseUrl: string
  decideUrl: string | null
  /** What a digest gathers. */
  gathered: Content['entries']
}

/** A letter as data. One layout makes HTML and text of it, so that both say the same. */
export type Content = {
  /** What this is about and whose turn it is: the first line, and what the mail program previews. */
  heading: string
  /** One whole sentence each. */
  paragraphs: string[]
  /** What somebody wrote; it stands apart from our own sentences. */
  words: { by: string; markup: 'markdown' | 'plain'; text: string } | null
  /** Numbered, under a title: how to try something. */
  steps: { title: string; items: string[] } | null
  facts: { name: string; value: string }[]
  /** A code to type somewhere, set so that it can be read aloud. */
  code: string | null
  /** Several tickets, each with what happened to it. */
  entries: { title: string; url: string; lines: string[] }[]
  button: { text: string; url: string } | null
  /** What one may do instead of pressing the button. */
  afterwards: string[]
  /** In bold: who reads what is answered to this mail. null when nobody does. */
  whoReads: string | null
  /** A second address to write to, with what it is for. */
  aside: { before: string; text: string; address: 'note' } | null
  /** Why this mail was sent, and by whom. */
  footer: string
}

/** Whose name stands as the sender: a person for a person's words, else the agency. */
export type Voice = 'person' | 'house'

/** A letter of one kind: whose voice it is, and what it says. `person` letters are answered as one answers a person. */
export type Letter = { voice: Voice; write: (writing: Writing) => Content }

/** Content with everything a letter may leave out left out. */
export function content(given: Partial<Content> & Pick<Content, 'heading' | 'footer'>): Content {
  return {
    paragraphs: [],
    words: null,
    steps: null,
    facts: [],
    entries: [],
    code: null,
    button: null,
    afterwards: [],
    whoReads: null,
    aside: null,
    ...given,
  }
}
