import { type ChildProcess, execFileSync, type SpawnOptions, spawn } from 'node:child_process'
import { chownSync, existsSync, readFileSync, type Stats, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** PostgreSQL refuses to run as root, so root lends it another account; anybody else runs it as themselves (null). */
export type Account = { uid: number; gid: number } | null

/** The account that owns the cluster in this folder, or shall own it. */
export function chooseAccount(cluster: string): Account {
  if (process.getuid?.() !== 0) return null
  const mark = join(cluster, 'PG_VERSION')
  const owner = existsSync(mark) ? statSync(mark) : null
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  return accountNamed('postgres') ?? makeAccount('postgres')
}

/** Gives a file or folder to the account; nothing to do when it is our own. */
export function giveTo(account: Account, path: string): void {
  if (account) chownSync(path, account.uid, account.gid)
}

/**
 * Starts a program as the account, its output going to the open file `log`. It gets past folders above the program or
 * above `path` that are closed to it (a checkout in root's home) by borrowing the right to search folders.
 */
export function spawnAs(
  account: Account,
  program: string,
  args: string[],
  at: { path: string; log: number },
): ChildProcess {
  const options: SpawnOptions = {
    cwd: '/',
    // Its own process group: a Ctrl-C in the terminal must not stop the database before those who write to it.
    detached: true,
    stdio: ['ignore', at.log, at.log],
    env: { NODE_ENV: 'production', PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C', TZ: 'UTC' },
  }
  if (!account) return spawn(program, args, options)
  if (isPassable(account, program) && isPassable(account, at.path))
    return spawn(program, args, { ...options, ...account })
  return spawn('setpriv', [...lend(account), program, ...args], options)
}

function isPassable(account: { uid: number; gid: number }, path: string): boolean {
  const parent = dirname(path)
  return parent === path || (maySearch(account, statSync(parent)) && isPassable(account, parent))
}

function maySearch({ uid, gid }: { uid: number; gid: number }, folder: Stats): boolean {
  if (folder.uid === uid) return (folder.mode & 0o100) !== 0
  if (folder.gid === gid) return (folder.mode & 0o010) !== 0
  return (folder.mode & 0o001) !== 0
}

/** Without no_setuid_fixup access(2) would ask about the real user alone and find the closed folder closed. */
function lend({ uid, gid }: { uid: number; gid: number }): string[] {
  const right = mayGive(2) ? 'dac_read_search' : 'dac_override'
  return [
    ...[`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'],
    ...[`--inh-caps=+${right}`, `--ambient-caps=+${right}`, '--securebits=+no_setuid_fixup'],
  ]
}

/** Containers often keep CAP_DAC_READ_SEARCH (bit 2) from root itself, but leave it CAP_DAC_OVERRIDE. */
function mayGive(capability: number): boolean {
  const bounding = /^CapBnd:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0'
  return ((BigInt(`0x${bounding}`) >> BigInt(capability)) & 1n) === 1n
}

function accountNamed(name: string): Account {
  if (!existsSync('/etc/passwd')) return null
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : null
}

function makeAccount(name: string): Account {
  execFileSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', name])
  return accountNamed(name)
}
