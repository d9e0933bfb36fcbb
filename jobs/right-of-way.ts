import { setTimeout as wait } from 'node:timers/promises'

/** Reading mail goes before sending letters. */
export type RightOfWay = {
  /** Does something that letters give way to. */
  first: <Done>(work: () => Promise<Done>) => Promise<Done>
  /** Waits until nothing goes first and nothing has for a moment, or until it is the letters' turn. */
  giveWay: () => Promise<void>
}

/**
 * Milliseconds. Between two batches of a backlog lies less than `moment`. Letters that have waited for `patience` go for
 * a `turn` without waiting; so mail that never ceases takes most of the time and never all of it.
 */
const usual = { moment: 250, patience: 5_000, turn: 1_000 }

/** A backlog is read at full speed, and its acknowledgements follow: who waits for one waits seconds at most. */
export function newRightOfWay({ moment, patience, turn } = usual): RightOfWay {
  let going = 0
  let quietSince = Number.NEGATIVE_INFINITY
  let waitingSince: number | null = null
  let turnEnds = Number.NEGATIVE_INFINITY
  return {
    first: async (work) => {
      going += 1
      try {
        return await work()
      } finally {
        going -= 1
        quietSince = performance.now()
      }
    },
    giveWay: async () => {
      for (;;) {
        const now = performance.now()
        if (now < turnEnds) return
        waitingSince ??= now
        if (now >= waitingSince + patience) turnEnds = now + turn
        const left = going > 0 ? moment : quietSince + moment - now
        if (left <= 0 || now < turnEnds) {
          waitingSince = null
          return
        }
        await wait(left)
      }
    },
  }
}
