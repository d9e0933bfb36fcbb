import { parentPort } from 'node:worker_threads'
import { mailWithoutTokens } from '../../db/letters/redact-mail.ts'
import { type Attachment, isMail } from './attachment.ts'
import type { PlainMail } from './inbound-mail.ts'
import { readMail } from './read-mail.ts'
import type { Ready } from './reading-office.ts'
import type { TooBig } from './scan.ts'

export type ParseAnswer = { mail: PlainMail } | { unreadable: TooBig } | { failed: string }

// One mail at a time: whoever asks waits for the answer before asking again.
parentPort?.on('message', async ({ raw }: { raw: Uint8Array }) => {
  const answer = await readOne(raw)
  const contents = 'mail' in answer ? answer.mail.attachments.map(({ content }) => content.buffer) : []
  parentPort?.postMessage(
    answer,
    contents.filter((buffer) => buffer instanceof ArrayBuffer),
  )
})

async function readOne(raw: Uint8Array): Promise<ParseAnswer> {
  try {
    const mail = readMail(raw)
    if ('unreadable' in mail) return mail
    const attachments: Attachment[] = []
    for (const one of mail.attachments) attachments.push(isMail(one) ? await withoutTokens(one) : one)
    return { mail: { ...mail, attachments } }
  } catch (fault) {
    return { failed: fault instanceof Error ? fault.message : String(fault) }
  }
}

/** Whoever attaches a letter of ours would hand its reader's tokens to everybody on the ticket. */
async function withoutTokens(one: Attachment): Promise<Attachment> {
  const content = await mailWithoutTokens(one.content)
  return { ...one, content, size: content.byteLength }
}

parentPort?.postMessage('ready' satisfies Ready)
