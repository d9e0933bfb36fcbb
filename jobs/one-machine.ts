import postgres from 'postgres'
import { migrate } from '../db/migrate.ts'
import { type Remembered, recall, remember } from '../db/remembered.ts'
import { type Environment, readSettings, SettingFault, startingSettingsOrExit } from '../db/settings.ts'
import { stopGently } from '../db/stop-gently.ts'
import { CannotStart } from './cannot-start.ts'
import { choosePorts } from './choose-ports.ts'
import { describeHouse } from './describe-house.ts'
import { keepDatabase } from './keep-database.ts'
import { keepRunning, thriftOfWorker } from './keep-running.ts'

const began = performance.now()
const { settings, environment } = startingSettingsOrExit()
/** What runs, to be stopped in the reverse order. */
const stops: (() => Promise<void>)[] = []

stopGently(stopAll, { withinSeconds: 9.5 })
try {
  await start()
} catch (fault) {
  const inWords = fault instanceof CannotStart || fault instanceof SettingFault
  console.error(inWords ? fault.message : fault)
  await stopAll()
  process.exit(1)
}

/** The whole house on one machine: database, tables, demo world, portal, worker. */
async function start() {
  const ports = await choosePorts(settings)
  for (const sentence of ports.moved) console.log(sentence)
  const url = settings.databaseUrl ?? (await startDatabase())
  const applied = await migrate(url)
  if (applied.length > 0) console.log(`The database is new or older: applied ${applied.join(', ')}.`)
  const demo = await settleDemo(url)
  await startPrograms({ ...environment, ...ports.environment, DEMO: demo ? '1' : '0' })
}

async function startDatabase(): Promise<string> {
  const { url, port, found, stop } = await keepDatabase(settings.dataDir)
  stops.push(stop)
  if (found === 'attached') console.log(`The database was still running from an earlier start, on port ${port}.`)
  return url
}

/** The demo world fills an empty database once; that it did is remembered, so a restart stays a demo. */
async function settleDemo(url: string): Promise<boolean> {
  const empty = await isUnsettled(url)
  const wasDemo = settings.databaseUrl === null && recall(settings.dataDir)?.DEMO === '1'
  const demo = settings.asked.demo ? settings.demo : settings.demo && (empty || wasDemo)
  if (demo && empty) await seed(url)
  return demo
}

/** Whether nobody lives here yet, or an earlier seeding was killed before its end. */
async function isUnsettled(url: string): Promise<boolean> {
  const sql = postgres(url, { max: 1 })
  const [row] = await sql`
    select not exists (select from person) or exists (select from agency where demo and seeded_at is null) as unsettled`
  await sql.end()
  return row?.unsettled === true
}

/** Loaded only when needed: it brings half the house with it. */
async function seed(url: string) {
  console.log('Filling the empty database with the demo world …')
  const [{ openHouse }, { seedDemo }] = await Promise.all([import('../db/house.ts'), import('../db/seed.ts')])
  const house = openHouse({ databaseUrl: url, filesUrl: settings.filesUrl, max: 4, ours: settings })
  await seedDemo(house, Temporal.Now.instant())
  await house.close()
}

async function startPrograms(settled: Environment & Remembered) {
  const final = readSettings(settled)
  if (final.databaseUrl === null) remember(final.dataDir, settled)
  const web = keepRunning({ file: 'app/server.ts', args: process.argv.slice(2), environment: settled })
  const worker = keepRunning({ file: 'jobs/main.ts', args: [], options: thriftOfWorker, environment: settled })
  stops.push(() => Promise.all([web, worker].map((program) => program.stop({ withinSeconds: 6 }))).then(() => {}))
  await Promise.all([web.up, worker.up])
  console.log(describeHouse(final), `(up after ${((performance.now() - began) / 1000).toFixed(1)} s)`)
}

async function stopAll() {
  for (const stop of stops.splice(0).reverse()) await stop()
}
