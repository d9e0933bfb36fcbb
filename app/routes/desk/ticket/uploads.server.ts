import type { House } from '../../../../db/house.ts'
import { keepFilesOn, refuseStrangeFiles } from '../../../../db/tickets/ticket-files.ts'
import { type PictureShows, pictureShows } from '../../../../domain/offer.ts'
import { isRefusal, type Refusal } from '../../../../domain/refusal.ts'
import type { Staff } from '../../../../domain/ticket.ts'
import type { Filled } from '../../../form.server.ts'
import type { KeptUpload } from './command-body.server.ts'

type Uploading = { house: House; actor: Staff; now: Temporal.Instant; number: number; filled: Filled }

/**
 * Keeps what was uploaded, so that it need not be sent twice, and takes what was kept before. A picture shows what its
 * field was for: `before` and `after`, or what was said of a kept one.
 */
export async function keepUploads({ house, actor, now, number, filled }: Uploading): Promise<KeptUpload[] | Refusal> {
  const named = filled.all('file_ids')
  return house.db.transaction(async (tx) => {
    const kept = await keepFilesOn(tx, house, { number, actor, files: filled.uploads, now })
    if (isRefusal(kept)) return kept
    const strange = await refuseStrangeFiles(tx, { number, actor }, named)
    if (strange) return strange
    const before = named.map((id) => ({ id, shows: sideOf(filled.one(`shows.${id}`)) }))
    return sideBySide([...before, ...kept.map((id, at) => ({ id, shows: sideOf(filled.uploads[at]?.field) }))])
  })
}

function sideOf(name: string | undefined): PictureShows | null {
  return pictureShows.find((one) => one === name) ?? null
}

/** Before and after by turns, as they are looked at. */
function sideBySide(files: KeptUpload[]): KeptUpload[] {
  const after = files.filter(({ shows }) => shows === 'after')
  const before = files.filter(({ shows }) => shows === 'before')
  const pairs = before.flatMap((one, at) => [one, ...after.slice(at, at + 1)])
  return [...pairs, ...after.slice(before.length), ...files.filter(({ shows }) => shows === null)]
}
