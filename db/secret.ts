import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** The secret kept in this file, readable by its owner alone; made up (256 bits, base64url) when it is not there yet. */
export function keepSecret(file: string): string {
  mkdirSync(dirname(file), { recursive: true })
  try {
    // "wx" so that of two processes starting at once one writes and the other reads what was written.
    writeFileSync(file, `${randomBytes(32).toString('base64url')}\n`, { flag: 'wx', mode: 0o600 })
  } catch (fault) {
    if (!isAlreadyThere(fault)) throw fault
  }
  return readFileSync(file, 'utf8').trim()
}

function isAlreadyThere(fault: unknown): boolean {
  return fault instanceof Error && 'code' in fault && fault.code === 'EEXIST'
}
