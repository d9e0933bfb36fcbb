import type { House } from '../../../db/house.ts'
import type { Contact } from '../../../domain/ticket.ts'
import type { Filled } from '../../form.server.ts'
import type { Manner } from '../../moment.server.ts'
import type { PortalWords } from '../../words/portal.server.ts'

/** A form of the ticket's page, and who sent it. `files` are kept already. */
export type Sent = {
  house: House
  actor: Contact
  number: number
  form: Filled
  files: string[]
  words: PortalWords
  manner: Manner
  now: Temporal.Instant
  /** By which way it came, and under which name; from a signed-in page, unless this says otherwise. */
  way?: { channel: 'link'; proof: 'P3' | 'P4'; sourceKey: string }
}
