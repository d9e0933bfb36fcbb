import { readFile } from 'node:fs/promises'
import { databaseUrlOrExit } from '../../db/embedded.ts'
import { openHouse } from '../../db/house.ts'
import { readFates } from '../../db/mailbox/inbound-mail.ts'
import { settingsOrExit } from '../../db/settings.ts'
import { readMails } from '../../mail/arriving/read-stored.ts'
import { openResolver } from '../../mail/evidence/dns.ts'
import { closeParser, parseMail } from '../../mail/parse.ts'
import { sizeLimit, storeMail } from '../../mail/store.ts'

const files = process.argv.slice(2)
if (files.length === 0) {
  console.error('Name the files to hand in: npm run --silent ingest -- mail.eml …')
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
const resolver = openResolver()
let failures = 0
for (const file of files) {
  const line = await handIn(file)
  if ('fault' in line) failures += 1
  console.log(JSON.stringify(line))
}
await closeParser()
await house.close()
process.exitCode = failures > 0 ? 1 : 0

/** Stores one file as the listener would, reads it at once, and tells its fate. */
async function handIn(file: string) {
  try {
    const raw = await readFile(file)
    if (raw.byteLength > sizeLimit) return { file, fault: 'Larger than 25 MB.' }
    const trusted = settings.trustLoopback ? 'loopback' : 'no'
    const ids = await storeMail(house, [{ origin: 'file', trusted, raw }], Temporal.Now.instant())
    await readMails(house, { ...settings, parse: parseMail, resolver }, ids)
    const [read] = await readFates(house, ids)
    return {
      file,
      fate: read?.fate,
      ...(read?.reason && { reason: read.reason }),
      ...(read?.ticket && { ticket: read.ticket }),
    }
  } catch (fault) {
    return { file, fault: fault instanceof Error ? fault.message : String(fault) }
  }
}
