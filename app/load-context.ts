import type {} from '@remix-run/node'
import type { Db } from '../db/client.ts'
import type { Settings } from '../db/settings.ts'

/** What every loader and action is handed; the bundled app keeps nothing of its own between requests. */
declare module '@remix-run/node' {
  interface AppLoadContext {
    db: Db
    settings: Settings
    /** For the script and style tags of this one document. */
    nonce: string
  }
  interface Future {
    v3_singleFetch: true
  }
}
