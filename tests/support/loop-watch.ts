import { setTimeout as wait } from 'node:timers/promises'

export type LoopWatch = { stop: () => Promise<{ busyMs: number; lateMs: number }> }

const beat = 5

/**
 * Watches this thread's loop: `busyMs` is the most of the processor that the thread took between two beats, which is
 * what it kept others waiting for and no neighbour on the machine adds to; `lateMs` the latest beat by the clock.
 */
export function watchLoop(): LoopWatch {
  const most = { busyMs: 0, lateMs: 0 }
  let used = processor()
  let at = performance.now()
  const look = () => {
    const [usedNow, now] = [processor(), performance.now()]
    most.busyMs = Math.max(most.busyMs, usedNow - used)
    most.lateMs = Math.max(most.lateMs, now - at - beat)
    used = usedNow
    at = now
  }
  const beating = setInterval(look, beat)
  return {
    stop: async () => {
      // What has just run counts too.
      await wait(2 * beat)
      clearInterval(beating)
      look()
      return { busyMs: Math.round(most.busyMs), lateMs: Math.round(most.lateMs) }
    },
  }
}

function processor(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}
