import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { startEmbedded } from '../../db/embedded.ts'
import { openHouse } from '../../db/house.ts'
import { migrate } from '../../db/migrate.ts'

/** An empty house on our own PostgreSQL with every safety on, in a folder that goes away when it is closed. */
export async function openBenchHouse() {
  const folder = await mkdtemp(join(tmpdir(), 'signoff-bench-'))
  const server = await startEmbedded({ dataDir: folder, port: 0 })
  await migrate(server.url)
  const house = openHouse({ databaseUrl: server.url, filesUrl: pathToFileURL(`${folder}/files/`).href, max: 10 })
  return {
    house,
    url: server.url,
    close: async () => {
      await house.close()
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
