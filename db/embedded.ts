import type { ChildProcess } from 'node:child_process'
import { closeSync, mkdirSync, openSync, realpathSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import postgres from 'postgres'
import { spawnAs } from './postgres/account.ts'
import { findBinaries } from './postgres/binaries.ts'
import * as house from './postgres/cluster.ts'
import { freePort } from './postgres/free-port.ts'
import type { Settings } from './settings.ts'

type Cluster = house.Cluster

/** A running server and the address of its one database. `attached` when it was already running. */
export type Embedded = {
  url: string
  port: number
  found: 'started' | 'attached'
  isRunning: () => boolean
  stop: () => Promise<void>
}

/** What a commit is promised: tests alone may do without. */
type Keeps = 'everything' | 'nothing'

const usualPort = 5433

/** Waiting for another start, a recovery after a crash or a slow disk. */
const patience = 60_000

/** Small enough for two cores and little memory; everything that keeps what was committed stays as shipped (on). */
const tuning = {
  shared_buffers: '128MB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  effective_cache_size: '512MB',
  max_connections: '100',
  max_wal_size: '512MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_parallel_workers_per_gather: '0',
  random_page_cost: '1.1',
  jit: 'off',
}

/** For tests alone: forgets what it was told when the machine goes down. */
const forgetful = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' }

/**
 * The PostgreSQL of this data folder: made on first use, attached to when it still runs, else started. Never a second
 * one on the same data. Listens on 127.0.0.1 only, on `port` when it is given, else on the usual one or any that is free.
 */
export async function startEmbedded({
  dataDir,
  port: wanted,
  keeps = 'everything',
}: {
  dataDir: string
  port?: number
  keeps?: Keeps
}): Promise<Embedded> {
  mkdirSync(dataDir, { recursive: true })
  const cluster = house.locateCluster(dataDir)
  await house.makeCluster(cluster)
  const running = await settledPort(cluster)
  const port =
    running ?? (await launch(cluster, { keeps, ports: wanted ? [wanted, wanted, wanted] : [usualPort, 0, 0] }))
  await prepareDatabase(cluster, port)
  return {
    url: urlAt(cluster, port),
    port,
    found: running ? 'attached' : 'started',
    isRunning: () => house.livingProcesses(cluster).length > 0,
    stop: () => stopServer(cluster),
  }
}

/** The database these settings lead to: the given one, or the embedded one when its server answers. Throws when not. */
export async function databaseUrl(settings: Pick<Settings, 'databaseUrl' | 'dataDir'>): Promise<string> {
  if (settings.databaseUrl) return settings.databaseUrl
  const cluster = house.locateCluster(settings.dataDir)
  const port = house.notedPort(cluster)
  if (port && (await answers(cluster, port))) return urlAt(cluster, port)
  throw new Error(`No database answers in ${settings.dataDir}; start it with "npm start", or give DATABASE_URL.`)
}

/** The same for a program whose operator reads its last words: one sentence, and no stack trace. */
export async function databaseUrlOrExit(settings: Pick<Settings, 'databaseUrl' | 'dataDir'>): Promise<string> {
  try {
    return await databaseUrl(settings)
  } catch (fault) {
    console.error(fault instanceof Error ? fault.message : fault)
    process.exit(1)
  }
}

function urlAt({ password }: Cluster, port: number) {
  return `postgres://signoff:${password}@127.0.0.1:${port}/signoff`
}

/** The port of a server that already runs on this data; null once it is certain that none does. */
async function settledPort(cluster: Cluster): Promise<number | null> {
  const deadline = performance.now() + patience
  while (performance.now() < deadline) {
    const port = house.notedPort(cluster)
    if (port && (await answers(cluster, port))) return port
    if (house.livingProcesses(cluster).length === 0) return null
    await wait(100)
  }
  throw new Error(`A PostgreSQL runs on ${cluster.folder} but does not answer; see ${cluster.logFile}.`)
}

async function launch(cluster: Cluster, { keeps, ports }: { keeps: Keeps; ports: number[] }): Promise<number> {
  house.clearStaleNote(cluster)
  for (const wanted of ports) {
    const port = await freePort('127.0.0.1', wanted)
    const child = await spawnServer(cluster, port, keeps)
    if (await comesUp(cluster, port, child)) return port
  }
  throw new Error(`PostgreSQL does not start on ${cluster.folder}: ${house.lastWords(cluster)}`)
}

async function spawnServer(cluster: Cluster, port: number, keeps: Keeps) {
  const { postgres: program } = await findBinaries()
  const choices = {
    ...tuning,
    ...(keeps === 'nothing' ? forgetful : {}),
    cluster_name: cluster.mark,
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_min_messages: 'warning',
  }
  const args = Object.entries(choices).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const log = openSync(cluster.logFile, house.isLogLong(cluster) ? 'w' : 'a')
  const child = spawnAs(cluster.account, program, ['-D', cluster.folder, ...args], { path: cluster.folder, log })
  closeSync(log)
  child.unref()
  return child
}

/** False when the server gave up, which is what it does when somebody took its port first. */
async function comesUp(cluster: Cluster, port: number, child: ChildProcess): Promise<boolean> {
  const fault = new Promise<never>((_, reject) => child.once('error', reject))
  const deadline = performance.now() + patience
  while (performance.now() < deadline && child.exitCode === null && child.signalCode === null) {
    if (await Promise.race([answers(cluster, port), fault])) return true
    await wait(30)
  }
  return false
}

/** A listening port proves nothing: another server may have it. Ours knows our password and names our folder. */
async function answers(cluster: Cluster, port: number): Promise<boolean> {
  const sql = connectAsOwner(cluster, port)
  try {
    const [row] = await sql<{ data_directory: string }[]>`show data_directory`
    return row !== undefined && realpathSync(row.data_directory) === realpathSync(cluster.folder)
  } catch {
    return false
  } finally {
    await sql.end({ timeout: 1 })
  }
}

/** The product works as a role that owns its database (and makes the one contacts read as); only this file is the server's superuser. */
async function prepareDatabase(cluster: Cluster, port: number) {
  const sql = connectAsOwner(cluster, port)
  const [there] = await sql<{ role: boolean; database: boolean }[]>`
    select exists (select from pg_roles where rolname = 'signoff') as role,
           exists (select from pg_database where datname = 'signoff') as database`
  if (!there?.role) await sql.unsafe(`create role signoff login createdb createrole password '${cluster.password}'`)
  if (!there?.database) await sql.unsafe('create database signoff owner signoff')
  await sql.end()
}

function connectAsOwner({ password }: Cluster, port: number) {
  return postgres({
    ...{ host: '127.0.0.1', port, user: 'postgres', password, database: 'postgres' },
    ...{ max: 1, connect_timeout: 3, onnotice: () => {} },
  })
}

/** SIGINT ends the sessions and shuts down in order; SIGQUIT, when that takes too long, leaves a recovery for next time. */
async function stopServer(cluster: Cluster): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    const pid = house.notedProcess(cluster)
    if (pid) process.kill(pid, signal)
    const deadline = performance.now() + 4_000
    while (performance.now() < deadline) {
      if (house.livingProcesses(cluster).length === 0) return
      await wait(30)
    }
  }
}
