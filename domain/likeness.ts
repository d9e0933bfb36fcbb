/** Words that say nothing of what a title is about, in either language. */
const hollow = new Set(
  'with from that this have does not and the for our cannot when after nao com por para uma que dos das nos nas mais isto esta quando depois'.split(
    ' ',
  ),
)

/**
 * How much two titles are about the same, from 0 to 1: the share of the words of the shorter that both have. One word
 * in common among several is no likeness. Accents, capitals and endings of a word make no difference.
 */
export function likeness(one: string, other: string): number {
  const [words, others] = [wordsIn(one), wordsIn(other)]
  const shared = [...words].filter((word) => others.has(word)).length
  const fewest = Math.min(words.size, others.size)
  if (fewest === 0 || (shared < 2 && fewest > 1)) return 0
  const share = shared / fewest
  return share >= 0.4 ? share : 0
}

/** The telling words, by their first five letters: "payments" and "payment", "encomendas" and "encomenda" are one. */
function wordsIn(title: string): Set<string> {
  const plain = title.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
  const words = plain.match(/[\p{L}\p{N}]{3,}/gu) ?? []
  return new Set(words.filter((word) => !hollow.has(word)).map((word) => word.slice(0, 5)))
}
