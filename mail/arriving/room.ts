/** Does something that takes up so much, bytes or places, once there is room for it. */
export type Room = <Done>(size: number, work: () => Promise<Done>) => Promise<Done>

/** Room for so much at once: who needs more than is free waits, in order; what is larger than all comes alone. */
export function newRoom(limit: number): Room {
  const waiting: { size: number; enter: () => void }[] = []
  let taken = 0

  function letIn() {
    for (let next = waiting[0]; next && (taken === 0 || taken + next.size <= limit); next = waiting[0]) {
      waiting.shift()
      taken += next.size
      next.enter()
    }
  }

  return async (size, work) => {
    await new Promise<void>((enter) => {
      waiting.push({ size, enter })
      letIn()
    })
    try {
      return await work()
    } finally {
      taken -= size
      letIn()
    }
  }
}
