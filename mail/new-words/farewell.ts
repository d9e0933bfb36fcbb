const closing =
  /^(best|best regards|kind regards|regards|warm regards|cheers|thanks|thank you|many thanks|thx|br|kr|cumprimentos|melhores cumprimentos|com os melhores cumprimentos|obrigad[oa]|muito obrigad[oa]|abraco|um abraco|ate ja|ate logo)[.,!]*$/

/**
 * Whether words are nothing but how a mail ends: a closing, a name below it, or an empty line. They are nobody's message.
 * Without a closing they are words, however short.
 */
export function isFarewell(words: string): boolean {
  const lines = words.split('\n').filter((line) => line.trim() !== '')
  const [first = '', ...below] = lines
  const bare = first.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().trim()
  return closing.test(bare) && below.length <= 2 && below.every(isName)
}

/** A name, or a name and what the person is: short, and no sentence. */
function isName(line: string): boolean {
  return /^\s*\p{Lu}[\p{L}.'’-]*(?:[ ,|]+\p{L}[\p{L}.'’-]*){0,4}\s*$/u.test(line)
}
