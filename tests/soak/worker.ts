import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { ourNode, root } from '../../jobs/set-up.mjs'

export type Hunted = { deaths: () => number; calmDown: () => Promise<void>; stop: () => Promise<void> }

/**
 * A worker as the product runs it, killed without warning again and again and started anew each time, until calmed down;
 * then one lives on. A life lasts from a moment during its start to some seconds of work.
 */
export function huntWorkers(environment: Record<string, string>, random: (below: number) => number): Hunted {
  const count = { deaths: 0 }
  const calm = new AbortController()
  let worker: ChildProcess | null = null
  const start = () => {
    worker = spawn(ourNode, ['--import', './db/load-hook.mjs', 'jobs/main.ts'], {
      cwd: root,
      env: { PATH: process.env.PATH ?? '', NODE_ENV: 'production', ...environment },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    return worker
  }

  async function hunt() {
    while (!calm.signal.aborted) {
      const hunted = start()
      const ended = once(hunted, 'exit')
      // Each eighth dies while it starts, the others while they work.
      if (random(8) > 0) await Promise.race([once(hunted, 'message'), ended])
      await wait(50 + random(random(3) === 0 ? 2_000 : 25_000), undefined, { signal: calm.signal }).catch(() => {})
      if (calm.signal.aborted) break
      hunted.kill('SIGKILL')
      count.deaths += 1
      await ended
    }
  }

  const hunting = hunt()
  return {
    deaths: () => count.deaths,
    calmDown: async () => {
      calm.abort()
      await hunting
      if (!worker || worker.exitCode !== null || worker.signalCode !== null) start()
    },
    stop: async () => {
      worker?.kill('SIGTERM')
      if (worker?.exitCode === null) await once(worker, 'exit')
    },
  }
}
