import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll } from 'vitest'

/** What the server does with the next mail: takes it, answers with a code, or hangs up before or after the final dot. */
export type Move =
  | 'take'
  | { refuse: number; at: 'recipient' | 'data' }
  | 'hang up before data'
  | 'take and hang up'
  | 'take and say nothing'

/** A real SMTP server that does as it was told, one move a mail, and takes everything after that. */
export async function anSmtpSink(moves: Move[] = []) {
  const taken: { from: string; to: string[]; bytes: Buffer }[] = []
  const sockets = new Set<Socket>()
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
  server.server.on('connection', (socket: Socket) => sockets.add(socket))
  server.on('error', () => {})
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const address: AddressInfo | string | null = server.server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const hangUp = () => {
    for (const socket of sockets) socket.destroy()
    sockets.clear()
  }
  afterAll(() => {
    hangUp()
    return new Promise<void>((done) => server.close(done))
  })
  return { url: `smtp://127.0.0.1:${port}`, taken, moves }
}

function answer(moves: Move[]): Error {
  const move = moves.shift()
  const code = typeof move === 'object' ? move.refuse : 451
  return Object.assign(new Error(code < 500 ? 'Try again later' : 'No such user here'), { responseCode: code })
}
