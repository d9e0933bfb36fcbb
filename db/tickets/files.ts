import { createHash, randomUUID, randomUUIDv7 } from 'node:crypto'
import { and, eq, inArray, isNotNull, or } from 'drizzle-orm'
import { fileTypeFromBuffer } from 'file-type'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import type { Actor } from '../../domain/ticket.ts'
import type { Db, Tx } from '../client.ts'
import type { House } from '../house.ts'
import { gathered } from '../postgres/gather.ts'
import { insertsRow } from '../postgres/insert-rows.ts'
import { file } from '../schema/thread.ts'
import { scoped } from '../scope.ts'

/** Limits of one upload; a mail may carry what its own size limit lets through. */
export const limits = { files: 20, bytes: 25 * 1024 * 1024 } as const

/**
 * A file says in its beginning what it is. Further on there may be a million entries of an archive, which are gone through
 * while nobody else is served.
 */
const telling = 256 * 1024

/** The pictures that may be shown in a page; everything else is offered as a download. */
export const shownTypes = ['image/png', 'image/jpeg', 'image/gif', 'image/webp']

export type NewFile = {
  companyId: string
  ticketId: string | null
  uploadedBy: string | null
  visibility: 'public' | 'internal'
  name: string
  bytes: Uint8Array
  contentId?: string | null
  now: Temporal.Instant
}

/**
 * Keeps a file: bytes in the store under a random key first, then its row in the caller's transaction. The type is read
 * from the bytes, not from what anybody claims. Answers its id, by which a message names it.
 */
export async function keepFile(tx: Tx | Db, house: House, given: NewFile): Promise<string> {
  return insertStored(tx, await storeBytes(house, given))
}

/**
 * The same for several files. What several ask for in the same breath is stored side by side, and they go on in step,
 * those without a file too: so what each does next is still one statement for all of them.
 */
export const keepFiles = gathered<{ house: House; files: NewFile[] }, string[]>(async (tx, asked) => {
  const stored = await Promise.all(asked.map(storeInOrder))
  return Promise.all(stored.map((rows) => Promise.all(rows.map((row) => insertStored(tx, row)))))
})

/** One after the other: one mail may bring hundreds, and each open file counts. */
async function storeInOrder({ house, files }: { house: House; files: NewFile[] }) {
  const rows: Stored[] = []
  // Ids of the same millisecond are in no order, and files are listed by them.
  const ids = files.map(() => randomUUIDv7()).sort()
  for (const [at, file] of files.entries()) rows.push({ ...(await storeBytes(house, file)), id: ids[at] })
  return rows
}

type Stored = typeof file.$inferInsert

async function storeBytes(house: House, { bytes, contentId, now, ...facts }: NewFile): Promise<Stored> {
  const storageKey = randomUUID()
  const detected = await fileTypeFromBuffer(bytes.subarray(0, telling))
  await house.store.set(storageKey, new File([ownBytes(bytes)], 'file'))
  return {
    ...facts,
    name: safeName(facts.name),
    type: detected?.mime ?? 'application/octet-stream',
    size: bytes.byteLength,
    sha256: hashOf(bytes),
    storageKey,
    contentId: contentId ?? null,
    createdAt: now,
  }
}

async function insertStored(tx: Tx | Db, stored: Stored): Promise<string> {
  const row = await insertFile(tx, stored)
  if (!row) throw new Error(`The row of file ${stored.storageKey} was not written.`)
  return row.id
}

/** A file is made of bytes that nobody else shares; most are such, and large ones are not copied for nothing. */
function ownBytes({ buffer, byteOffset, byteLength }: Uint8Array) {
  return buffer instanceof ArrayBuffer
    ? new Uint8Array(buffer, byteOffset, byteLength)
    : new Uint8Array(new Uint8Array(buffer, byteOffset, byteLength))
}

const insertFile = insertsRow(file, 'returning id')

export type OpenFile = {
  name: string
  type: string
  size: number
  /** Under which the store keeps it; what is made of it may be kept beside. */
  storageKey: string
  shown: boolean
  content: File
}

/**
 * A file for somebody who may see it: its row and its bytes; `no_such_file` to everybody else. What waits for its words
 * is its sender's alone, and among us ours, as we prepare pictures for each other.
 */
export async function openFile(house: House, actor: Actor, fileId: string): Promise<OpenFile | Refusal> {
  const [row] = await scoped(house.db, actor, (tx) =>
    tx
      .select({ name: file.name, type: file.type, size: file.size, storageKey: file.storageKey })
      .from(file)
      .where(and(eq(file.id, fileId), or(isNotNull(file.messageId), eq(file.visibility, 'internal'), isSender(actor)))),
  )
  const content = row && (await house.store.get(row.storageKey))
  if (!row || !content) return refuse('no_such_file')
  const { name, type, size, storageKey } = row
  return { name, type, size, storageKey, shown: shownTypes.includes(type), content }
}

/** Which of these bytes, by their hashes, lie on a ticket already where its customer sees them. */
export async function bytesOnTicket(tx: Tx, ticketId: string, hashes: string[]): Promise<Set<string>> {
  const rows = await tx
    .select({ sha256: file.sha256 })
    .from(file)
    .where(and(eq(file.ticketId, ticketId), eq(file.visibility, 'public'), inArray(file.sha256, hashes)))
  return new Set(rows.map(({ sha256 }) => sha256))
}

/** The name under which `bytesOnTicket` knows bytes. */
export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function isSender(actor: Actor) {
  return actor.kind === 'system' ? undefined : eq(file.uploadedBy, actor.id)
}

/** A name without path, control or direction marks, at most 200 characters; never empty (RFC 6266, section 4.3). */
export function safeName(name: string): string {
  const last = name.normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const plain = last
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\uFFFD]/gu, '')
    .replace(/^\.+/, '')
    .trim()
  return plain.slice(0, 200) || 'file'
}
