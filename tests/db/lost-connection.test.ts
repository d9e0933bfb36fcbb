import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import postgres from 'postgres'
import { expect, onTestFinished, test } from 'vitest'
import { aDatabase } from '../support/database.ts'

const { url } = await aDatabase()

test('words for a connection that is gone are refused, and end no process', async () => {
  const { sql, sockets } = aPool()
  const ours = await sql.reserve()
  await ours`select 1`
  await lose(sockets[0])
  await expect(ours`select 1`).rejects.toMatchObject({ code: 'CONNECTION_CLOSED' })
  expect(await sql`select 1 as one`).toEqual([{ one: 1 }])
})

test('a connection that is lost while words wait to be written serves whoever comes next', async () => {
  const { sql, sockets } = aPool()
  await sql`select 1`
  const refused = expect(sql`select 2`).rejects.toMatchObject({ code: 'CONNECTION_CLOSED' })
  // The words are handed to the connection within this turn of the loop, and written in the next.
  for (let step = 0; step < 10; step += 1) await null
  await lose(sockets[0])
  await refused
  expect(await sql`select 3 as three`).toEqual([{ three: 3 }])
  expect(sockets).toHaveLength(2)
})

/** One connection, by sockets that can be taken from it. */
function aPool() {
  const sockets: Socket[] = []
  const { hostname, port } = new URL(url)
  const socket = () => {
    const made = connect(Number(port), hostname)
    sockets.push(made)
    return made
  }
  // Not in its types: how a socket is made.
  const options = { max: 1, backoff: () => 0, socket }
  const sql = postgres(url, options)
  onTestFinished(() => sql.end({ timeout: 1 }))
  return { sql, sockets }
}

async function lose(socket: Socket | undefined) {
  if (!socket) throw new Error('There is no connection to lose.')
  socket.destroy()
  await once(socket, 'close')
}
