import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import postgres from 'postgres'
import { expect, onTestFinished, test } from 'vitest'
import { freePort } from '../../db/postgres/free-port.ts'
import { aDatabase } from '../support/database.ts'

const { url } = await aDatabase()
const ours = Number(new URL(url).port)

/** The last thing a server says of a connection that is made: it waits, in no transaction. */
const readyForQuery = Buffer.from([0x5a, 0, 0, 0, 5, 0x49])

test('words for a connection that is gone are refused, and end no process', async () => {
  const { sql, sockets } = aPool()
  const reserved = await sql.reserve()
  await reserved`select 1`
  await lose(sockets[0])
  await expect(reserved`select 1`).rejects.toMatchObject({ code: 'CONNECTION_CLOSED' })
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

test('a server that goes away while a new connection asks for its types ends no process', async () => {
  const nobody = await freePort('127.0.0.1', 0)
  const { sql, sockets, server } = aPool((socket) => {
    socket.on('data', (data: Buffer) => {
      if (sockets.length > 1 || !data.subarray(-6).equals(readyForQuery)) return
      server.port = nobody
      // The types are asked for while these bytes are read, and the words go out in the next turn of the loop.
      queueMicrotask(() => socket.destroy())
    })
  })
  await expect(sql`select 1`).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  server.port = ours
  expect(await sql`select 2 as two`).toEqual([{ two: 2 }])
  expect(sockets).toHaveLength(3)
})

test('a new connection that is lost while it asks for its types is made anew', async () => {
  const { sql, sockets } = aPool((socket) => {
    socket.on('data', (data: Buffer) => {
      if (sockets.length === 1 && data.subarray(-6).equals(readyForQuery)) queueMicrotask(() => socket.destroy())
    })
  })
  expect(await sql`select array[1, 2] as two`).toEqual([{ two: [1, 2] }])
  expect(sockets).toHaveLength(2)
})

/** One connection, by sockets that can be taken from it. */
function aPool(watch: (socket: Socket) => void = () => {}) {
  const sockets: Socket[] = []
  const server = { port: ours }
  const socket = () => {
    const made = connect(server.port, '127.0.0.1')
    sockets.push(made)
    watch(made)
    return made
  }
  // Not in its types: how a socket is made.
  const options = { max: 1, backoff: () => 0, socket }
  const sql = postgres(url, options)
  onTestFinished(() => sql.end({ timeout: 1 }))
  return { sql, sockets, server }
}

async function lose(socket: Socket | undefined) {
  if (!socket) throw new Error('There is no connection to lose.')
  socket.destroy()
  await once(socket, 'close')
}
