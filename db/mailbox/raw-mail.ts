import { eq, sql } from 'drizzle-orm'
import type { Db, Tx } from '../client.ts'
import { raw } from '../schema/mail.ts'

type Bytes = { sha256: string; bytes: Uint8Array }

/**
 * What crosses to the database and back at once. It travels as text of twice its length, made and read in one go: of a
 * whole mail that would keep everybody waiting for a quarter of a second, and fill a hundred megabytes.
 */
const piece = 1024 * 1024

/** Keeps the bytes of mails, the same ones once. */
export async function keepRaw(tx: Tx, mails: Bytes[]): Promise<void> {
  const bySha = new Map(mails.map(({ sha256, bytes }) => [sha256, { sha256, bytes }]))
  // In one order everywhere, so that two transactions keeping the same letters wait instead of deadlocking.
  const inOrder = [...bySha.values()].sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1))
  for (const some of inHandfuls(inOrder)) {
    const [first] = some
    if (first && first.bytes.byteLength > piece) await keepInPieces(tx, first)
    else await tx.insert(raw).values(some).onConflictDoNothing()
  }
}

/** The bytes of mails by their hashes; of what is not kept nothing. Those of a large one may be shared with threads. */
export async function readRaw(db: Db | Tx, hashes: string[]): Promise<Map<string, Uint8Array>> {
  const rows = await db.execute<{ sha256: string; size: number; bytes: Uint8Array | null }>(
    sql`select sha256, octet_length(bytes) as size, case when octet_length(bytes) <= ${piece}::int then bytes end as bytes
      from ${raw} where sha256 = any(${sql.param(hashes)}::text[])`,
  )
  const found = new Map<string, Uint8Array>()
  for (const { sha256, size, bytes } of rows) found.set(sha256, bytes ?? (await readInPieces(db, sha256, size)))
  return found
}

/** Each piece goes to its place at once: all of them together, and what is joined of them, would be the mail twice. */
async function readInPieces(db: Db | Tx, sha256: string, size: number): Promise<Uint8Array> {
  const whole = new Uint8Array(new SharedArrayBuffer(size))
  for (let from = 0; from < size; from += piece) {
    const [some] = await db.execute<{ bytes: Uint8Array }>(
      sql`select substring(bytes from ${from + 1}::int for ${piece}::int) as bytes from ${raw} where sha256 = ${sha256}`,
    )
    if (!some) throw new Error(`The bytes of mail ${sha256} went while they were read.`)
    whole.set(some.bytes, from)
  }
  return whole
}

/** The bytes of one mail. */
export async function readRawOf(db: Db | Tx, sha256: string): Promise<Uint8Array> {
  const bytes = (await readRaw(db, [sha256])).get(sha256)
  if (!bytes) throw new Error(`The bytes of mail ${sha256} are gone.`)
  return bytes
}

/** What fits into one piece together; what is larger comes alone. */
function inHandfuls(mails: Bytes[]): Bytes[][] {
  const handfuls: { mails: Bytes[]; size: number }[] = []
  for (const mail of mails) {
    const size = mail.bytes.byteLength
    const last = handfuls.at(-1)
    if (last && last.size + size <= piece) {
      last.mails.push(mail)
      last.size += size
    } else handfuls.push({ mails: [mail], size })
  }
  return handfuls.map(({ mails }) => mails)
}

/** Its pieces wait in a table of this connection alone, which is written to no log, until all are there. */
async function keepInPieces(tx: Tx, { sha256, bytes }: Bytes) {
  if ((await tx.$count(raw, eq(raw.sha256, sha256))) > 0) return
  await tx.execute(sql`create temporary table if not exists raw_piece (place int, bytes bytea) on commit delete rows`)
  await tx.execute(sql`delete from raw_piece`)
  for (let place = 0; place * piece < bytes.byteLength; place += 1) {
    const some = bytes.subarray(place * piece, (place + 1) * piece)
    await tx.execute(sql`insert into raw_piece values (${place}, ${sql.param(some, raw.bytes)})`)
  }
  await tx.execute(
    sql`insert into ${raw} (sha256, bytes) select ${sha256}, string_agg(bytes, '' order by place) from raw_piece on conflict do nothing`,
  )
}
