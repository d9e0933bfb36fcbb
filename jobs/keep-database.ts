import { setTimeout as wait } from 'node:timers/promises'
import postgres from 'postgres'
import { type Embedded, startEmbedded } from '../db/embedded.ts'
import { recall } from '../db/remembered.ts'
import { CannotStart } from './cannot-start.ts'

/** Any number: it only has to be the same for every start. */
const living = 7_365_002

/**
 * The embedded database of this data folder, claimed for this start alone, and started again on the same port when its
 * server dies by itself. Refuses (CannotStart) a folder on which another start lives.
 */
export async function keepDatabase(dataDir: string): Promise<Embedded> {
  const database = await startEmbedded({ dataDir })
  const claim = postgres(database.url, { max: 1, onnotice: () => {} })
  if (!(await isOurs(claim))) {
    await claim.end()
    const where = recall(dataDir)?.BASE_URL ?? 'another address'
    throw new CannotStart(`Signoff already runs on ${dataDir}, at ${where}; stop it or choose another DATA_DIR.`)
  }
  const stopping = new AbortController()
  const kept = restartWhenDead(database, claim, { dataDir, until: stopping.signal })
  return {
    ...database,
    stop: async () => {
      stopping.abort()
      await kept
      await claim.end({ timeout: 1 })
      await database.stop()
    },
  }
}

async function restartWhenDead(
  { isRunning, port }: Embedded,
  claim: postgres.Sql,
  { dataDir, until }: { dataDir: string; until: AbortSignal },
) {
  while (!until.aborted) {
    await wait(1_000, null, { signal: until }).catch(() => {})
    if (until.aborted || isRunning()) continue
    console.error('The database ended by itself; it starts again.')
    await startEmbedded({ dataDir, port })
      .then(() => isOurs(claim))
      .catch(console.error)
  }
}

/** The lock lasts as long as its session, so a start that was killed gives its claim up at once. */
async function isOurs(claim: postgres.Sql): Promise<boolean> {
  const [row] = await claim`select pg_try_advisory_lock(${living}) as ours`
  return row?.ours === true
}
