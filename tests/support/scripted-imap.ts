import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { afterAll } from 'vitest'
import type { Mailbox } from '../../db/mailbox/mail-settings.ts'

/** What lies in its one folder, and what it does otherwise than a good server. */
type Script = {
  mails: { uid: number; bytes: Buffer }[]
  uidValidity?: number
  /**
   * Answers a command itself when it gives lines, of which the last is sent with the tag of the command. It is told which
   * connection that is, and for which time this verb is said on it.
   */
  answers?: (command: string, socket: Socket, connection: number, time: number) => string[] | 'nothing' | undefined
  /** Lines the server says unasked before each answer. */
  noise?: string[]
}

/** An IMAP server that knows just enough to be read from, and says what the test tells it to. */
export async function aScriptedImap(script: Script) {
  const seen = { commands: [] as string[], connectedAt: [] as number[] }
  const server = createServer((socket) => {
    seen.connectedAt.push(performance.now())
    const connection = seen.connectedAt.length
    socket.on('error', () => {})
    socket.write('* OK [CAPABILITY IMAP4rev1 IDLE] ready\r\n')
    const times = new Map<string, number>()
    let waiting = ''
    let idling: string | null = null
    socket.on('data', (data) => {
      waiting += data.toString('latin1')
      for (let end = waiting.indexOf('\r\n'); end >= 0; end = waiting.indexOf('\r\n')) {
        const line = waiting.slice(0, end)
        waiting = waiting.slice(end + 2)
        if (line.toUpperCase() === 'DONE') {
          if (idling) socket.write(`${idling} OK done\r\n`)
          idling = null
          continue
        }
        const [tag = '', ...words] = line.split(' ')
        const command = words.join(' ')
        seen.commands.push(command)
        const verb = verbOf(command)
        times.set(verb, (times.get(verb) ?? 0) + 1)
        const told = script.answers?.(command, socket, connection, times.get(verb) ?? 1)
        if (told === 'nothing' || socket.destroyed) continue
        const answer = told ?? answerTo(command, script)
        for (const noise of script.noise ?? []) socket.write(`${noise}\r\n`)
        if (answer === 'idle') {
          idling = tag
          socket.write('+ idling\r\n')
          continue
        }
        for (const said of answer.slice(0, -1)) socket.write(Buffer.from(`${said}\r\n`, 'latin1'))
        socket.write(`${tag} ${answer.at(-1)}\r\n`)
      }
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  afterAll(() => server.close())
  const mailbox: Mailbox = {
    ...{ name: `scripted:${port}`, host: '127.0.0.1', port, security: 'starttls', user: 'desk', folder: 'INBOX' },
    ...{ address: null, senderName: null, from: 'first' },
    login: { by: 'password', password: 'pass' },
  }
  return { mailbox, seen, script }
}

function answerTo(command: string, { mails, uidValidity = 7 }: Script): string[] | 'idle' {
  const [verb = '', second = '', which = ''] = command.toUpperCase().split(' ')
  if (verb === 'CAPABILITY') return ['* CAPABILITY IMAP4rev1 IDLE', 'OK done']
  if (verb === 'IDLE') return 'idle'
  if (verb === 'LIST' || verb === 'LSUB') return ['* LIST (\\HasNoChildren) "/" INBOX', 'OK done']
  if (verb === 'EXAMINE' || verb === 'SELECT') {
    const next = Math.max(0, ...mails.map(({ uid }) => uid)) + 1
    return [
      ...[`* ${mails.length} EXISTS`, '* 0 RECENT', '* FLAGS (\\Seen)'],
      ...[`* OK [UIDVALIDITY ${uidValidity}] valid`, `* OK [UIDNEXT ${next}] next`, 'OK [READ-ONLY] examined'],
    ]
  }
  if (verb === 'UID' && second === 'FETCH') {
    const isWhole = command.toUpperCase().includes('BODY.PEEK[]')
    const found = mails.flatMap((mail, at) => (isNamed(mail.uid, which) ? [{ ...mail, at: at + 1 }] : []))
    const lines = found.map(({ uid, bytes, at }) => {
      const head = `* ${at} FETCH (UID ${uid} RFC822.SIZE ${bytes.length}`
      return isWhole ? `${head} BODY[] {${bytes.length}}\r\n${bytes.toString('latin1')})` : `${head})`
    })
    return [...lines, 'OK done']
  }
  return ['OK done']
}

function verbOf(command: string): string {
  return /^(UID )?\S+/i.exec(command)?.[0].toUpperCase() ?? ''
}

function isNamed(uid: number, set: string): boolean {
  return set.split(',').some((part) => {
    const [from = '', to = from] = part.split(':')
    return uid >= Number(from) && (to === '*' || uid <= Number(to))
  })
}
