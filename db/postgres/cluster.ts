import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { keepSecret } from '../secret.ts'
import { type Account, chooseAccount, giveTo, spawnAs } from './account.ts'
import { findBinaries } from './binaries.ts'

/** One PostgreSQL data folder and what belongs to it. */
export type Cluster = {
  folder: string
  password: string
  account: Account
  /** Shows in the command line of every process of its server, and in no other. */
  mark: string
  logFile: string
}

/** The cluster under this data folder, whether or not it has been made yet. */
export function locateCluster(dataDir: string): Cluster {
  const folder = resolve(dataDir, 'postgres')
  return {
    folder,
    password: keepSecret(join(dataDir, 'postgres-password')),
    account: chooseAccount(folder),
    mark: `signoff-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`,
    logFile: join(dataDir, 'postgres.log'),
  }
}

/** Makes the cluster when it is not there. It gets its name only when whole, so a kill half-way leaves nothing behind. */
export async function makeCluster(cluster: Cluster): Promise<void> {
  if (existsSync(join(cluster.folder, 'PG_VERSION'))) return
  const draft = `${cluster.folder}.new`
  const passwordFile = `${cluster.folder}.password`
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { recursive: true, mode: 0o700 })
  writeFileSync(passwordFile, cluster.password, { mode: 0o600 })
  for (const path of [draft, passwordFile]) giveTo(cluster.account, path)
  await initialise(cluster, draft, passwordFile)
  rmSync(passwordFile)
  renameSync(draft, cluster.folder)
}

async function initialise(cluster: Cluster, draft: string, passwordFile: string) {
  const { initdb } = await findBinaries()
  const log = openSync(cluster.logFile, 'a')
  const child = spawnAs(
    cluster.account,
    initdb,
    [
      ...[`--pgdata=${draft}`, '--username=postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'],
      // The same order and case rules on every machine, whatever locales it has.
      ...['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
    ],
    { path: draft, log },
  )
  const [code] = await once(child, 'exit')
  closeSync(log)
  if (code !== 0) throw new Error(`PostgreSQL could not make ${cluster.folder}: ${lastWords(cluster)}`)
}

/** The port in the server's own note in its data folder; the note may be stale. */
export function notedPort(cluster: Cluster): number | null {
  const note = join(cluster.folder, 'postmaster.pid')
  const port = existsSync(note) ? Number(readFileSync(note, 'utf8').split('\n')[3]) : 0
  return port > 0 ? port : null
}

/** The main process noted in the data folder, when it is alive and of this cluster. */
export function notedProcess(cluster: Cluster): number | null {
  const note = join(cluster.folder, 'postmaster.pid')
  const pid = existsSync(note) ? Number(readFileSync(note, 'utf8').split('\n')[0]) : 0
  return livingProcesses(cluster).includes(pid) ? pid : null
}

/** A dead server's note would stop the next one when its process number lives again as something else. */
export function clearStaleNote(cluster: Cluster): void {
  rmSync(join(cluster.folder, 'postmaster.pid'), { force: true })
}

/** Every process of this cluster's server, main or not. A zombie has no command line, so it does not count. */
export function livingProcesses({ mark }: Cluster): number[] {
  return commandLines().flatMap(([pid, line]) => (line.includes(mark) ? [pid] : []))
}

function commandLines(): [pid: number, line: string][] {
  if (process.platform !== 'linux') return listedBy(execFileSync('ps', ['-axo', 'pid=,args='], { encoding: 'utf8' }))
  const pids = readdirSync('/proc').map(Number).filter(Number.isInteger)
  return pids.map((pid) => [pid, commandLineOf(pid)])
}

function commandLineOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
  } catch {
    // It ended between the listing and the look.
    return ''
  }
}

function listedBy(table: string): [pid: number, line: string][] {
  return table.split('\n').map((line) => [Number.parseInt(line, 10), line])
}

/** A log nobody would read to its beginning is begun anew at the next start. */
export function isLogLong({ logFile }: Cluster): boolean {
  return existsSync(logFile) && statSync(logFile).size > 10 * 1024 * 1024
}

/** What the server said last, for a person who must find out why it does not start. */
export function lastWords({ logFile }: Cluster): string {
  return readFileSync(logFile, 'utf8').trim().split('\n').slice(-4).join(' | ')
}
