import { z } from 'zod'
import { isRefusal, sentenceFor } from '../../domain/refusal.ts'
import { connect } from '../client.ts'
import { databaseUrlOrExit } from '../embedded.ts'
import { makeFirstAdmin } from '../people/admin.ts'
import { settingsOrExit } from '../settings.ts'

// Makes the person with this address an admin of an empty installation, and prints a link to sign in.
const email = z.email().safeParse(process.argv[2])
if (!email.success) {
  console.error('Say whose address it is: npm run --silent admin -- <email>')
  process.exit(1)
}
const settings = settingsOrExit()
const { db, close } = connect(await databaseUrlOrExit(settings), { max: 1 })
const made = await makeFirstAdmin({ db, ours: settings }, email.data, Temporal.Now.instant())
if (isRefusal(made)) {
  const isOurs = made.refused === 'our_own_address'
  console.error(
    isOurs ? sentenceFor(made.refused, 'en') : 'This installation has its people already; ask one of its admins.',
  )
  process.exitCode = 1
} else {
  console.log(`${settings.baseUrl}/signin/go/${made}`)
}
await close()
