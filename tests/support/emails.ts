import { readFileSync } from 'node:fs'

/** The raw bytes of one of our sample mails. */
export function sampleMail(name: string) {
  return readFileSync(new URL(`../emails/${name}.eml`, import.meta.url))
}
