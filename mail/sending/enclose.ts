import type { House } from '../../db/house.ts'
import type { LetterFacts, LetterFile } from '../../db/letters/letter-facts.ts'
import { sharedWords } from '../writing/letter-words.ts'
import type { LetterPicture } from '../writing/picture-table.ts'

/** Many servers refuse more than 25 MB, and base64 makes a third more of it. */
const limits = { enclosed: 10 * 1024 * 1024, shown: 6, picture: 2 * 1024 * 1024 } as const
const shownTypes = ['image/png', 'image/jpeg', 'image/gif', 'image/webp']

type Enclosed = { filename: string; contentType: string; content: Buffer; cid?: string }

/**
 * The files of the words a letter carries: the first pictures shown in it, the rest attached, all inside the mail.
 * What would make it too large stays on the ticket, and a line says so.
 */
export async function enclose(
  house: House,
  facts: LetterFacts,
): Promise<{ files: Enclosed[]; pictures: LetterPicture[]; tooLarge: string | null }> {
  const { fitting, others } = sortBySize(facts.words?.files ?? [])
  const shown = fitting.filter(isShown).slice(0, limits.shown)
  const files: Enclosed[] = []
  for (const file of fitting) {
    const kept = await house.store.get(file.storageKey)
    if (!kept) throw new Error(`The bytes of file ${file.id} are not in the store.`)
    const content = Buffer.from(await kept.arrayBuffer())
    files.push({
      filename: file.name,
      contentType: file.type,
      content,
      ...(shown.includes(file) && { cid: cidOf(file) }),
    })
  }
  return {
    files,
    pictures: shown.map((file) => pictureOf(file, `cid:${cidOf(file)}`, facts)),
    tooLarge:
      others.length > 0 ? sharedWords(facts.reader.language).files(others.map(({ name }) => name).join(', ')) : null,
  }
}

/** A file as the letter shows it, with the side of the change it is of. */
export function pictureOf({ name, shows }: LetterFile, src: string, { reader }: Pick<LetterFacts, 'reader'>) {
  return { src, name, caption: shows && sharedWords(reader.language).shows[shows] } satisfies LetterPicture
}

function sortBySize(files: LetterFile[]): { fitting: LetterFile[]; others: LetterFile[] } {
  let size = 0
  const fitting = files.filter((file) => {
    const fits = size + file.size <= limits.enclosed
    if (fits) size += file.size
    return fits
  })
  return { fitting, others: files.filter((file) => !fitting.includes(file)) }
}

/** Whether a file is a picture that a letter shows. */
export function isShown({ type, size }: Pick<LetterFile, 'type' | 'size'>): boolean {
  return shownTypes.includes(type) && size <= limits.picture
}

function cidOf({ id }: LetterFile): string {
  return `${id}@picture`
}
