import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

// usage: node tests/score/run.mjs FOLDER [--kind KIND] [--verbose] …; FOLDER (or MAILS) holds the sample mails and their run.mjs
const [folder = process.env.MAILS, ...options] = process.argv.slice(2)
if (!folder) {
  console.error('Name the folder of the sample mails: npm run score -- FOLDER, or MAILS=FOLDER npm run score.')
  process.exit(1)
}
const adapter = join(import.meta.dirname, 'adapter.mjs')
const { status } = spawnSync(process.execPath, [join(folder, 'run.mjs'), adapter, ...options], { stdio: 'inherit' })
process.exit(status ?? 1)
