// `npm start` on a machine that has Node 20 or later and nothing else: installs, builds, then hands over to our own Node.
import { spawn } from 'node:child_process'
import { endSetUp, fitBuild, fitPackages, ourNode, root } from './set-up.mjs'

if (Number(process.versions.node.split('.')[0]) < 20) {
  console.error(`Node is ${process.versions.node}; expected 20 or later.`)
  process.exit(1)
}

let house = null
let stopping = false

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, stop)
if (process.env.npm_lifecycle_event) stopWithParent()

try {
  await fitPackages()
  if (!process.argv.includes('--dev')) await fitBuild()
} catch (fault) {
  if (!stopping) console.error(fault.message)
  process.exit(stopping ? 0 : 1)
}
if (stopping) process.exit(0)

house = spawn(ourNode, ['jobs/one-machine.ts', ...process.argv.slice(2)], {
  cwd: root,
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
})
house.once('exit', (code) => process.exit(code ?? 1))

function stop() {
  stopping = true
  if (house) house.kill('SIGTERM')
  else endSetUp()
}

/** npm passes signals on, but nobody can pass on a SIGKILL. */
function stopWithParent() {
  const parent = process.ppid
  setInterval(() => process.ppid === parent || stop(), 500).unref()
}
