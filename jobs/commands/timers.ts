import { databaseUrlOrExit } from '../../db/embedded.ts'
import { openHouse } from '../../db/house.ts'
import { settingsOrExit } from '../../db/settings.ts'
import { runTimers } from '../run-timers.ts'

// Does everything that is due by the clock as of a moment, once, and prints a line of JSON for each thing done.
const asOf = momentAskedFor(process.argv.slice(2))
if (!asOf) {
  console.error('Say as of when: npm run --silent timers -- --as-of 2026-11-24T09:00:00Z')
  process.exit(1)
}

const settings = settingsOrExit()
// Whoever reads only the first lines, as `head` does, must not end what is being done.
process.stdout.on('error', () => {})
const house = openHouse({
  databaseUrl: await databaseUrlOrExit(settings),
  filesUrl: settings.filesUrl,
  max: 4,
  ours: settings,
})
for await (const done of runTimers(house, { asOf, mailReadUpTo: asOf, upSince: 'rehearsal' }))
  console.log(JSON.stringify(done))
await house.close()

function momentAskedFor([option, text = '']: string[]): Temporal.Instant | null {
  const [name, value] = option?.includes('=')
    ? [option.split('=')[0], option.slice(option.indexOf('=') + 1)]
    : [option, text]
  if (name !== '--as-of') return null
  try {
    return Temporal.Instant.from(value)
  } catch {
    return null
  }
}
