import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { ourNode, root } from '../../jobs/set-up.mjs'

/** A program that begins to `stop` on SIGTERM and is given a second for it; answers how it ended, after how many ms. */
async function end(stop: string) {
  const words = `
    import { stopGently } from './db/stop-gently.ts'
    stopGently(async () => { ${stop} }, { withinSeconds: 1 })
    setInterval(() => {}, 1_000)
    process.send('up')`
  const program = spawn(ourNode, ['--input-type=module', '--eval', words], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  await once(program, 'message')
  const asked = performance.now()
  program.kill('SIGTERM')
  const [code] = await once(program, 'exit')
  return { code, took: performance.now() - asked }
}

test('who is told to end and stops leaves with 0', async () => {
  expect(await end('')).toMatchObject({ code: 0 })
})

test('who cannot stop is left behind when the time for it is over, and the code is 1', async () => {
  const { code, took } = await end('await new Promise(() => {})')
  expect(code).toBe(1)
  expect(took).toBeGreaterThanOrEqual(900)
  // Nothing else would ever end it; a busy machine may need some seconds to begin.
  expect(took).toBeLessThan(10_000)
})
