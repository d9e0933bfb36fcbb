import type { Face } from './components/avatar.tsx'

const tones = ['accent', 'blue', 'green', 'grey'] as const

/** A person as drawn: two letters of their name, and a tone that stays theirs on every page. */
export function faceOf({ id, name }: { id: string | null; name: string }): Face {
  const sum = [...(id ?? '')].reduce((so, sign) => so + (sign.codePointAt(0) ?? 0), 0)
  return { name, initials: initialsOf(name), tone: id === null ? 'grey' : (tones[sum % 3] ?? 'grey') }
}

/** First and last name as two letters; of one word its first two. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word))
  const [first = '?', last] = [words[0], words.length > 1 ? words.at(-1) : undefined]
  const letters = last ? `${[...first][0]}${[...last][0]}` : [...first].slice(0, 2).join('')
  return letters.toUpperCase()
}

/** A name as short as colleagues say it: the first word of it. */
export function shortName(name: string): string {
  return name.split(/\s+/)[0] ?? name
}
