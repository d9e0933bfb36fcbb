import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/**
 * What the last start chose where nothing was asked for (a free port, whether the demo world was seeded),
 * kept in the data folder so that a command run beside it, or the next start, agrees with it.
 */
const remembered = z.object({
  PORT: z.string(),
  BASE_URL: z.string(),
  MAIL_LISTEN: z.string(),
  DEMO: z.enum(['0', '1']),
})
export type Remembered = z.infer<typeof remembered>

/** What was remembered in this data folder; nothing when nothing started there yet. */
export function recall(dataDir: string): Remembered | null {
  const text = readIfThere(fileIn(dataDir))
  return text === null ? null : remembered.parse(JSON.parse(text))
}

/** Keeps these values alone, whatever else the given environment holds: it may hold passwords. */
export function remember(dataDir: string, values: Remembered): void {
  mkdirSync(dataDir, { recursive: true })
  const draft = `${fileIn(dataDir)}.${process.pid}`
  writeFileSync(draft, `${JSON.stringify(remembered.parse(values), null, 2)}\n`)
  renameSync(draft, fileIn(dataDir))
}

function fileIn(dataDir: string) {
  return join(dataDir, 'last-start.json')
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return null
    throw fault
  }
}
