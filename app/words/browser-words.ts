import type { SharedWords, Words } from './en.ts'

/** The words of one side of the house, of the portal or of the desk, on their way to the browser. */
export type Side = { load: () => Promise<object>; words?: object }

/** Loads a side's words unless they are there. */
export async function bring(side: Side): Promise<void> {
  side.words ??= await side.load()
}

/** A dictionary of the words that both sides share, at once, and those of each side when its first page asks. */
export function joinWords(shared: SharedWords, sides: Side[]): Words
export function joinWords(shared: SharedWords, sides: Side[]): object {
  return new Proxy(shared, {
    get: (_, name) => {
      const holder = [shared, ...sides.map(({ words }) => words ?? {})].find((words) => name in words)
      if (holder) return Reflect.get(holder, name)
      // React waits for a promise that is thrown while it draws, and leaves the old page where it is.
      if (sides.some(({ words }) => !words)) throw Promise.all(sides.map(bring))
    },
  })
}
