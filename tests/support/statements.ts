import type postgres from 'postgres'
import type { House } from '../../db/house.ts'

/** Asked once a connection by the client itself, however little is read. */
const ofTheClient = 'pg_catalog.pg_type'

/** How many statements this house sends to its database while something runs; nothing else may run meanwhile. */
export async function countStatements(house: House, run: () => Promise<unknown>): Promise<number> {
  let count = 0
  const debug = (_: number, statement: string) => {
    if (!statement.includes(ofTheClient)) count += 1
  }
  // drizzle keeps its client, and the client looks for this with every statement; neither says so in its types.
  const { $client } = house.db as House['db'] & { $client: postgres.Sql }
  const clients = [$client, house.sql].map(({ options }) => options as { debug: typeof debug | boolean })
  for (const client of clients) client.debug = debug
  await run().finally(() => {
    for (const client of clients) client.debug = false
  })
  return count
}
