import { createHash, randomBytes } from 'node:crypto'

/** A secret of 256 bits that only its holder knows, fit for a URL. */
export function makeToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What we keep of a secret: nobody who reads the database can use it. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
