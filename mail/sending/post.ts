import { Readable } from 'node:stream'
import nodemailer from 'nodemailer'

/** Bytes on their way to one recipient. */
export type Parcel = { from: string; to: string; bytes: Uint8Array; beforeLeaving: () => Promise<void> }

/**
 * The server's answer. `accepted` and `refused` are its own words; `later` means that it was not reached or will take
 * the mail another time; after `cut` nobody knows, because bytes had left when the connection ended.
 */
export type Answer = { answer: 'accepted' | 'refused' | 'later' | 'cut'; said: string; left: boolean }

export type Post = { deliver: (parcel: Parcel) => Promise<Answer>; close: () => void }

/** Within a minute somebody says something, or the try is over: a letter is never held for longer than this. */
const patience = { connectionTimeout: 20_000, greetingTimeout: 20_000, dnsTimeout: 15_000, socketTimeout: 60_000 }
const longestTry = 5 * 60_000

/** Opens the way to the server at `smtpUrl`, over at most `connections` connections that are used again. */
export function openPost(smtpUrl: string, { connections }: { connections: number }): Post {
  const transport = nodemailer.createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: connections,
    // Trying again is the queue's work, which knows what left; and an idle line is hung up before the server does.
    maxRequeues: 0,
    idleTimeout: 15_000,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...patience,
  })
  // Our own bytes go out as they were kept, and are first asked for when the server waits for them.
  transport.use('stream', (mail, done) => {
    const { raw } = mail.data
    if (raw instanceof Readable) mail.message.createReadStream = () => raw
    done()
  })
  return {
    deliver: async (parcel) => {
      let left = false
      const raw = lazily(parcel, () => {
        left = true
      })
      try {
        const info = await transport.sendMail({
          envelope: { from: parcel.from, to: [parcel.to] },
          raw,
          signal: AbortSignal.timeout(longestTry),
        })
        return { answer: 'accepted', said: info.response, left }
      } catch (fault) {
        return sort(fault, left)
      }
    },
    close: () => transport.close(),
  }
}

/** Reads as the bytes, once `beforeLeaving` is done; that begins when somebody first wants to read. */
function lazily({ bytes, beforeLeaving }: Parcel, begun: () => void): Readable {
  return new Readable({
    read() {
      beforeLeaving().then(
        () => {
          begun()
          this.push(bytes)
          this.push(null)
        },
        (fault: Error) => this.destroy(fault),
      )
    },
  })
}

/**
 * RFC 5321, 4.2.1: 4yz is "not now", 5yz "never", and either means that this copy is not delivered. Only a refusal of
 * this letter counts as one; a server that does not let us in at all may do so tomorrow.
 */
function sort(fault: unknown, left: boolean): Answer {
  const { code, responseCode, said } = read(fault)
  const isAboutLetter = code === 'EENVELOPE' || code === 'EMESSAGE'
  if (responseCode && responseCode >= 500 && isAboutLetter) return { answer: 'refused', said, left }
  if (responseCode || !left) return { answer: 'later', said, left }
  return { answer: 'cut', said, left }
}

function read(fault: unknown): { code: string; responseCode: number | null; said: string } {
  if (!(fault instanceof Error)) throw fault
  const code = 'code' in fault && typeof fault.code === 'string' ? fault.code : ''
  const responseCode = 'responseCode' in fault && typeof fault.responseCode === 'number' ? fault.responseCode : null
  const response = 'response' in fault && typeof fault.response === 'string' ? fault.response : ''
  return { code, responseCode, said: (response || fault.message).slice(0, 1000) }
}
