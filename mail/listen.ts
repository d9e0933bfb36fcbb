import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { Logger } from 'pino'
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'
import type { House } from '../db/house.ts'
import type { MailListen } from '../db/mailbox/mail-settings.ts'
import { isOurAddress, type OurAddresses } from './evidence/our-address.ts'
import { type Arrived, sizeLimit, storeMail } from './store.ts'

export type Listening = OurAddresses & {
  house: House
  listen: MailListen
  trustLoopback: boolean
  log?: Pick<Logger, 'error'>
}

type Listener = { port: number; stop: () => Promise<void> }

const loopback = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

/**
 * Takes mail in by SMTP or LMTP. 250 is said only when the bytes are committed, 451 while the database is away, 552 to
 * what is larger than we take, 550 to recipients who are not ours: we relay for nobody.
 */
export async function startListener(listening: Listening): Promise<Listener> {
  const { listen } = listening
  const keep = keepTogether(listening.house)
  const server = new SMTPServer({
    lmtp: listen.protocol === 'lmtp',
    size: sizeLimit,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    onRcptTo({ address }, _session, reply) {
      if (isOurAddress(address, listening)) return reply()
      reply(new Answer(550, 'No such mailbox here'))
    },
    onData(stream, session, reply) {
      takeMail(stream, session, listening)
        .then((mail) => (mail ? keep(mail) : Promise.reject(new Answer(552, 'Larger than 25 MB'))))
        .then(
          () => reply(null, 'Stored'),
          (fault) => reply(fault instanceof Answer ? fault : unavailable(fault, listening)),
        )
    },
  })
  server.on('error', (fault) => listening.log?.error({ fault: fault.message }, 'a mail connection broke'))
  server.listen(listen.port, listen.host)
  await once(server.server, 'listening')
  return {
    port: portOf(server.server.address()),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

async function takeMail(
  stream: SMTPServerDataStream,
  session: SMTPServerSession,
  { listen, trustLoopback }: Listening,
): Promise<Arrived | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream) {
    size += chunk.length
    // Past the limit the rest is read and forgotten, because the answer comes only after the final dot.
    if (size <= sizeLimit) chunks.push(chunk)
  }
  if (size > sizeLimit) return null
  const { mailFrom, rcptTo } = session.envelope
  return {
    origin: listen.protocol,
    trusted: trustLoopback && loopback.has(session.remoteAddress) ? 'loopback' : 'no',
    raw: Buffer.concat(chunks),
    envelopeFrom: mailFrom ? mailFrom.address : null,
    envelopeTo: rcptTo.map(({ address }) => address),
    client: { address: session.remoteAddress, name: session.hostNameAppearsAs },
  }
}

type Waiting = { mail: Arrived; stored: () => void; failed: (fault: unknown) => void }

/** What arrives while one transaction commits shares the next: many senders at once cost few commits. */
function keepTogether(house: House): (mail: Arrived) => Promise<void> {
  const limits = { mails: 50, bytes: 32 * 1024 * 1024 }
  const waiting: Waiting[] = []
  let committing = false

  async function commit() {
    committing = true
    while (waiting.length > 0) {
      const together = takeSome()
      try {
        await storeMail(
          house,
          together.map(({ mail }) => mail),
          Temporal.Now.instant(),
        )
        for (const { stored } of together) stored()
      } catch (fault) {
        for (const { failed } of together) failed(fault)
      }
    }
    committing = false
  }

  function takeSome() {
    const some: Waiting[] = []
    for (let bytes = 0; some.length < limits.mails && bytes < limits.bytes; ) {
      const next = waiting.shift()
      if (!next) break
      bytes += next.mail.raw.byteLength
      some.push(next)
    }
    return some
  }

  return (mail) =>
    new Promise((stored, failed) => {
      waiting.push({ mail, stored, failed })
      if (!committing) void commit()
    })
}

/** An answer of the protocol other than 250. */
class Answer extends Error {
  readonly responseCode: number
  constructor(responseCode: number, message: string) {
    super(message)
    this.responseCode = responseCode
  }
}

function unavailable(fault: unknown, { log }: Listening) {
  log?.error(
    { fault: fault instanceof Error ? fault.message : String(fault) },
    'a mail could not be stored; its sender will try again',
  )
  return new Answer(451, 'Cannot store it now, try again')
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address ? address.port : 0
}
