import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { ourNode, root } from '../../jobs/set-up.mjs'

const folder = mkdtempSync(join(tmpdir(), 'signoff-program-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Stops a program that does this when it is told to end; answers what was said of it, and after how many ms it was gone. */
async function stop({ file, onEnd, withinSeconds }: { file: string; onEnd: string; withinSeconds: number }) {
  const program = join(folder, file)
  writeFileSync(
    program,
    `process.on('SIGTERM', () => { ${onEnd} })\nsetInterval(() => {}, 1_000)\nprocess.send('up')\n`,
  )
  const words = `
    import { keepRunning } from './jobs/keep-running.ts'
    const kept = keepRunning({ file: '${program}', args: [], environment: process.env })
    await kept.up
    const asked = performance.now()
    await kept.stop({ withinSeconds: ${withinSeconds} })
    console.log(performance.now() - asked)`
  const { stdout, stderr } = await promisify(execFile)(ourNode, ['--input-type=module', '--eval', words], { cwd: root })
  return { said: stderr.replace(folder, '').trim(), took: Number(stdout) }
}

test('a program that ends when it is told to is not killed', async () => {
  expect(await stop({ file: 'gentle.mjs', onEnd: 'process.exit()', withinSeconds: 60 })).toMatchObject({ said: '' })
})

test('a program that does not end in its time is killed, and that is said', async () => {
  const { said, took } = await stop({ file: 'deaf.mjs', onEnd: '', withinSeconds: 1 })
  expect(said).toBe('/deaf.mjs did not end within 1 s; it is killed.')
  // Nothing else would ever end it; a busy machine may need some seconds to begin.
  expect(took).toBeLessThan(10_000)
})
