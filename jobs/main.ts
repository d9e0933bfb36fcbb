import { hostname } from 'node:os'
import { eq } from 'drizzle-orm'
import { PgBoss } from 'pg-boss'
import pino from 'pino'
import { databaseUrlOrExit } from '../db/embedded.ts'
import { openHouse } from '../db/house.ts'
import { worker } from '../db/schema/worker.ts'
import { settingsOrExit } from '../db/settings.ts'
import { stopGently } from '../db/stop-gently.ts'
import { warmUp } from '../mail/arriving/warm-up.ts'
import { openResolver } from '../mail/evidence/dns.ts'
import { startListener } from '../mail/listen.ts'
import { closeParser, parseMail } from '../mail/parse.ts'
import { openPost } from '../mail/sending/post.ts'
import { watchMailbox } from '../mail/watch.ts'
import { keepTimetable } from './schedule.ts'
import { lettersAtOnce, startTasks } from './tasks.ts'

const log = pino({ name: 'worker' })
const settings = settingsOrExit()
const url = await databaseUrlOrExit(settings)
const house = openHouse({ databaseUrl: url, filesUrl: settings.filesUrl, max: 10, ours: settings })
const name = `${hostname()}/${process.pid}`
const upSince = Temporal.Now.instant()
const post = settings.smtpUrl ? openPost(settings.smtpUrl, { connections: lettersAtOnce }) : null

// The dead are looked for every few seconds, so that what they held is somebody else's within the minute.
const boss = new PgBoss({
  connectionString: url,
  max: 6,
  useListenNotify: true,
  superviseIntervalSeconds: 10,
  monitorIntervalSeconds: 8,
})
boss.on('error', (fault) => log.error({ fault: fault.message }, 'the job engine has a fault'))
await boss.start()
// What a worker held that died before this one came is taken over at once, not only when the first interval is over.
boss.supervise().catch((fault) => log.error({ fault: fault.message }, 'the job engine has a fault'))
await startTasks(boss, { house, settings, post, upSince, log })
await keepTimetable(boss)
const doors = await openDoors()
await beat()
const beating = setInterval(() => beat().catch((fault) => log.error({ fault }, 'no sign of life written')), 10_000)
process.send?.('up')
log.info('working')
// After it counts as up: nobody waits for this, and the first mail waits less.
warmUp(house, { ...settings, parse: parseMail, resolver: openResolver() }).catch((fault) =>
  log.warn({ fault }, 'the first mail will be slow'),
)

stopGently(
  async () => {
    clearInterval(beating)
    // First nothing new comes in, then what is in hand is finished or handed back.
    await Promise.all([...doors.map((door) => door.stop()), boss.stop({ graceful: true, timeout: 5_000 })])
    await closeParser()
    post?.close()
    await house.db.delete(worker).where(eq(worker.name, name))
    await house.close()
  },
  { withinSeconds: 7 },
)

/** Where mail comes in: the listener, and every mailbox. */
async function openDoors(): Promise<{ stop: () => Promise<void> }[]> {
  const { mailListen: listen, mailDomain, trustLoopback, mailboxes, pollSeconds, secretKey } = settings
  const watched = mailboxes.map((mailbox) => watchMailbox({ house, mailbox, secretKey, pollSeconds, log }))
  return listen
    ? [await startListener({ house, listen, mailDomain, mailboxes, trustLoopback, log }), ...watched]
    : watched
}

async function beat() {
  const at = Temporal.Now.instant()
  await house.db
    .insert(worker)
    .values({ name, startedAt: upSince, beatAt: at })
    .onConflictDoUpdate({ target: worker.name, set: { beatAt: at } })
}
