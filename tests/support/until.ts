import { setTimeout as wait } from 'node:timers/promises'

/**
 * Asks again until the answer is there, and answers it. Throws in words when it does not come in time.
 * @param what what is waited for, for the message
 */
export async function until<Answer>(
  what: string,
  ask: () => Promise<Answer | null | undefined | false> | Answer | null | undefined | false,
  { seconds = 20 }: { seconds?: number } = {},
): Promise<Answer> {
  const deadline = performance.now() + seconds * 1000
  for (;;) {
    const answer = await ask()
    if (answer) return answer
    if (performance.now() > deadline) throw new Error(`Waited ${seconds} s in vain for: ${what}.`)
    await wait(50)
  }
}
