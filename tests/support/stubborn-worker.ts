import { parentPort } from 'node:worker_threads'

// The worst of readers, for the tests of whoever has to end it: it is slow, never ends, takes all memory, breaks, or answers with the words it was given.
parentPort?.on('message', ({ raw }: { raw: Uint8Array }) => {
  const words = Buffer.from(raw).toString()
  const kept: number[][] = []
  const until = performance.now() + 3000
  while (words === 'never end') Math.random()
  while (words === 'be slow' && performance.now() < until) Math.random()
  while (words === 'take all memory') kept.push(new Array<number>(1_000_000).fill(kept.length + 0.5))
  if (words === 'break') throw new Error('broken')
  parentPort?.postMessage({ words })
})

parentPort?.postMessage('ready')
