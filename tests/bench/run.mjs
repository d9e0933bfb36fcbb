// `npm run bench [-- part …]`: measures the product and prints one JSON object with the machine it was measured on.
import { execFileSync } from 'node:child_process'
import { cpus, platform, totalmem } from 'node:os'

const parts = {
  start: async () => (await import('./start.ts')).measureStart(),
  pages: async () => (await import('./pages.ts')).measurePages(),
  mail: async () => (await import('./mail.ts')).measureMail(),
  newcomers: async () => (await import('./newcomers.ts')).measureNewcomers(),
  drain: async () => (await import('./drain.ts')).measureDrain(),
  bounds: async () => (await import('./bounds.ts')).measureBounds(),
}

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !(name in parts))
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}; choose among ${Object.keys(parts).join(', ')}.`)
  process.exit(2)
}

const figures = {}
for (const [name, measure] of Object.entries(parts)) {
  if (wanted.length === 0 || wanted.includes(name)) figures[name] = await measure()
}
console.log(JSON.stringify({ machine: machine(), ...figures }, null, 2))
process.exit(0)

function machine() {
  return {
    processor: cpus()[0]?.model,
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    platform: platform(),
    node: process.version,
    commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim(),
    measuredAt: new Date().toISOString(),
  }
}
