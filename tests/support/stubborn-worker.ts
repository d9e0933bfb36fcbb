import { parentPort } from 'node:worker_threads'

// The worst of readers, for the tests of whoever has to end it: it is slow, takes a second, never ends, waits without a processor, takes all memory, breaks, or answers with the words it was given.
parentPort?.on('message', ({ raw }: { raw: Uint8Array }) => {
  const words = Buffer.from(raw).toString()
  const kept: number[][] = []
  const began = performance.now()
  while (words === 'never end') Math.random()
  while (words === 'be slow' && performance.now() < began + 3000) Math.random()
  while (words === 'take a second' && performance.now() < began + 1000) Math.random()
  if (words === 'have no processor') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60_000)
  while (words === 'take all memory') kept.push(new Array<number>(1_000_000).fill(kept.length + 0.5))
  if (words === 'break') throw new Error('broken')
  parentPort?.postMessage({ words })
})

parentPort?.postMessage('ready')
