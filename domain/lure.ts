/** What makes a sender look like somebody else: another address as the name, the name of one of us, look-alike letters. */
export type Lure = 'other_address' | 'name_of_ours' | 'alike_letters'

type Sender = { address: string | null; name: string | null }

/** How a sender may take a reader in (F05, F09); null where nothing does. `ours` are those whose name is worth borrowing. */
export function lureIn({ address, name }: Sender, ours: { name: string; email: string }[]): Lure | null {
  const own = address?.toLowerCase() ?? ''
  const shown = (name ?? '').slice(0, 500).normalize('NFKC')
  const named = shown.match(/[^\s<>()"'@]{1,64}@[^\s<>()"'@]{1,255}\.[^\s<>()"'@.]{2,63}/g) ?? []
  if (named.some((one) => one.toLowerCase() !== own)) return 'other_address'
  const said = ` ${wordsIn(shown)} `
  const borrowed = ours.filter((one) => said.includes(` ${wordsIn(one.name)} `))
  if (borrowed.length > 0 && !ours.some(({ email }) => email.toLowerCase() === own)) return 'name_of_ours'
  return isAlike(own) || shown.split(/\s+/).some(mixesScripts) ? 'alike_letters' : null
}

function wordsIn(name: string): string {
  const bare = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return bare.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
}

/** A domain with letters beyond ours is kept and shown by its A-label (RFC 5890), which no eye takes for another. */
function isAlike(address: string): boolean {
  return /[@.]xn--/.test(address) || /[^\0-\x7f]/.test(address)
}

/** Latin words with single letters of another alphabet that look the same. */
function mixesScripts(word: string): boolean {
  return /\p{Script=Latin}/u.test(word) && /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Cherokee}]/u.test(word)
}
