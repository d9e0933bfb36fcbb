import { setTimeout as wait } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { type MailTime, newMailTime } from './mail-time.ts'

/** What a thread says first: from now on it reads. */
export type Ready = 'ready'

/** Why a thread was stopped before it answered. */
export type GivenUp = { givenUp: 'parse_timeout' | 'parse_memory' | 'parse_failed'; detail: string }

/** A mail, and what a thread is asked about it where that is not always the same. `time` is that of the mail. */
type Asked = { raw: Uint8Array; question?: object; time?: MailTime }

type Errand<Answer> = { asked: Asked; time: MailTime; tell: (answer: Answer | GivenUp) => void }
type Desk<Answer> = {
  worker: Worker
  errand: Errand<Answer> | null
  timers: NodeJS.Timeout[]
  readingSince: number | null
  /** How much of the processor its mail has had, in milliseconds, as far as the thread has said. */
  worked: number
  /** What all threads but ours had used when it was asked for that; null once it has answered. */
  askedAt: number | null
  isSlow: boolean
  isReady: boolean
  isWarm: boolean
}

/** A few threads that run one script, for so many milliseconds a mail at most, and the mails that wait for one. */
export type Office<Answer> = { script: URL; milliseconds: number; queue: Errand<Answer>[]; desks: Set<Desk<Answer>> }

/** The heap is three eighths of what a mail may take: its bytes, and those of its files, lie beside it and are not counted in it. */
const limits = { desks: 2, starting: 30_000, slowAfter: 2000, heapMiB: { old: 96, young: 16 } }

/**
 * Milliseconds: how long a thread may take until it is watched, how much of the processor then until help is called, and
 * what is so short that nobody asks whether it was work.
 */
const effort = { after: 75, step: 40, laterStep: 200, most: 75, short: 1000 }

/** An office without a desk: the first mail opens one. */
export function openOffice<Answer extends object>(
  script: URL,
  milliseconds = Number.POSITIVE_INFINITY,
): Office<Answer> {
  return { script, milliseconds, queue: [], desks: new Set() }
}

/**
 * Has one mail read in a thread that is killed when it takes more memory than any mail may, or longer than is left of
 * this one's time. Never rejects.
 */
export async function readInOffice<Answer extends object>(
  office: Office<Answer>,
  { time = newMailTime(), ...asked }: Asked,
): Promise<Answer | GivenUp> {
  if (time.left() === 0) return { givenUp: 'parse_timeout', detail: 'its time was over before' }
  return new Promise((tell) => {
    office.queue.push({ asked, time, tell })
    const free =
      [...office.desks].find(({ errand }) => errand === null) ?? (needsDesk(office) ? openDesk(office) : null)
    if (free) takeNext(office, free)
  })
}

/** Whether a thread was stopped instead of answering. */
export function isGivenUp<Answer extends object>(answer: Answer | GivenUp): answer is GivenUp {
  return 'givenUp' in answer
}

/** Stops all threads; mails still in hand come back as given up. */
export async function closeOffice<Answer extends object>(office: Office<Answer>): Promise<void> {
  const closed: GivenUp = { givenUp: 'parse_failed', detail: 'the parser was closed' }
  const open = [...office.desks]
  for (const { tell } of office.queue.splice(0)) tell(closed)
  await Promise.all(open.map((desk) => closeDesk(office, desk, closed)))
}

/** Starting a thread costs as much as reading hundreds of mails: a second one is for when a mail holds up the first. */
function needsDesk<Answer>({ desks }: Office<Answer>) {
  return desks.size < limits.desks && [...desks].every(({ isSlow }) => isSlow)
}

function callHelp<Answer>(office: Office<Answer>, desk: Desk<Answer>) {
  desk.isSlow = true
  if (office.queue.length > 0 && needsDesk(office)) takeNext(office, openDesk(office))
}

/**
 * Keeps what a mail has had of the processor, and calls help once it proves to be much work. On a busy machine any mail
 * takes long, and a second thread, which costs more to start than hundreds of mails, would only want its share too.
 */
async function watchEffort<Answer>(office: Office<Answer>, desk: Desk<Answer>) {
  const { errand, worker, isWarm } = desk
  try {
    desk.askedAt = usedByOthers()
    const before = await worker.cpuUsage()
    while (desk.errand === errand) {
      desk.askedAt = usedByOthers()
      const { user, system } = await worker.cpuUsage(before)
      if (desk.errand !== errand) return
      desk.askedAt = null
      const since = (user + system) / 1000
      desk.worked = effort.after + since
      if (isWarm && !desk.isSlow && since >= effort.most) callHelp(office, desk)
      await wait(desk.isSlow ? effort.laterStep : effort.step, undefined, { ref: false })
    }
  } catch {
    // The thread is gone, and with it the question.
  }
}

