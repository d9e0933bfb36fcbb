import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { thriftOfWorker } from '../../jobs/keep-running.ts'
import { aSmallTown } from '../soak/town.ts'
import { hostileMails } from '../support/hostile-mails.ts'
import { openBenchHouse } from './house.ts'

const run = promisify(execFile)
const size = 24 * 1024 * 1024

/**
 * What the worst mails cost, each alone in a fresh process as the worker is started: memory of the whole process and
 * above the idle one, how long from the job to the fate, and the most of the processor that the loop took in one go.
 * `BOUNDS=word,word` measures those so named, `BOUNDS=2/5` the second fifth of all.
 */
export async function measureBounds() {
  const bench = await openBenchHouse()
  await aSmallTown(bench.house)
  const folder = await mkdtemp(join(tmpdir(), 'signoff-bounds-'))
  const mails: Record<string, unknown>[] = []
  const chosen = chosenBy(process.env.BOUNDS ?? '')
  for (const [at, { what, make }] of chosen.entries()) {
    const file = join(folder, 'mail.eml')
    await writeFile(file, make(size))
    const { stdout } = await run(
      process.execPath,
      [...likeTheWorker, 'tests/bench/bound.ts', file, String(chosen.length - at)],
      {
        cwd: join(import.meta.dirname, '..', '..'),
        env: {
          NODE_ENV: 'production',
          PATH: process.env.PATH ?? '',
          DATABASE_URL: bench.url,
          FILES_URL: bench.filesUrl,
        },
      },
    ).catch((fault) => ({ stdout: JSON.stringify({ died: String(fault.stderr || fault.message).slice(0, 400) }) }))
    const cost = JSON.parse(stdout)
    console.error(what, stdout.trim())
    mails.push({ what, ...cost })
  }
  await rm(folder, { recursive: true })
  await bench.close()
  const most = (name: string) => Math.max(...mails.map((mail) => Number(mail[name] ?? Number.POSITIVE_INFINITY)))
  return {
    mails,
    most: { wholeMb: most('wholeMb'), memoryMb: most('memoryMb'), seconds: most('seconds'), busyMs: most('busyMs') },
  }
}

function chosenBy(wish: string) {
  const [, part, of] = /^(\d+)\/(\d+)$/.exec(wish) ?? []
  if (part && of) return hostileMails.filter((_, at) => at % Number(of) === Number(part) - 1)
  const words = wish.split(',')
  return hostileMails.filter(({ what }) => words.some((word) => what.includes(word)))
}

const likeTheWorker = [...thriftOfWorker, '--import', './db/load-hook.mjs']
