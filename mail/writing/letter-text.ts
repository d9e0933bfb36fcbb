import { readBody } from '../parsing/read-body.ts'
import { scanMail } from '../parsing/scan.ts'

/** What a letter of ours says, from its own bytes; empty for what is none of ours and too large to look through. */
export function letterTextOf(mime: Uint8Array): string {
  const scan = scanMail(mime)
  return scan.tooBig.length > 0 ? '' : (readBody(mime, scan).text ?? '').trim()
}
