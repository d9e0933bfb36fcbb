import { connect } from '../client.ts'
import { databaseUrlOrExit } from '../embedded.ts'
import { readPersonByEmail } from '../people/actor.ts'
import { makeApiToken } from '../people/api-token.ts'
import { settingsOrExit } from '../settings.ts'

// Prints a token for the API that speaks for the person with this address, and nothing else.
const [email = ''] = process.argv.slice(2)
const { db, close } = connect(await databaseUrlOrExit(settingsOrExit()), { max: 1 })
const person = await readPersonByEmail(db, email)
if (person) {
  console.log(await makeApiToken(db, person.actor.id, Temporal.Now.instant()))
} else {
  console.error(
    email ? `Nobody active has the address ${email}.` : 'Say whose token: npm run --silent token -- <email>',
  )
  process.exitCode = 1
}
await close()
