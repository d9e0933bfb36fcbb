import { setTimeout as wait } from 'node:timers/promises'
import { createTransport } from 'nodemailer'
import type { Dovecot } from '../support/dovecot.ts'
import type { Planned } from './mails.ts'

/** Puts mails into the mailbox, all in one session. */
export async function deliverByImap(dovecot: Dovecot, mails: Planned[]): Promise<void> {
  await dovecot.append(mails.flatMap(({ bytes, copies }) => Array.from({ length: copies }, () => bytes)))
}

/** Hands mails to the listener as another server would: again and again until it says 250. Answers how often it asked. */
export async function deliverBySmtp(port: number, mails: Planned[]): Promise<number> {
  let tries = 0
  for (const { bytes, copies } of mails) {
    for (let taken = 0; taken < copies; tries += 1) {
      if (await isTaken(port, bytes)) taken += 1
      else await wait(200)
    }
  }
  return tries
}

async function isTaken(port: number, raw: Buffer): Promise<boolean> {
  const transport = createTransport({ host: '127.0.0.1', port, secure: false, ignoreTLS: true, socketTimeout: 20_000 })
  const envelope = { from: 'writer@vale.example', to: ['support@desk.example'] }
  const isTaken = await transport.sendMail({ envelope, raw }).then(
    () => true,
    () => false,
  )
  transport.close()
  return isTaken
}
