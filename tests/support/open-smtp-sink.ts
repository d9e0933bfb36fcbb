import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import { SMTPServer } from 'smtp-server'

/** What the server does with the next mail: takes it, answers with a code, or hangs up before or after the final dot. */
export type Move =
  | 'take'
  | { refuse: number; at: 'recipient' | 'data' }
  | 'hang up before data'
  | 'take and hang up'
  | 'take and say nothing'

export type SmtpSink = Awaited<ReturnType<typeof openSmtpSink>>

/** A real SMTP server that does as it was told, one move a mail, and takes everything after that, until it is closed. */
export async function openSmtpSink(moves: Move[] = []) {
  const taken: { from: string; to: string[]; bytes: Buffer }[] = []
  const sockets = new Set<Socket>()
  const count = { connections: 0 }
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    onRcptTo(_address, _session, reply) {
      const move = moves[0]
      if (typeof move === 'object' && move.at === 'recipient') return reply(answer(moves))
      if (move === 'hang up before data') {
        moves.shift()
        return hangUp()
      }
      reply()
    },
    onData(stream, session, reply) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        if (typeof moves[0] === 'object') return reply(answer(moves))
        const { mailFrom, rcptTo } = session.envelope
        const from = mailFrom ? mailFrom.address : ''
        taken.push({ from, to: rcptTo.map(({ address }) => address), bytes: Buffer.concat(chunks) })
        const move = moves.shift()
        if (move === 'take and hang up') return hangUp()
        if (move === 'take and say nothing') return
        reply(null, 'Queued as 1234')
      })
    },
  })
  server.server.on('connection', (socket: Socket) => {
    count.connections += 1
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  server.on('error', () => {})
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const address: AddressInfo | string | null = server.server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const hangUp = () => {
    for (const socket of sockets) socket.destroy()
    sockets.clear()
  }
  return {
    url: `smtp://127.0.0.1:${port}`,
    ...{ taken, moves, hangUp },
    connections: () => count.connections,
    close: () => {
      hangUp()
      return new Promise<void>((done) => server.close(done))
    },
  }
}

function answer(moves: Move[]): Error {
  const move = moves.shift()
  const code = typeof move === 'object' ? move.refuse : 451
  return Object.assign(new Error(code < 500 ? 'Try again later' : 'No such user here'), { responseCode: code })
}

/** The Message-ID of a mail; its line may be folded. */
export function idOf(bytes: Uint8Array): string | undefined {
  return /^message-id:\s+<([^>]+)>/im.exec(Buffer.from(bytes).toString('latin1'))?.[1]
}
