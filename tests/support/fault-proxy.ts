import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { afterAll } from 'vitest'

/**
 * Stands between a client and a server on this machine: passes everything on until it is told to cut a connection after
 * so many bytes of the server, to stall it there, or to fall silent with every socket left open.
 */
export async function aFaultProxy(serverPort: number) {
  /** What happens to the connections to come, one each; those after them are whole. */
  const planned: { after: number; ends: 'cut' | 'stall' }[] = []
  const sockets = new Set<Socket>()
  const seen = { connections: 0, fromServer: 0, fromClient: '' }
  let isSilent = false

  const proxy = createServer((client) => {
    seen.connections += 1
    const plan = planned.shift()
    const silenced = { now: isSilent }
    silencers.push(() => {
      silenced.now = true
    })
    const server = connect(serverPort, '127.0.0.1')
    let passed = 0
    for (const socket of [client, server]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => sockets.delete(socket))
    }
    const hangUp = () => {
      if (silenced.now) return
      client.destroy()
      server.destroy()
    }
    client.on('data', (data: Buffer) => {
      if (silenced.now) return
      seen.fromClient += data.toString('latin1')
      server.write(data)
    })
    server.on('data', (data: Buffer) => {
      if (silenced.now) return
      const left = plan ? plan.after - passed : Number.POSITIVE_INFINITY
      const some = data.subarray(0, Math.max(0, left))
      passed += some.length
      seen.fromServer += some.length
      client.write(some, () => {
        if (some.length === data.length) return
        if (plan?.ends === 'stall') silenced.now = true
        else hangUp()
      })
    })
    client.on('close', hangUp)
    server.on('close', hangUp)
  })
  const silencers: (() => void)[] = []
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  const address = proxy.address()
  afterAll(() => {
    for (const socket of sockets) socket.destroy()
    return new Promise<void>((done) => proxy.close(() => done()))
  })
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    planned,
    seen,
    /** From now on nothing passes on any connection there is or comes, and none of them is closed. */
    fallSilent: () => {
      isSilent = true
      for (const silence of silencers.splice(0)) silence()
    },
    /** Connections to come are whole again; those that fell silent stay so. */
    heal: () => {
      isSilent = false
    },
  }
}
