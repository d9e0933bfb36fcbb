/** A picture of many pixels takes hundreds of megabytes while it is drawn, and all that a processor can. */
const mostAtOnce = 2

let drawing = 0
const waiting: (() => void)[] = []

/** Draws now, or when one of those before has ended; never more than two at once, however many ask. */
export async function drawInTurn<Drawn>(draw: () => Promise<Drawn>): Promise<Drawn> {
  if (drawing >= mostAtOnce) await new Promise<void>((begin) => waiting.push(begin))
  else drawing += 1
  try {
    return await draw()
  } finally {
    // Whoever waits longest takes over this place; only where nobody waits it becomes free.
    const next = waiting.shift()
    if (next) next()
    else drawing -= 1
  }
}
