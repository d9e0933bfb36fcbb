import { setTimeout as wait } from 'node:timers/promises'
import { ImapFlow } from 'imapflow'
import type { Logger } from 'pino'
import type { House } from '../db/house.ts'
import type { Mailbox } from '../db/mailbox/mail-settings.ts'
import { noteMailboxFault } from '../db/mailbox/mailboxes.ts'
import { type LastingLock, takeLastingLock } from '../db/postgres/lasting-lock.ts'
import { fetchNew } from './arriving/fetch-new.ts'
import { ConnectionClosed, mailboxFaultOf, wasShutOut } from './arriving/mailbox-fault.ts'
import { type SignIn, SignInRefused, signInTo } from './arriving/sign-in.ts'

export type Watching = {
  house: House
  mailbox: Mailbox
  secretKey: string
  pollSeconds: number
  pauses?: Partial<typeof pauses>
  patience?: Partial<typeof patience>
  log?: Pick<Logger, 'info' | 'warn'>
}

/** Milliseconds. A connection that lived for `healthy` begins again at the first pause. */
const pauses = { first: 1_000, longest: 60_000, healthy: 60_000, refused: 300_000, taken: 5_000 }

/** Milliseconds. Short enough that a line which died in silence is noticed within a minute (I07, I08). */
export const patience = {
  socketTimeout: 25_000,
  maxIdleTime: 20_000,
  connectionTimeout: 15_000,
  greetingTimeout: 15_000,
}

/**
 * Watches one IMAP folder until stopped: new mail by IDLE, and every `pollSeconds` in any case. However many workers
 * watch it, one connection does at a time. A lost connection is made anew after a growing, uneven pause. A refused
 * password waits long, so that nobody is locked out, and is written down as the mailbox's fault; of a refused token a
 * fresh one is tried first, once (I12).
 */
export function watchMailbox(watching: Watching): { stop: () => Promise<void> } {
  const stopping = new AbortController()
  const life = live({ ...watching, pauses: { ...pauses, ...watching.pauses } }, stopping.signal)
  return {
    stop: async () => {
      stopping.abort()
      await life
    },
  }
}

/** Longer than saying goodbye takes, shorter than the worker waits for what it stops. */
const longestGoodbye = 3_000

type Life = Watching & { pauses: typeof pauses }

async function live(watching: Life, signal: AbortSignal): Promise<void> {
  const { house, mailbox, pauses } = watching
  const signIn = signInTo(watching)
  let pause = pauses.first
  while (!signal.aborted) {
    const began = performance.now()
    let lock: LastingLock | null = null
    try {
      lock = await takeLastingLock(house, `mailbox ${mailbox.name}`)
      if (lock) await watchOnce(watching, { signIn, lock }, signal)
      else await rest(pauses.taken, signal)
    } catch (fault) {
      await noteFault(watching, mailboxFaultOf(fault, mailbox.login.by))
      const isOver = fault instanceof SignInRefused || (wasShutOut(fault) && !signIn.mayRenew())
      if (performance.now() - began > pauses.healthy) pause = pauses.first
      // Some of the pause is chance, so that many workers do not come back at once; never more than one in a minute (I10).
      await rest(isOver ? pauses.refused : pause * (1 + Math.random() / 2), signal)
      pause = Math.min(pause * 2, pauses.longest)
    } finally {
      await lock?.release()
    }
  }
}

/** One connection from login to its end. Throws whatever ended it, unless it was told to stop. */
async function watchOnce(
  { house, mailbox, pollSeconds, patience }: Life,
  { signIn, lock }: { signIn: SignIn; lock: LastingLock },
  signal: AbortSignal,
): Promise<void> {
  const client = new ImapFlow({ ...optionsFor(mailbox, await signIn.credentials()), ...patience })
  const bell = newBell()
  let lost: Error | null = null
  client.on('exists', bell.ring)
  client.on('error', (fault: Error) => {
    lost ??= fault
  })
  client.on('close', () => {
    lost ??= new ConnectionClosed('The server closed the connection.')
    bell.ring()
  })
  let giveUp: NodeJS.Timeout | undefined
  const end = () => {
    bell.ring()
    // A server that says nothing any more must not keep us from stopping.
    giveUp = setTimeout(() => client.close(), longestGoodbye)
  }
  signal.addEventListener('abort', end)
  try {
    await client.connect()
    // Examined, not selected: the server itself keeps us from changing anything.
    await client.mailboxOpen(mailbox.folder, { readOnly: true })
    while (!signal.aborted) {
      if (lost) throw lost
      if (!(await lock.holds())) throw new Error('The lock of the mailbox was lost with its connection.')
      const left = await fetchNew(client, { house, mailbox })
      if (lost) throw lost
      if (left === 'done') await bell.heard(pollSeconds * 1000, () => client.idle())
    }
    await client.logout()
  } finally {
    signal.removeEventListener('abort', end)
    clearTimeout(giveUp)
    client.close()
  }
}

function optionsFor(
  { host, port, user, security }: Mailbox,
  credentials: Awaited<ReturnType<SignIn['credentials']>>,
): ConstructorParameters<typeof ImapFlow>[0] {
  return { host, port, secure: security === 'tls', auth: { user, ...credentials }, logger: false, ...patience }
}

/** Rung while nobody listens, it is heard at once when somebody does: news between two looks is never missed. */
function newBell() {
  let rung = false
  let wake: (() => void) | null = null
  return {
    ring: () => {
      rung = true
      wake?.()
    },
    /** Idles until it rings or the time is over. A refused IDLE only means that the poll has to do. */
    heard: async (milliseconds: number, idle: () => Promise<unknown>) => {
      if (!rung) {
        const { promise, resolve } = Promise.withResolvers<void>()
        wake = resolve
        const timer = setTimeout(resolve, milliseconds)
        void idle().catch(() => {})
        await promise
        clearTimeout(timer)
        wake = null
      }
      rung = false
    },
  }
}

async function noteFault({ house, mailbox, log }: Life, found: ReturnType<typeof mailboxFaultOf>) {
  log?.warn({ mailbox: mailbox.name, ...found }, 'a mailbox cannot be read now')
  try {
    await noteMailboxFault(house.db, mailbox.name, { ...found, at: Temporal.Now.instant() })
  } catch (reason) {
    const { message } = reason instanceof Error ? reason : { message: String(reason) }
    log?.warn({ mailbox: mailbox.name, fault: message }, 'the fault of a mailbox could not be written down')
  }
}

function rest(milliseconds: number, signal: AbortSignal): Promise<void> {
  return wait(milliseconds, undefined, { signal }).catch(() => {})
}
