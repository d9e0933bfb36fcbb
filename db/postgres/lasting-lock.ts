import type { House } from '../house.ts'

/** A lock of one process, held on a connection of its own until it is let go or that connection dies. */
export type LastingLock = { holds: () => Promise<boolean>; release: () => Promise<void> }

/** Takes the lock of this name for as long as the process wants it; null while another process has it. */
export async function takeLastingLock({ sql }: Pick<House, 'sql'>, name: string): Promise<LastingLock | null> {
  const connection = await sql.reserve()
  try {
    const [row] = await connection<
      { taken: boolean }[]
    >`select pg_try_advisory_lock(hashtextextended(${name}, 2)) as taken`
    if (!row?.taken) {
      connection.release()
      return null
    }
  } catch (fault) {
    connection.release()
    throw fault
  }
  return {
    // The lock belongs to the connection: as long as that answers, the lock is ours.
    holds: () =>
      connection`select 1`.then(
        () => true,
        () => false,
      ),
    release: async () => {
      await connection`select pg_advisory_unlock(hashtextextended(${name}, 2))`.catch(() => {})
      connection.release()
    },
  }
}
