import { and, asc, eq } from 'drizzle-orm'
import type { PictureShows } from '../../domain/offer.ts'
import type { Db } from '../client.ts'
import { offer, screenshot } from '../schema/offer.ts'

/** A round as a letter speaks of it: what to try, where, and which file shows which side of the change (R027). */
export type LetterOffer = {
  round: number
  steps: string[]
  url: string
  noPicturesReason: string | null
  pictures: { fileId: string; shows: PictureShows | null }[]
}

/** The fix that was offered in a round; null where there was none. */
export async function readLetterOffer(db: Db, ticketId: string, round: number): Promise<LetterOffer | null> {
  const [row] = await db
    .select()
    .from(offer)
    .where(and(eq(offer.ticketId, ticketId), eq(offer.round, round)))
  if (!row) return null
  const pictures = await db
    .select({ fileId: screenshot.fileId, shows: screenshot.shows })
    .from(screenshot)
    .where(and(eq(screenshot.ticketId, ticketId), eq(screenshot.round, round)))
    .orderBy(asc(screenshot.place))
  return { round, steps: row.steps, url: row.url, noPicturesReason: row.noScreenshotsReason, pictures }
}
