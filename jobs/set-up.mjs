// Plain JavaScript for the Node the machine has: this runs before anything is installed.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import zlib from 'node:zlib'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** The Node this project runs on, which `npm ci` brings along. */
export const ourNode = join(root, 'node_modules', 'node', 'bin', 'node')

const lock = join(root, '.set-up.lock')
const stamp = join(root, 'build', 'stamp')
const running = new Set()

/** Installs the packages when they do not fit package-lock.json, and says so. */
export async function fitPackages() {
  await oneAtATime(async () => {
    if (packagesFit()) return
    console.log('Installing packages (a minute or two the first time) …')
    const npm = process.env.npm_execpath
    const [program, ...before] = npm?.endsWith('.js') ? [process.execPath, npm] : ['npm']
    await run(program, [...before, 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'])
  })
}

/** Builds the web pages when their sources changed since the last build, and says so. */
export async function fitBuild() {
  await oneAtATime(async () => {
    const sources = hashSources()
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return
    console.log('Building the pages …')
    rmSync(stamp, { force: true })
    // Whoever builds: under a test runner's NODE_ENV the pages would carry React's development half, 57 kB of it.
    const env = { ...process.env, NODE_ENV: 'production' }
    await run(ourNode, [join(root, 'node_modules/@remix-run/dev/dist/cli.js'), 'vite:build', '--logLevel', 'warn'], {
      env,
    })
    await compress(join(root, 'build', 'client'))
    writeFileSync(stamp, sources)
  })
}

/** Ends what is being run here, for a starter that is told to stop half-way. */
export function endSetUp() {
  for (const child of running) child.kill('SIGTERM')
}

/** Runs a program to its end; throws when that is not a good one. */
export function run(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: 'inherit', ...options })
    running.add(child)
    child.once('error', reject)
    child.once('close', (code, signal) => {
      running.delete(child)
      if (code === 0) resolve()
      else reject(new Error(`"${[program, ...args].join(' ')}" ended with ${signal ?? code}.`))
    })
  })
}

/** npm leaves a copy of the lock in node_modules once everything is in place; the two must agree. */
function packagesFit() {
  const installed = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(installed) || !existsSync(ourNode)) return false
  const there = JSON.parse(readFileSync(installed, 'utf8')).packages
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    if (path === '' || (optional && !there[path])) return true
    return there[path]?.version === version
  })
}

function hashSources() {
  const hash = createHash('sha256')
  const folders = ['app', 'db', 'domain', 'public'].map((name) => join(root, name)).filter(existsSync)
  const files = ['package-lock.json', 'vite.config.ts', 'tsconfig.json'].map((name) => join(root, name))
  for (const file of [...folders.flatMap(listFiles), ...files].sort()) {
    hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

function listFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? listFiles(path) : [path]
  })
}

/** Once at build time, so that serving costs nothing and the best level can be used. */
async function compress(folder) {
  const worth = listFiles(folder).filter(
    (file) => /\.(js|css|svg|json|txt|ico)$/.test(file) && statSync(file).size > 1024,
  )
  await Promise.all(
    worth.map(async (file) => {
      const bytes = readFileSync(file)
      writeFileSync(`${file}.br`, await promisify(zlib.brotliCompress)(bytes))
      writeFileSync(`${file}.gz`, await promisify(zlib.gzip)(bytes, { level: 9 }))
    }),
  )
}

/** Two starts of one checkout may come at once; the second waits and then finds the work done. */
async function oneAtATime(work) {
  while (!takeLock()) await wait(200)
  try {
    await work()
  } finally {
    rmSync(lock, { recursive: true, force: true })
  }
}

function takeLock() {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' })
    return true
  } catch (fault) {
    if (fault.code !== 'EEXIST') throw fault
    const holder = Number(existsSync(lock) ? readFileSync(lock, 'utf8') : 0)
    if (holder > 0 && !isAlive(holder)) rmSync(lock, { force: true })
    return false
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (fault) {
    return fault.code === 'EPERM'
  }
}