/**
 * How much of the processor its mail has had. A thread that does not answer has none, or is within one long call into the
 * platform: its work is what this process used meanwhile beside our own thread. Where a busy machine keeps it from a
 * processor, its neighbours are kept from it as well, and that is little.
 */
function workOf<Answer>({ worked, askedAt }: Desk<Answer>): number {
  return askedAt === null ? worked : worked + usedByOthers() - askedAt
}

/** Milliseconds of the processor that this process has used beside the thread that asks. */
function usedByOthers(): number {
  const [all, own] = [process.cpuUsage(), process.threadCpuUsage()]
  return (all.user + all.system - own.user - own.system) / 1000
}

function openDesk<Answer>(office: Office<Answer>): Desk<Answer> {
  const worker = new Worker(office.script, {
    resourceLimits: { maxOldGenerationSizeMb: limits.heapMiB.old, maxYoungGenerationSizeMb: limits.heapMiB.young },
  })
  const desk: Desk<Answer> = {
    ...{ worker, errand: null, timers: [], readingSince: null, worked: 0, askedAt: null },
    ...{ isSlow: false, isReady: false, isWarm: false },
  }
  office.desks.add(desk)
  worker.unref()
  worker.on('message', (said: Ready | Answer) => {
    if (said === 'ready') beginReading(office, desk)
    else finish(office, desk, said)
  })
  worker.on('error', (fault: NodeJS.ErrnoException) => {
    const isMemory = fault.code === 'ERR_WORKER_OUT_OF_MEMORY'
    replaceDesk(office, desk, { givenUp: isMemory ? 'parse_memory' : 'parse_failed', detail: fault.message })
  })
  return desk
}

function takeNext<Answer>(office: Office<Answer>, desk: Desk<Answer>) {
  const errand = office.queue.shift()
  if (!errand) return desk.worker.unref()
  desk.errand = errand
  desk.worker.ref()
  watch(office, desk)
  const { raw } = errand.asked
  // A large mail is shared. Else a copy of exactly these bytes, handed over: a Buffer may be a small view of something large.
  if (raw.buffer instanceof SharedArrayBuffer) return desk.worker.postMessage(errand.asked)
  const own = new Uint8Array(raw)
  desk.worker.postMessage({ ...errand.asked, raw: own }, [own.buffer])
}

/** A mail's time begins when its thread reads: a busy machine may take as long to start one. */
function watch<Answer>(office: Office<Answer>, desk: Desk<Answer>) {
  const given = Math.min(office.milliseconds, desk.errand?.time.left() ?? 0)
  const within = desk.isReady ? given : limits.starting
  desk.timers = [setTimeout(() => giveUp(office, desk, within), within)]
  if (!desk.isReady) return
  desk.readingSince = performance.now()
  desk.timers.push(setTimeout(() => callHelp(office, desk), limits.slowAfter))
  desk.timers.push(setTimeout(() => void watchEffort(office, desk), effort.after))
}

function giveUp<Answer>(office: Office<Answer>, desk: Desk<Answer>, within: number) {
  const { isReady, errand } = desk
  if (!isReady) errand?.time.spend(within, 0)
  const work = isReady ? `${Math.round(workOf(desk))} ms of work` : 'its thread did not start'
  replaceDesk(office, desk, { givenUp: 'parse_timeout', detail: `not read within ${Math.round(within)} ms, ${work}` })
}

function beginReading<Answer>(office: Office<Answer>, desk: Desk<Answer>) {
  desk.isReady = true
  if (desk.errand === null) return
  for (const timer of desk.timers.splice(0)) clearTimeout(timer)
  watch(office, desk)
}

function finish<Answer>(office: Office<Answer>, desk: Desk<Answer>, answer: Answer) {
  desk.isWarm = true
  settle(desk, answer)
  if (office.desks.has(desk)) takeNext(office, desk)
}

function settle<Answer>(desk: Desk<Answer>, answer: Answer | GivenUp) {
  for (const timer of desk.timers.splice(0)) clearTimeout(timer)
  const { errand, readingSince } = desk
  if (readingSince !== null) {
    const took = performance.now() - readingSince
    errand?.time.spend(took, took < effort.short ? took : workOf(desk))
  }
  desk.errand = null
  desk.readingSince = null
  desk.worked = 0
  desk.askedAt = null
  desk.isSlow = false
  errand?.tell(answer)
}

function replaceDesk<Answer>(office: Office<Answer>, desk: Desk<Answer>, answer: GivenUp) {
  if (!office.desks.has(desk)) return
  void closeDesk(office, desk, answer)
  if (office.queue.length > 0) takeNext(office, openDesk(office))
}

async function closeDesk<Answer>(office: Office<Answer>, desk: Desk<Answer>, answer: GivenUp) {
  office.desks.delete(desk)
  settle(desk, answer)
  await desk.worker.terminate()
}
