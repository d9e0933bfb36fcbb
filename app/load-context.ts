import type {} from '@remix-run/node'
import type { House } from '../db/house.ts'
import type { Settings } from '../db/settings.ts'

/** What every loader and action is handed; the bundled app keeps nothing of its own between requests. */
declare module '@remix-run/node' {
  interface AppLoadContext {
    house: House
    settings: Settings
    /** The moment of this request, the same for all that asks. */
    now: () => Temporal.Instant
    /** Where the browser stands, as the network says. */
    ip: string
    /** For the script and style tags of this one document. */
    nonce: string
  }
  interface Future {
    v3_singleFetch: true
  }
}
