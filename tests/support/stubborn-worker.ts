import { pbkdf2Sync } from 'node:crypto'
import { parentPort } from 'node:worker_threads'

// The worst of readers, for the tests of whoever has to end it: it is slow, takes a second, never ends, works in one call
// into the platform, waits without a processor, takes all memory, breaks, or answers with the words it was given.
parentPort?.on('message', ({ raw }: { raw: Uint8Array }) => {
  const words = Buffer.from(raw).toString()
  const kept: number[][] = []
  const began = performance.now()
  while (words === 'never end') Math.random()
  while (words === 'be slow' && performance.now() < began + 3000) Math.random()
  while (words === 'take a second' && performance.now() < began + 1000) Math.random()
  if (words === 'stay in one call') stayInOneCall()
  if (words === 'have no processor') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60_000)
  while (words === 'take all memory') kept.push(new Array<number>(1_000_000).fill(kept.length + 0.5))
  if (words === 'break') throw new Error('broken')
  parentPort?.postMessage({ words })
})

parentPort?.postMessage('ready')

/** For three seconds of work, however fast the machine is: this thread answers no question meanwhile. */
function stayInOneCall() {
  const rounds = 100_000
  const before = process.threadCpuUsage()
  pbkdf2Sync('words', 'salt', rounds, 32, 'sha256')
  const { user, system } = process.threadCpuUsage(before)
  pbkdf2Sync('words', 'salt', Math.ceil((rounds * 3_000_000) / (user + system)), 32, 'sha256')
}
