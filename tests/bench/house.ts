import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { startEmbedded } from '../../db/embedded.ts'
import { openHouse } from '../../db/house.ts'
import { migrate } from '../../db/migrate.ts'

/** A house to measure in, with the process that all processes of its server descend from. */
export type BenchHouse = Awaited<ReturnType<typeof openBenchHouse>>

/** An empty house on our own PostgreSQL with every safety on, in a folder that goes away when it is closed. */
export async function openBenchHouse() {
  const folder = await mkdtemp(join(tmpdir(), 'signoff-bench-'))
  let server = await startEmbedded({ dataDir: folder, port: 0 })
  await migrate(server.url)
  const filesUrl = pathToFileURL(`${folder}/files/`).href
  const house = openHouse({
    databaseUrl: server.url,
    filesUrl,
    max: 10,
    ours: { mailDomain: 'desk.example', mailboxes: [] },
  })
  const postgres = () => Number(readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
  return {
    house,
    url: server.url,
    filesUrl,
    /** The process of the server that all its others descend from. */
    postgres,
    /** Ends the server without a word to anybody, as a crash does, and starts it anew where it was. */
    crash: async () => {
      process.kill(postgres(), 'SIGQUIT')
      while (server.isRunning()) await wait(50)
      server = await startEmbedded({ dataDir: folder, port: server.port })
    },
    close: async () => {
      await house.close()
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
