import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** One program of the house, started again when it ends by itself. */
export type Kept = {
  /** Resolves when the program first says it is up; rejects when it never manages to. */
  up: Promise<void>
  /** Asks it to end, and after `withinSeconds` insists, and says so. */
  stop: (limit: { withinSeconds: number }) => Promise<void>
}

const root = join(import.meta.dirname, '..')

/** Live data is small; left alone, V8 lets its heap grow with the memory of the machine before it cleans up. */
export const thrift = ['--max-old-space-size=256', '--max-semi-space-size=8']

/**
 * So small a heap V8 lets grow by a quarter before it looks through all of it again, and what was called some hundred
 * times it compiles anew to be faster: together most of the work of its threads while mail is read. Some hundred mails
 * never earn that back. Loops within one call are made fast as soon as ever, and so is what thousands of mails call.
 */
export const thriftOfWorker = [
  ...thrift,
  '--heap-growing-percent=60',
  '--invocation-count-for-maglev=1200',
  '--invocation-count-for-turbofan=20000',
]

/** How often a program may fail before it was ever up: then trying again will not help. */
const patience = 3

type Program = { file: string; args: string[]; options?: string[]; environment: Record<string, string | undefined> }

/** Runs `file` with these options of Node and this environment. The program says it is up by any message to its parent. */
export function keepRunning({ file, args, options = thrift, environment }: Program): Kept {
  const up = Promise.withResolvers<void>()
  let child: ChildProcess | null = null
  let stopping = false
  let failures = 0
  let wasUp = false

  async function live() {
    while (!stopping) {
      child = launch()
      const began = performance.now()
      const [code, signal] = await once(child, 'exit')
      if (stopping) return
      failures = performance.now() - began > 30_000 ? 1 : failures + 1
      if (!wasUp && failures >= patience)
        return up.reject(new Error(`${file} does not start; it ended with ${signal ?? code}.`))
      const pause = Math.min(250 * 2 ** (failures - 1), 10_000)
      // A Ctrl-C reaches child and parent at once, so the word waits until it is certain that nobody wanted this end.
      await wait(pause)
      if (!stopping) console.error(`${file} ended with ${signal ?? code}; it starts again.`)
    }
  }

  function launch() {
    const started = spawn(process.execPath, [...options, '--import', './db/load-hook.mjs', file, ...args], {
      cwd: root,
      env: { NODE_ENV: 'production', ...environment },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    started.on('message', () => {
      wasUp = true
      up.resolve()
    })
    return started
  }

  const life = live()
  return {
    up: up.promise,
    stop: async ({ withinSeconds }) => {
      stopping = true
      child?.kill('SIGTERM')
      const insist = setTimeout(() => {
        console.error(`${file} did not end within ${withinSeconds} s; it is killed.`)
        child?.kill('SIGKILL')
      }, withinSeconds * 1000)
      await life
      clearTimeout(insist)
    },
  }
}
