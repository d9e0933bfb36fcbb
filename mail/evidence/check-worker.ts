import { parentPort } from 'node:worker_threads'
import type { Ready } from '../parsing/reading-office.ts'
import { checkOrigin } from './check-origin.ts'
import type { Checked, OriginQuestion } from './own-check.ts'

export type CheckAnswer = { checked: Checked } | { failed: string }

// One mail at a time: whoever asks waits for the answer before asking again.
parentPort?.on('message', async ({ raw, question }: { raw: Uint8Array; question: OriginQuestion }) => {
  parentPort?.postMessage(await check(raw, question))
})

async function check(raw: Uint8Array, question: OriginQuestion): Promise<CheckAnswer> {
  try {
    return { checked: await checkOrigin(raw, question) }
  } catch (fault) {
    return { failed: fault instanceof Error ? fault.message : String(fault) }
  }
}

parentPort?.postMessage('ready' satisfies Ready)
