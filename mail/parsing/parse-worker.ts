import { parentPort } from 'node:worker_threads'
import type { PlainMail } from './inbound-mail.ts'
import { readMail } from './read-mail.ts'
import type { Ready } from './reading-office.ts'
import type { TooBig } from './scan.ts'

export type ParseAnswer = { mail: PlainMail } | { unreadable: TooBig } | { failed: string }

// One mail at a time: whoever asks waits for the answer before asking again.
parentPort?.on('message', ({ raw }: { raw: Uint8Array }) => {
  const answer = readOne(raw)
  const contents = 'mail' in answer ? answer.mail.attachments.map(({ content }) => content.buffer) : []
  parentPort?.postMessage(
    answer,
    contents.filter((buffer) => buffer instanceof ArrayBuffer),
  )
})

function readOne(raw: Uint8Array): ParseAnswer {
  try {
    const mail = readMail(raw)
    return 'unreadable' in mail ? mail : { mail }
  } catch (fault) {
    return { failed: fault instanceof Error ? fault.message : String(fault) }
  }
}

parentPort?.postMessage('ready' satisfies Ready)
