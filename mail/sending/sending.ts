import type { Mailbox } from '../../db/mailbox/mail-settings.ts'
import type { Settings } from '../../db/settings.ts'

/** What a letter needs of the settings: links lead to `baseUrl` and nowhere else. */
export type Sending = Pick<Settings, 'baseUrl' | 'mailDomain' | 'secretKey'> & {
  mailboxes: Pick<Mailbox, 'name' | 'address' | 'senderName'>[]
}
