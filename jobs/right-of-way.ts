/** Reading mail goes before sending letters. */
export type RightOfWay = {
  /** Does something that letters give way to. */
  first: <Done>(work: () => Promise<Done>) => Promise<Done>
  /** Waits until nothing goes first and nothing has for a moment, but never longer than `patience`. */
  giveWay: () => Promise<void>
}

/** Milliseconds. Between two batches of a backlog lies less than `moment`. */
const usual = { moment: 250, patience: 5_000 }

/** A backlog is read at full speed, and its acknowledgements follow: who waits for one waits seconds at most. */
export function newRightOfWay({ moment, patience } = usual): RightOfWay {
  let going = 0
  let quietSince = Number.NEGATIVE_INFINITY
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
      const deadline = performance.now() + patience
      while (performance.now() < deadline) {
        const left = going > 0 ? moment : quietSince + moment - performance.now()
        if (left <= 0) return
        await new Promise((resolve) => setTimeout(resolve, left))
      }
    },
  }
}
