import { hostname } from 'node:os'
import { eq } from 'drizzle-orm'
import { PgBoss } from 'pg-boss'
import pino from 'pino'
import { connect } from '../db/client.ts'
import { databaseUrl } from '../db/embedded.ts'
import { worker } from '../db/schema/worker.ts'
import { settingsOrExit } from '../db/settings.ts'
import { stopGently } from '../db/stop-gently.ts'

const log = pino({ name: 'worker' })
const url = await databaseUrl(settingsOrExit())
const { db, close } = connect(url, { max: 10 })
const name = `${hostname()}/${process.pid}`
const boss = new PgBoss({ connectionString: url, max: 10, useListenNotify: true })

boss.on('error', (fault) => log.error({ fault: fault.message }, 'the job engine has a fault'))
await boss.start()
await beat()
const beating = setInterval(() => beat().catch((fault) => log.error({ fault }, 'no sign of life written')), 10_000)
process.send?.('up')
log.info('working')

stopGently(
  async () => {
    clearInterval(beating)
    await boss.stop({ graceful: true, timeout: 5_000 })
    await db.delete(worker).where(eq(worker.name, name))
    await close()
  },
  { withinSeconds: 7 },
)

async function beat() {
  const at = Temporal.Now.instant()
  await db
    .insert(worker)
    .values({ name, startedAt: at, beatAt: at })
    .onConflictDoUpdate({ target: worker.name, set: { beatAt: at } })
}
