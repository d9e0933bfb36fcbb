import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'
import { eq } from 'drizzle-orm'
import type { Db } from '../client.ts'
import { mailbox } from '../schema/mail.ts'

type Held = { name: string; secretKey: string; configured: string }

const sealing = { cipher: 'aes-256-gcm', iv: 12, tag: 16 } as const

/**
 * The refresh token to use for a mailbox: the last one that the token server gave in exchange, else the `configured`
 * one. Once another one is configured, or the secret key is another, what was kept counts for nothing.
 */
export async function readGrant(db: Db, { name, secretKey, configured }: Held): Promise<string> {
  const [row] = await db
    .select({ grant: mailbox.grant, grantFor: mailbox.grantFor })
    .from(mailbox)
    .where(eq(mailbox.name, name))
  if (!row?.grant || row.grantFor !== markOf(configured)) return configured
  return open(row.grant, keyOf(secretKey)) ?? configured
}

/** Keeps the refresh token that came in exchange for the last one, sealed: who reads the database cannot use it. */
export async function keepGrant(db: Db, { name, secretKey, configured }: Held, renewed: string): Promise<void> {
  const kept = { grant: close(renewed, keyOf(secretKey)), grantFor: markOf(configured) }
  await db
    .insert(mailbox)
    .values({ name, ...kept })
    .onConflictDoUpdate({ target: mailbox.name, set: kept })
}

function markOf(configured: string): string {
  return createHash('sha256').update(configured).digest('hex')
}

function keyOf(secretKey: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secretKey, '', 'grant of a mailbox', 32))
}

function close(text: string, key: Buffer): Buffer {
  const iv = randomBytes(sealing.iv)
  const cipher = createCipheriv(sealing.cipher, key, iv)
  const closed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), closed])
}

function open(sealed: Uint8Array, key: Buffer): string | null {
  const { iv, tag } = sealing
  const decipher = createDecipheriv(sealing.cipher, key, sealed.subarray(0, iv)).setAuthTag(
    sealed.subarray(iv, iv + tag),
  )
  try {
    return Buffer.concat([decipher.update(sealed.subarray(iv + tag)), decipher.final()]).toString('utf8')
  } catch {
    // Another key, or bytes that somebody changed: the tag does not fit.
    return null
  }
}
