import { Worker } from 'node:worker_threads'
import type { InboundMail } from './parsing/inbound-mail.ts'
import type { ParseAnswer, Ready } from './parsing/parse-worker.ts'
import type { TooBig } from './parsing/scan.ts'

/** A mail that is kept, but could not be read; `detail` is for the mail log. */
export type Unreadable = { unreadable: TooBig | 'parse_timeout' | 'parse_memory' | 'parse_failed'; detail: string }

type Errand = { raw: Uint8Array; tell: (answer: InboundMail | Unreadable) => void }
type Desk = {
  worker: Worker
  errand: Errand | null
  timers: NodeJS.Timeout[]
  isSlow: boolean
  isReady: boolean
  isWarm: boolean
}

const limits = { desks: 2, starting: 30_000, milliseconds: 5000, slowAfter: { cold: 2000, warm: 150 }, heapMiB: 256 }

const queue: Errand[] = []
const desks = new Set<Desk>()

/**
 * Reads one raw mail in a worker thread that is killed after five seconds or 256 MiB, so that no mail can hold
 * up the next one (M5-M9). Never rejects: what cannot be read comes back with the reason to hold it for.
 */
export function parseMail(raw: Uint8Array): Promise<InboundMail | Unreadable> {
  return new Promise((tell) => {
    queue.push({ raw, tell })
    const free = [...desks].find(({ errand }) => errand === null) ?? (needsDesk() ? openDesk() : null)
    if (free) takeNext(free)
  })
}

/** Whether nothing can be made of a mail but to hold it. */
export function isUnreadable(mail: InboundMail | Unreadable): mail is Unreadable {
  return 'unreadable' in mail
}

/** Stops the worker threads; mails still in hand come back as unreadable. */
export async function closeParser() {
  const open = [...desks]
  for (const { tell } of queue.splice(0)) tell({ unreadable: 'parse_failed', detail: 'the parser was closed' })
  await Promise.all(
    open.map((desk) => closeDesk(desk, { unreadable: 'parse_failed', detail: 'the parser was closed' })),
  )
}

/** Starting a thread costs as much as reading hundreds of mails: a second one is for when a mail holds up the first. */
function needsDesk() {
  return desks.size < limits.desks && [...desks].every(({ isSlow }) => isSlow)
}

function callHelp(desk: Desk) {
  desk.isSlow = true
  if (queue.length > 0 && needsDesk()) takeNext(openDesk())
}

function openDesk(): Desk {
  const worker = new Worker(new URL('./parsing/parse-worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: limits.heapMiB, maxYoungGenerationSizeMb: 32 },
  })
  const desk: Desk = { worker, errand: null, timers: [], isSlow: false, isReady: false, isWarm: false }
  desks.add(desk)
  worker.unref()
  worker.on('message', (said: Ready | ParseAnswer) => {
    if (said === 'ready') beginReading(desk)
    else finish(desk, readAnswer(said))
  })
  worker.on('error', (fault: NodeJS.ErrnoException) => {
    const isMemory = fault.code === 'ERR_WORKER_OUT_OF_MEMORY'
    replaceDesk(desk, { unreadable: isMemory ? 'parse_memory' : 'parse_failed', detail: fault.message })
  })
  return desk
}

function takeNext(desk: Desk) {
  const errand = queue.shift()
  if (!errand) return desk.worker.unref()
  desk.errand = errand
  desk.worker.ref()
  watch(desk)
  // A copy of exactly these bytes, handed over: a Buffer may be a small view of something large.
  const copy = new Uint8Array(errand.raw)
  desk.worker.postMessage(copy, [copy.buffer])
}

/** A mail's five seconds begin when its thread reads: a busy machine may take as long to start one. */
function watch(desk: Desk) {
  const within = desk.isReady ? limits.milliseconds : limits.starting
  const late: Unreadable = { unreadable: 'parse_timeout', detail: `not read within ${within} ms` }
  desk.timers = [setTimeout(() => replaceDesk(desk, late), within)]
  if (!desk.isReady) return
  desk.timers.push(setTimeout(() => callHelp(desk), desk.isWarm ? limits.slowAfter.warm : limits.slowAfter.cold))
}

function beginReading(desk: Desk) {
  desk.isReady = true
  if (desk.errand === null) return
  for (const timer of desk.timers.splice(0)) clearTimeout(timer)
  watch(desk)
}

function finish(desk: Desk, answer: InboundMail | Unreadable) {
  desk.isWarm = true
  settle(desk, answer)
  if (desks.has(desk)) takeNext(desk)
}

function settle(desk: Desk, answer: InboundMail | Unreadable) {
  for (const timer of desk.timers.splice(0)) clearTimeout(timer)
  const errand = desk.errand
  desk.errand = null
  desk.isSlow = false
  errand?.tell(answer)
}

function replaceDesk(desk: Desk, answer: Unreadable) {
  if (!desks.has(desk)) return
  void closeDesk(desk, answer)
  if (queue.length > 0) takeNext(openDesk())
}

async function closeDesk(desk: Desk, answer: Unreadable) {
  desks.delete(desk)
  settle(desk, answer)
  await desk.worker.terminate()
}

function readAnswer(answer: ParseAnswer): InboundMail | Unreadable {
  if ('failed' in answer) return { unreadable: 'parse_failed', detail: answer.failed }
  if ('unreadable' in answer) return { unreadable: answer.unreadable, detail: 'past the limits of a readable mail' }
  const { date, ...mail } = answer.mail
  return { ...mail, date: date === null ? null : Temporal.Instant.fromEpochMilliseconds(date) }
}
