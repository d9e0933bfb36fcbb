import { z } from 'zod'

/** Where a page of a list ended: the moment of its last row, if moments order it, and what tells rows of one moment apart. */
export type Cursor = { at: Temporal.Instant | null; key: string }

/** No year 0000: the calendar of the database begins a year later. */
const moment = z.iso.datetime({ precision: null }).refine((at) => !at.startsWith('0000'))
const written = z.tuple([moment.nullable(), z.string().max(100)])

/** A cursor as a reader carries it to the next page. */
export function writeCursor({ at, key }: Cursor): string {
  return Buffer.from(JSON.stringify([at?.toString() ?? null, key])).toString('base64url')
}

/** What a cursor says; null when it is not one of ours. */
export function readCursor(text: string): Cursor | null {
  const read = written.safeParse(parse(Buffer.from(text, 'base64url').toString()))
  if (!read.success) return null
  const [at, key] = read.data
  return { at: at === null ? null : Temporal.Instant.from(at), key }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
