/**
 * Joins the lines that a mail program broke for the way (RFC 3676 §4): a line that ends in a blank goes on in the next
 * one, unless that is quoted more or less deeply. The mark of a signature is no such line.
 */
export function joinFlowed(text: string, dropsBlanks: boolean): string {
  const paragraphs: { depth: number; words: string; goesOn: boolean }[] = []
  for (const line of text.split('\n')) {
    const depth = /^>*/.exec(line)?.[0].length ?? 0
    const words = line.slice(depth).replace(/^ /, '')
    const goesOn = words.endsWith(' ') && words !== '-- '
    const own = goesOn && dropsBlanks ? words.slice(0, -1) : words
    const last = paragraphs.at(-1)
    const joins = last?.goesOn && last.depth === depth && words !== '-- ' && words !== ''
    if (last && joins) {
      last.words += own
      last.goesOn = goesOn
    } else paragraphs.push({ depth, words: own, goesOn })
  }
  return paragraphs.map(({ depth, words }) => (depth > 0 ? `${'>'.repeat(depth)} ${words}` : words)).join('\n')
}
