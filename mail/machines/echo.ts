/** So much of two texts has to be the same words; of two tickets less, because of those at most a receipt is lost. */
const alike = { words: 0.8, tickets: 0.6 }

/** Enough to tell one text from another, and little enough to be read of every mail. */
export const wordsCompared = 1_000

/**
 * Whether words say what one of the earlier ones said, numbers aside: "Your request 17 was received" says what number 16
 * said. People hardly ever write the same twice in a day; a machine that knows no marks writes nothing else (L05, B13).
 */
export function isEcho(words: string, earlier: readonly string[], what: keyof typeof alike = 'words'): boolean {
  if (earlier.length === 0) return false
  const said = wordsIn(words)
  return said.size > 0 && earlier.some((text) => shareOf(said, wordsIn(text)) >= alike[what])
}

function wordsIn(text: string): Set<string> {
  return new Set(
    text
      .slice(0, wordsCompared)
      .toLowerCase()
      .match(/\p{L}+/gu),
  )
}

function shareOf(one: Set<string>, other: Set<string>): number {
  const common = [...one].filter((word) => other.has(word)).length
  return common / Math.max(one.size, other.size)
}
