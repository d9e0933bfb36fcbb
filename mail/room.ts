/** Does something that holds so many bytes, once there is room for them. */
export type Room = <Done>(bytes: number, work: () => Promise<Done>) => Promise<Done>

/** Room for so many bytes at once: who needs more than is free waits, in order; what is larger than all comes alone. */
export function newRoom(limit: number): Room {
  const waiting: { bytes: number; enter: () => void }[] = []
  let taken = 0

  function letIn() {
    for (let next = waiting[0]; next && (taken === 0 || taken + next.bytes <= limit); next = waiting[0]) {
      waiting.shift()
      taken += next.bytes
      next.enter()
    }
  }

  return async (bytes, work) => {
    await new Promise<void>((enter) => {
      waiting.push({ bytes, enter })
      letIn()
    })
    try {
      return await work()
    } finally {
      taken -= bytes
      letIn()
    }
  }
}
